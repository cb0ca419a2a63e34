"""Every file of personal information of the portal: those each app declares, then those of the portal itself."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.personal import PEOPLE_OF_MISSIONS
from partners.personal import PEOPLE_OF_PARTNERS
from portal.accounts.erasing import CLOSED_KEPT, erase_account, erase_closed_accounts
from portal.accounts.throttle import FORGOTTEN, erase_old_attempts
from portal.correspondence.answering import erase_message, erase_messages
from portal.models import JOURNAL_ADDRESS_KEPT, AttemptCount, JournalEntry, Message, Notice, SavedView, Subscriber
from portal.models.message import MESSAGE_KEPT
from portal.models.notices import NOTICE_DAYS_KEPT
from portal.models.subscriptions import CONFIRMED_WITHIN
from portal.subscriptions.asking import erase_subscriber, forget_unconfirmed
from records.models import ImportedRow, KeptTyping, RecordMerge, SharedLink, SharedOpinion, SheetImport
from records.publication.personal import PersonalFile, Retention
from records.publication.shared_links import erase_link_name, erase_opinion

# Days that what was typed and not saved is kept for its author; that notices are kept, sent or not; that the log of
# the admin is, which the history and the journal repeat; that a link is, once it expired, with what it brought. The
# city’s own calendar may ask for others: they change here.
DAYS_KEPT, LOG_DAYS_KEPT, LINK_DAYS_KEPT = 30, 730, 365
OF_THE_BUREAU, MANAGERS = _("les personnes du bureau"), _("les personnes qui gèrent le bureau")
ONESELF = _("la personne elle-même")
BY_THE_PORTAL = _("le portail, à mesure que le travail se fait")
WITH_ACCOUNT = Retention(_("tant que le compte existe"))


def forget_typing(today: dt.date) -> int:
    """Forget what was typed and not saved a month or more before `today`; return how many texts."""
    return KeptTyping.objects.filter(kept_at__date__lte=today - dt.timedelta(days=DAYS_KEPT)).delete()[0]


def forget_sheets(today: dt.date) -> int:
    """Forget the spreadsheets never confirmed, and what was typed in the rows refused, a month or more old."""
    old = SheetImport.objects.filter(kept_at__date__lte=today - dt.timedelta(days=DAYS_KEPT))
    open_ones = old.filter(confirmed_at=None)
    count = open_ones.count()
    open_ones.delete()
    ImportedRow.objects.filter(sheet_import__in=old).exclude(cells={}).update(cells={})
    return count


def forget_notices(today: dt.date) -> int:
    """Forget the notices written three months or more before `today`; return how many."""
    return Notice.objects.filter(created_at__date__lte=today - dt.timedelta(days=NOTICE_DAYS_KEPT)).delete()[0]


def forget_log(today: dt.date) -> int:
    """Forget what the log of the admin tells of two years or more before `today`; return of how many writes."""
    return LogEntry.objects.filter(action_time__date__lte=today - dt.timedelta(days=LOG_DAYS_KEPT)).delete()[0]


def forget_links(today: dt.date) -> int:
    """Forget the links that expired a year or more before `today`, and the opinions they brought; return how many."""
    return SharedLink.objects.filter(expires_at__date__lte=today - dt.timedelta(days=LINK_DAYS_KEPT)).delete()[0]


def forget_sessions(_today: dt.date) -> int:
    """Erase the sessions that are over, with the address and the browser they were opened from; return how many."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return sum(each.purge() for each in UserSession.objects.all())


def forget_attempts_to_sign_in(_today: dt.date) -> int:
    """Erase the counts of attempts to sign in that make nobody wait any more; return how many."""
    return erase_old_attempts(timezone.now())


PORTAL_FILES = (
    PersonalFile(
        key="comptes",
        title=_("Comptes du bureau"),
        model=User,
        fields=("username", "first_name", "last_name", "email", "last_login"),
        people=_("les personnes qui travaillent au bureau"),
        purpose=_("laisser entrer qui le peut, et dire qui a fait quoi"),
        origin=_("qui gère les comptes"),
        readers=OF_THE_BUREAU,
        retention=Retention(
            _("{days}\u00a0jours après la fermeture du compte; il n’en reste qu’un numéro"),
            erase_closed_accounts,
            CLOSED_KEPT.days,
        ),
        found_by=("username", "first_name", "last_name", "email"),
        told_by=(("first_name", "last_name"), "email"),
        erase=erase_account,
    ),
    PersonalFile(
        key="adresses",
        title=_("Adresses électroniques des comptes"),
        model=EmailAddress,
        fields=("email",),
        people=OF_THE_BUREAU,
        purpose=_("inviter, et rendre un mot de passe oublié"),
        origin=_("qui gère les comptes"),
        readers=ONESELF,
        retention=WITH_ACCOUNT,
    ),
    PersonalFile(
        key="secondes-etapes",
        title=_("Secondes étapes de connexion"),
        model=Authenticator,
        fields=("data",),
        people=OF_THE_BUREAU,
        purpose=_("vérifier que c’est bien la personne qui entre"),
        origin=ONESELF,
        readers=_("personne"),
        retention=WITH_ACCOUNT,
    ),
    PersonalFile(
        key="sessions",
        title=_("Sessions ouvertes"),
        model=UserSession,
        fields=("ip", "user_agent"),
        people=OF_THE_BUREAU,
        purpose=_("voir et fermer une session oubliée ou volée"),
        origin=_("le navigateur de la personne"),
        readers=ONESELF,
        retention=Retention(_("douze heures au plus, puis effacée la nuit suivante"), forget_sessions),
    ),
    PersonalFile(
        key="essais",
        title=_("Essais de connexion"),
        model=AttemptCount,
        fields=("digest",),
        people=_("qui essaie d’entrer au bureau, par une empreinte"),
        purpose=_("empêcher de deviner un mot de passe"),
        origin=_("le portail"),
        readers=_("personne"),
        retention=Retention(_("{days}\u00a0jour"), forget_attempts_to_sign_in, FORGOTTEN.days),
    ),
    PersonalFile(
        key="messages",
        title=_("Messages au bureau"),
        model=Message,
        fields=("email", "subject", "text", "answer"),
        people=_("les personnes qui écrivent au bureau"),
        purpose=_("leur répondre"),
        origin=ONESELF,
        readers=_("les personnes qui rédigent ou approuvent"),
        retention=Retention(_("{days}\u00a0jours après avoir été traité"), erase_messages, MESSAGE_KEPT.days),
        found_by=("email",),
        told_by=("email",),
        erase=erase_message,
    ),
    PersonalFile(
        key="abonnements",
        title=_("Personnes abonnées"),
        model=Subscriber,
        fields=("email", "language", "rhythm"),
        people=_("les personnes qui demandent à être averties par courriel"),
        purpose=_("les avertir de ce qui est mis en ligne"),
        origin=ONESELF,
        readers=_("les personnes qui gèrent les comptes"),
        retention=Retention(
            _("tant que dure l’abonnement; {days}\u00a0jours s’il n’est pas confirmé"),
            forget_unconfirmed,
            CONFIRMED_WITHIN.days,
        ),
        found_by=("email",),
        told_by=("email",),
        erase=erase_subscriber,
    ),
    PersonalFile(
        key="journal",
        title=_("Journal du bureau"),
        model=JournalEntry,
        fields=("person", "what", "network"),
        people=OF_THE_BUREAU,
        purpose=_("savoir qui est entré, a lu, emporté, publié ou effacé"),
        origin=BY_THE_PORTAL,
        readers=MANAGERS,
        retention=Retention(
            _("l’adresse d’origine, {days}\u00a0jours; le nom, jusqu’à l’effacement du compte"),
            JournalEntry.objects.erase_addresses,
            JOURNAL_ADDRESS_KEPT.days,
        ),
    ),
    PersonalFile(
        key="avis",
        title=_("Avis des étapes de publication"),
        model=Notice,
        fields=("recipient", "title", "error"),
        people=OF_THE_BUREAU,
        purpose=_("dire à qui approuve ou rédige ce qui l’attend"),
        origin=BY_THE_PORTAL,
        readers=_("la personne avisée et qui gère les comptes"),
        retention=Retention(_("{days}\u00a0jours"), forget_notices, NOTICE_DAYS_KEPT),
    ),
    PersonalFile(
        key="vues",
        title=_("Vues enregistrées"),
        model=SavedView,
        fields=("owner", "name", "query"),
        people=OF_THE_BUREAU,
        purpose=_("rouvrir une liste comme on l’a demandée"),
        origin=ONESELF,
        readers=ONESELF,
        retention=WITH_ACCOUNT,
    ),
    PersonalFile(
        key="ecritures",
        title=_("Relevé des écritures"),
        model=LogEntry,
        fields=("user", "object_repr", "change_message"),
        people=OF_THE_BUREAU,
        purpose=_("dire à chaque personne ce qu’elle a changé dernièrement"),
        origin=BY_THE_PORTAL,
        readers=OF_THE_BUREAU,
        retention=Retention(_("{days}\u00a0jours"), forget_log, LOG_DAYS_KEPT),
    ),
    PersonalFile(
        key="saisies",
        title=_("Saisies gardées"),
        model=KeptTyping,
        fields=("typed",),
        people=_("la personne qui tape, et celles qu’elle nomme"),
        purpose=_("ne rien perdre de ce qui est tapé"),
        origin=ONESELF,
        readers=ONESELF,
        retention=Retention(_("{days}\u00a0jours"), forget_typing, DAYS_KEPT),
    ),
    PersonalFile(
        key="imports",
        title=_("Feuilles importées"),
        model=SheetImport,
        fields=("author", "file_name"),
        people=_("la personne qui importe, et celles que la feuille nomme"),
        purpose=_("vérifier une feuille avant de l’écrire, et pouvoir l’annuler"),
        origin=ONESELF,
        readers=OF_THE_BUREAU,
        retention=Retention(_("{days}\u00a0jours, si elle n’est pas confirmée"), forget_sheets, DAYS_KEPT),
    ),
    PersonalFile(
        key="lignes",
        title=_("Lignes importées"),
        model=ImportedRow,
        fields=("cells", "label"),
        people=_("les personnes que la feuille nomme"),
        purpose=_("vérifier une feuille avant de l’écrire, et pouvoir l’annuler"),
        origin=_("la personne qui importe"),
        readers=OF_THE_BUREAU,
        retention=Retention(_("{days}\u00a0jours, pour ce qui y est tapé"), days=DAYS_KEPT),
    ),
    PersonalFile(
        key="liens",
        title=_("Liens partagés"),
        model=SharedLink,
        fields=("name", "made_by"),
        people=_("à qui un brouillon ou une proposition est montré"),
        purpose=_("recueillir l’avis de qui n’a pas de compte"),
        origin=OF_THE_BUREAU,
        readers=OF_THE_BUREAU,
        retention=Retention(_("{days}\u00a0jours après la fin du lien"), forget_links, LINK_DAYS_KEPT),
        found_by=("name",),
        told_by=("name",),
        erase=erase_link_name,
    ),
    PersonalFile(
        key="avis-par-lien",
        title=_("Avis reçus par un lien"),
        model=SharedOpinion,
        fields=("name", "text"),
        people=_("qui a donné son avis sans avoir de compte"),
        purpose=_("décider d’une mise en ligne en connaissant cet avis"),
        origin=ONESELF,
        readers=OF_THE_BUREAU,
        retention=Retention(_("{days}\u00a0jours après la fin du lien"), days=LINK_DAYS_KEPT),
        found_by=("name",),
        told_by=("name",),
        erase=erase_opinion,
    ),
    PersonalFile(
        key="fusions",
        title=_("Fiches fusionnées"),
        model=RecordMerge,
        fields=("merged_by", "told"),
        people=OF_THE_BUREAU,
        purpose=_("dire ce qu’une fusion a fait"),
        origin=BY_THE_PORTAL,
        readers=OF_THE_BUREAU,
        retention=WITH_ACCOUNT,
    ),
)

FILES = (*PEOPLE_OF_PARTNERS, *PEOPLE_OF_MISSIONS, *PORTAL_FILES)
# Those in which somebody is looked for.
FOUND_IN = tuple(file for file in FILES if file.found_by)
FILE_OF = {file.key: file for file in FILES}
