"""Erasing an account: what names its person goes, a number stays, so that what was done is still somebody's."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils.translation import gettext_lazy as _

from portal.models import JournalEntry, Notice, NoticeChoice, SavedView
from records.models import KeptTyping

# How long an account that was closed still bears a name.
CLOSED_KEPT = dt.timedelta(days=365)
OWN_ACCOUNT = _("On n’efface pas son propre compte\u00a0: quelqu’un d’autre le fait.")
NOT_MANAGER = _("Un compte s’efface par qui gère les comptes.")
MAY_EVERYTHING = _("Ce compte a toutes les permissions\u00a0: il s’efface par qui les a aussi.")
NUMBERED = "compte-efface-"


@transaction.atomic
def erase_account(key, by):
    """Erase what names the person of the account with this `key`, and close it for good.

    Raise ValidationError if `by`, who asks, may not.
    """
    if by is not None:
        _refuse(key, by)
    for person in User.objects.select_for_update().filter(pk=key):
        former, number = person.username, f"{NUMBERED}{person.pk}"
        for model in (EmailAddress, Authenticator, UserSession, KeptTyping, NoticeChoice, Notice, SavedView):
            owner = {KeptTyping: "author", Notice: "recipient", SavedView: "owner"}.get(model, "user")
            model._default_manager.filter(**{owner: person}).delete()
        person.username, person.first_name, person.last_name, person.email = number, "", "", ""
        person.is_active = person.is_superuser = person.is_staff = False
        person.last_login = None
        person.set_unusable_password()
        person.save()
        person.groups.clear()
        person.user_permissions.clear()
        _rename_in_journals(person, former, number)


def _refuse(key, by):
    """Refuse one's own account, that of whoever may everything to who may not, any to who does not manage them."""
    if not by.has_perm("auth.change_user"):
        raise ValidationError(NOT_MANAGER)
    if by.pk == key:
        raise ValidationError(OWN_ACCOUNT)
    if not by.is_superuser and User.objects.filter(pk=key, is_superuser=True).exists():
        raise ValidationError(MAY_EVERYTHING)


def _rename_in_journals(person, former, number):
    """Write the number of an account where the journals name it. Their model refuses it; the database lets it pass."""
    entries = JournalEntry._base_manager
    entries.filter(person=former).update(person=number)
    entries.filter(what=former).update(what=number)
    rest = Substr(F("what"), Length(Value(former)) + 1)
    entries.filter(what__startswith=f"{former}\u00a0:").update(what=Concat(Value(number), rest))
    logged = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    logged.update(object_repr=number)


def erase_closed_accounts(today):
    """Erase the accounts closed, and not used, long before `today` (a date); return how many."""
    used_last = Q(last_login__date__lt=today - CLOSED_KEPT) | Q(
        last_login=None, date_joined__date__lt=today - CLOSED_KEPT
    )
    closed = User.objects.filter(used_last, is_active=False).exclude(username__startswith=NUMBERED)
    keys = list(closed.values_list("pk", flat=True))
    for key in keys:
        erase_account(key, None)
    return len(keys)
