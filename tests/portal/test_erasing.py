"""Erasing somebody from a file takes them, and nobody else who is there."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError

from missions.operations.people import erase_participant_name
from portal.accounts.erasing import erase_account
from portal.journal.writing import note_event
from portal.models import JournalEntry, JournalEvent, Notice, NoticeChoice, SavedView
from portal.privacy.files import FOUND_IN
from portal.privacy.finding import find_people
from records.models import KeptTyping
from tests.missions.factories import DelegationRequestFactory, ParticipantFactory
from tests.partners.factories import ContactFactory, ExchangeFactory, OfficeHolderFactory
from tests.portal.factories import (
    MessageFactory,
    NoticeChoiceFactory,
    NoticeFactory,
    PersonFactory,
    SavedViewFactory,
    SubscriptionFactory,
)
from tests.records.factories import KeptTypingFactory, SharedLinkFactory, SharedOpinionFactory

pytestmark = pytest.mark.django_db

# What holds somebody, by their surname, in each file where people are looked for.
HOLDING = {
    "contacts": lambda name: ExchangeFactory(contact=ContactFactory(name=f"Zoé {name}")).contact,
    "titulaires": lambda name: OfficeHolderFactory(name=f"Zoé {name}"),
    "participations": lambda name: ParticipantFactory(name=f"Zoé {name}", name_is_public=True),
    "demandes": lambda name: DelegationRequestFactory(asked_by=f"Zoé {name}", titles=name, needs=name),
    "comptes": lambda name: PersonFactory(username=name.lower(), first_name="Zoé", last_name=name),
    "messages": lambda name: MessageFactory(email=f"{name.lower()}@exemple.invalid"),
    "abonnements": lambda name: SubscriptionFactory(subscriber__email=f"{name.lower()}@exemple.invalid").subscriber,
    "liens": lambda name: SharedLinkFactory(name=f"Zoé {name}"),
    "avis-par-lien": lambda name: SharedOpinionFactory(name=f"Zoé {name}", text="D’accord."),
}


@pytest.mark.parametrize("file", FOUND_IN, ids=lambda file: file.key)
def test_erasing_somebody_leaves_the_others_of_the_file_as_they_were(file, admin_user):
    gone, stays = HOLDING[file.key]("Partante"), HOLDING[file.key]("Restante")
    [before] = find_people("restante")
    assert (before.file, before.key) == (file, stays.pk)
    written = history_of(file, stays)
    file.erase(gone.pk, admin_user)
    assert find_people("partante") == []
    assert find_people("restante") == [before]
    assert history_of(file, stays) == written


def history_of(file, row):
    """Return what is kept of what a row was (a list)."""
    return list(file.history.objects.filter(id=row.pk).values()) if file.history else []


def test_no_name_that_was_erased_is_said_to_be_public_even_formerly(admin_user):
    person = HOLDING["participations"]("Partante")
    erase_participant_name(person.pk, admin_user)
    person.refresh_from_db()
    assert (person.name, person.name_is_public) == ("", False)
    assert set(person.history.values_list("name", "name_is_public")) == {("", False)}
    assert person.history.first().history_change_reason == "Nom effacé"


def with_belongings(name):
    """Make an account that has a bit of everything an account may have; return it."""
    person = PersonFactory(username=name, is_superuser=True, last_login=dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
    person.groups.add(Group.objects.get(name="Approbation"))
    person.user_permissions.add(Permission.objects.get(codename="change_user"))
    EmailAddress.objects.create(user=person, email=f"{name}@exemple.invalid")
    KeptTypingFactory(author=person)
    NoticeFactory(recipient=person)
    NoticeChoiceFactory(user=person)
    SavedViewFactory(owner=person)
    for what in ("", name, f"{name}\u00a0: Rédaction", f"{name}-autre\u00a0: Rédaction", "Namur"):
        note_event(JournalEvent.ROLE_CHANGED, name, what)
    kind = ContentType.objects.get_for_model(User)
    written = {"content_type": kind, "object_repr": name, "action_flag": CHANGE}
    LogEntry.objects.create(user=person, object_id=str(person.pk), **written)
    # A record whose key is that of the account, as far as a number tells.
    record = {**written, "content_type": ContentType.objects.get_for_model(Group), "object_repr": "Groupe"}
    LogEntry.objects.create(user=person, object_id=str(person.pk), **record)
    return person


def belongings_of(person):
    """Return how much an account has of each thing (a list)."""
    owned = [(EmailAddress, "user"), (KeptTyping, "author"), (Notice, "recipient"), (NoticeChoice, "user")]
    owned += [(SavedView, "owner"), (Group, "user"), (Permission, "user")]
    return [model.objects.filter(**{owner: person}).count() for model, owner in owned]


def written_of(person):
    """Return what the journal and the log of the admin call an account (two sets)."""
    told = JournalEntry.objects.filter(person=person.username).values_list("what", flat=True)
    return set(told), set(LogEntry.objects.filter(user=person).values_list("object_repr", flat=True))


def test_an_account_that_is_erased_has_nothing_and_may_nothing_any_more(admin_user):
    gone = with_belongings("partante")
    assert belongings_of(gone) == [1] * 7
    erase_account(gone.pk, admin_user)
    gone.refresh_from_db()
    assert belongings_of(gone) == [0] * 7
    assert (gone.is_superuser, gone.is_staff, gone.is_active, gone.last_login, gone.email) == (
        False,
        False,
        False,
        None,
        "",
    )
    number = f"compte-efface-{gone.pk}"
    told = {"", number, f"{number}\u00a0: Rédaction", "partante-autre\u00a0: Rédaction", "Namur"}
    assert written_of(gone) == (told, {number, "Groupe"})


def test_an_account_that_is_erased_leaves_the_others_what_they_have(admin_user):
    gone, stays = with_belongings("partante"), with_belongings("restante")
    written = written_of(stays)
    erase_account(gone.pk, admin_user)
    stays.refresh_from_db()
    assert belongings_of(stays) == [1] * 7
    assert written_of(stays) == written
    assert (stays.username, stays.is_active, stays.is_staff, stays.is_superuser) == ("restante", True, True, True)


def test_who_manages_the_accounts_erases_any_but_their_own_and_those_who_may_everything(redaction, admin_user):
    person = PersonFactory()
    person.set_password("demonstration")
    person.save()
    with pytest.raises(ValidationError, match="par qui gère les comptes"):
        erase_account(person.pk, redaction)
    redaction.user_permissions.add(Permission.objects.get(codename="change_user"))
    manager = User.objects.get(pk=redaction.pk)
    for key, refusal in ((manager.pk, "son propre compte"), (admin_user.pk, "toutes les permissions")):
        with pytest.raises(ValidationError, match=refusal):
            erase_account(key, manager)
    erase_account(person.pk, manager)
    erased = User.objects.filter(username__startswith="compte-efface-")
    assert [(each.pk, each.has_usable_password()) for each in erased] == [(person.pk, False)]
