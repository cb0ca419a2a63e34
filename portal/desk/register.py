"""What the register waits for: actions, agreements and relationships of which a word is missing."""

from django.urls import reverse
from django.utils.translation import gettext as _

from missions.models import Action, ActionState, CommitmentLink
from partners.models import Agreement, AgreementState, Partner, RelationState, Standing
from portal.desk.tasks import Task, TaskList
from records.publication.written_by import touched_by
from records.templatetags.typography import set_in_french
from records.words.dates import in_words, span_in_words

# What their lists leave out, as the desk does.
ALIVE = {"archives": "sans"}
# The lists of the bureau that hold them all.
ACTION_CHANGELIST, AGREEMENT_CHANGELIST, PARTNER_CHANGELIST = (
    "missions_action_changelist",
    "partners_agreement_changelist",
    "partners_partner_changelist",
)
LAPSED_LIST = {"listing": ACTION_CHANGELIST, "statut": ActionState.LAPSED.value, **ALIVE}
ENDING_LIST = {"listing": AGREEMENT_CHANGELIST, "echeance": "un_an", **ALIVE}


def unlinked_actions():
    """Return the actions that no commitment is named for: the list of the bureau holds them all."""
    actions = Action.objects.not_archived().linked(CommitmentLink.MISSING).select_related("axis").newest_first()
    title, link = _("Actions\u00a0: rattachement à un engagement à faire"), CommitmentLink.MISSING.value
    return TaskList.of(title, actions, _unlinked_task, ACTION_CHANGELIST, lien=link, **ALIVE)


def _unlinked_task(action):
    return Task(
        set_in_french(action.title), reverse("admin:missions_action_change", args=[action.pk]), str(action.axis)
    )


def own_register(user, today):
    """Return two TaskLists of what `user` worked on: agreements that end, actions of which nobody said what followed.

    Whoever manages is shown them with all the others.
    """
    agreements = Agreement.objects.not_archived().filter(touched_by(Agreement, user)).ending_soon(today)
    actions = Action.objects.not_archived().filter(touched_by(Action, user)).newest_first().lapsed(today)
    return [
        TaskList.of(
            _("Mes ententes qui prennent fin d’ici un an"), agreements, _ending_task, **ENDING_LIST, fiches="moi"
        ),
        TaskList.of(_("Mes actions échues, suite inconnue"), actions, _lapsed_task, **LAPSED_LIST, fiches="moi"),
    ]


def action_lists(today):
    """Return two TaskLists: the actions of which nobody said what followed, and those an announcement says done."""
    kept = Action.objects.not_archived().newest_first()
    lapsed, announced = kept.lapsed(today), kept.done_on_announcement()
    return [
        TaskList.of(_("Actions échues, suite inconnue"), lapsed, _lapsed_task, **LAPSED_LIST),
        TaskList.of(
            _("Actions réalisées, sur annonce seulement"),
            announced,
            lambda action: _action_task(action, _("réalisée, mais toutes ses sources précèdent son début")),
            ACTION_CHANGELIST,
            appui="annonce",
            **ALIVE,
        ),
    ]


def _lapsed_task(action):
    return _action_task(action, _("échue, suite inconnue"))


def _action_task(action, words):
    when = span_in_words(action.starts_on, action.ends_on, action.date_precision, within=_("pendant la mission"))
    address = reverse("admin:missions_action_change", args=[action.pk])
    return Task(set_in_french(action.title), address, f"{words} – {when}")


def agreement_lists(today):
    """Return three TaskLists: the agreements that end, those that ended and wait for a word, those to check."""
    agreements = Agreement.objects.not_archived()
    ending = agreements.ending_soon(today)
    ended = agreements.unfollowed(today)
    to_check = agreements.in_states([AgreementState.TO_CHECK], today).by_end()
    listing = AGREEMENT_CHANGELIST
    return [
        TaskList.of(_("Ententes qui prennent fin d’ici un an"), ending, _ending_task, **ENDING_LIST),
        TaskList.of(
            _("Ententes échues, dont personne n’a dit la suite"),
            ended,
            lambda each: _agreement_line(each, _ended_words(each)),
            listing,
            echeance="sans_suite",
            **ALIVE,
        ),
        TaskList.of(
            _("Ententes à vérifier"),
            to_check,
            lambda each: _agreement_line(each, _check_words(each)),
            listing,
            etat=AgreementState.TO_CHECK.value,
            **ALIVE,
        ),
    ]


def _ending_task(agreement):
    return _agreement_line(agreement, _end_words(agreement))


def _end_words(agreement):
    words = _("prend fin le %(day)s") % {"day": in_words(agreement.closes_on)}
    return words if agreement.is_in_force else f"{words} – {agreement.state_label}"


def _ended_words(agreement):
    words = _("a pris fin le %(day)s\u00a0: inscrivez son renouvellement, ou qu’elle est terminée")
    return words % {"day": in_words(agreement.closes_on)}


def _check_words(agreement):
    if agreement.asks_authorization:
        return _(
            "une partie est un gouvernement ou une organisation internationale\u00a0: dites s’il faut une autorisation"
        )
    return _("inscrite «\u00a0à vérifier\u00a0»")


def _agreement_line(agreement, words):
    address = reverse("admin:partners_agreement_change", args=[agreement.pk])
    return Task(set_in_french(agreement.title), address, words)


def sleeping_relations(user, today):
    """Return the TaskList of the relationships recorded as active of which nothing has been known for years."""
    partners = Partner.objects.not_archived().filter(standing=Standing.ACTIVE).with_activity(user, today)
    sleeping = partners.filter(state_value=RelationState.ASLEEP).order_by("latest_told", "pk")
    return TaskList.of(
        _("Relations inscrites comme actives, mais dormantes"),
        sleeping,
        lambda partner: Task(
            set_in_french(partner.name),
            reverse("admin:partners_partner_change", args=[partner.pk]),
            _("sans activité depuis %(n)s ans") % {"n": partner.silent_years(today)},
        ),
        PARTNER_CHANGELIST,
        standing__exact=Standing.ACTIVE.value,
        etat=RelationState.ASLEEP.value,
        **ALIVE,
    )
