"""Somebody is erased from all that is kept of them; retention at night."""

import datetime as dt
import io
import zipfile

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse

from missions.models import Mission, Participant
from partners.models import Contact, Partner
from portal.journal.writing import note_event
from portal.models import JournalEntry, JournalEvent, OptOut, Subscriber
from portal.privacy.files import FOUND_IN
from portal.privacy.finding import find_people
from portal.privacy.identities import Identity
from records.models import KeptTyping
from records.words.normalizing import fold
from tests.missions.factories import (
    DelegationRequestFactory,
    MissionFactory,
    ParticipantFactory,
)
from tests.partners.factories import ContactFactory, OfficeHolderFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.factories import (
    MessageFactory,
    PersonFactory,
    SavedViewFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from tests.portal.people.somebody import MAIL, NAME, chosen, everything_kept
from tests.records.factories import (
    KeptTypingFactory,
    SharedLinkFactory,
    SharedOpinionFactory,
)

pytestmark = pytest.mark.django_db


def test_erasing_somebody_leaves_nothing_anywhere(manager, named, commits):
    assert "vraisemblable" in everything_kept()
    page = f"{reverse('admin:person_erase')}?{chosen(f'contacts-{named.pk}')}"
    manager.get(page)
    assert Contact.objects.filter(pk=named.pk).exists()
    done = manager.post(page)
    assert "C’est fait" in done.text
    kept = everything_kept()
    for trace in ("vraisemblable", "zoe.v", "ancienne.zoe", "555-0142", "555 0142"):
        assert trace not in kept, trace
    assert not Contact.history.filter(id=named.pk).exists()


# Somebody in each file where one is looked for: what makes the row, and what finds it.
HELD_IN = {
    "contacts": (lambda: ContactFactory(name=NAME), NAME),
    "titulaires": (lambda: OfficeHolderFactory(name=NAME), NAME),
    "participations": (lambda: ParticipantFactory(name=NAME, name_is_public=True), NAME),
    "demandes": (lambda: DelegationRequestFactory(asked_by=NAME), NAME),
    "comptes": (lambda: PersonFactory(first_name="Zoé", last_name="Vraisemblable"), NAME),
    "messages": (lambda: MessageFactory(email=MAIL), MAIL),
    "abonnements": (lambda: SubscriberFactory(email=MAIL), MAIL),
    "liens": (lambda: SharedLinkFactory(name=NAME), NAME),
    "avis-par-lien": (lambda: SharedOpinionFactory(name=NAME, text=f"{NAME} approuve."), NAME),
}


@pytest.mark.parametrize("file", FOUND_IN, ids=lambda file: file.key)
def test_somebody_is_found_and_erased_in_each_file(client, admin_user, file, commits):
    client.force_login(admin_user)
    make, typed = HELD_IN[file.key]
    row = make()
    assert [(each.file.key, each.key) for each in find_people(typed)] == [(file.key, row.pk)]
    done = client.post(f"{reverse('admin:person_erase')}?{chosen(f'{file.key}-{row.pk}')}")
    assert "C’est fait" in done.text
    assert not [trace for trace in ("vraisemblable", "zoe.v") if trace in everything_kept()]
    assert str(file.title) in client.get(reverse("admin:people")).text


def test_texts_of_today_that_name_the_person_are_told_and_left_to_their_forms(manager, contact):
    partner = PartnerFactory(editor_note=f"Vu avec {NAME}.")
    done = manager.post(f"{reverse('admin:person_erase')}?{chosen(f'contacts-{contact.pk}')}")
    assert [each.row for each, _link in done.context["mentions"]] == [partner]
    partner.refresh_from_db()
    assert NAME in partner.editor_note
    partner.save()  # somebody changes something else first
    partner.editor_note = ""
    partner.save()
    again = {"who": NAME}
    assert "Effacer ce nom des textes gardés" in manager.post(reverse("admin:people"), again).text
    assert "Effacé de textes gardés\u00a0: 1" in manager.post(reverse("admin:people"), again | {"_textes": "1"}).text
    assert "vraisemblable" not in everything_kept()


def test_the_same_person_elsewhere_stays_until_it_is_chosen_too(manager, contact):
    other = ContactFactory(name=NAME, email=MAIL)
    manager.post(f"{reverse('admin:person_erase')}?{chosen(f'contacts-{contact.pk}')}")
    assert Contact.history.filter(id=other.pk, name=NAME, email=MAIL).exists()


def test_a_name_of_one_word_is_erased_where_it_is_held_and_nowhere_else(manager):
    partner = PartnerFactory(name="Ville de Roy")
    KeptTypingFactory(typed={"contacts-0-name": ["Roy"], "name": ["Ville de Roy"]})
    contact = ContactFactory(name="Roy", partner=partner)
    manager.post(f"{reverse('admin:person_erase')}?{chosen(f'contacts-{contact.pk}')}")
    assert Partner.history.filter(name="Ville de Roy").exists()
    assert KeptTyping.objects.get().typed == {"contacts-0-name": [""], "name": ["Ville de Roy"]}
    assert not Contact.history.exists()


def test_a_participant_keeps_the_function_and_loses_the_name_everywhere(manager, client, commits):
    mission = MissionFactory(published=True)
    person = ParticipantFactory(mission=mission, function="Mairie", name=NAME, name_is_public=True)
    manager.post(f"{reverse('admin:person_erase')}?{chosen(f'participations-{person.pk}')}")
    person.refresh_from_db()
    assert (person.name, person.name_is_public, person.function) == ("", False, "Mairie")
    assert not Participant.history.exclude(name="").exists()
    assert "vraisemblable" not in everything_kept()


def test_an_account_leaves_a_number_and_what_it_did(client, admin_user, commits):
    client.force_login(admin_user)
    person = PersonFactory(username="zvraisemblable", first_name="Zoé", last_name="Vraisemblable", email=MAIL)
    SavedViewFactory(owner=person, name="Vues de Zoé Vraisemblable")
    mission = MissionFactory(owner=person)
    mission._history_user = person
    mission.save()
    note_event(JournalEvent.SIGNED_IN, "zvraisemblable")
    note_event(JournalEvent.ROLE_CHANGED, "gestion", "zvraisemblable\u00a0: Rédaction")
    client.post(f"{reverse('admin:person_erase')}?{chosen(f'comptes-{person.pk}')}")
    person.refresh_from_db()
    assert (person.username, person.is_active) == (f"compte-efface-{person.pk}", False)
    assert not person.has_usable_password()
    assert "vraisemblable" not in everything_kept()
    assert Mission.history.filter(history_user=person).exists()
    whats = set(JournalEntry.objects.values_list("person", "what"))
    assert ("gestion", f"compte-efface-{person.pk}\u00a0: Rédaction") in whats


def test_an_account_is_erased_by_who_manages_them_and_never_ones_own(client, gestion, admin_user):
    for asks, said in ((gestion, "qui gère les comptes"), (admin_user, "son propre compte")):
        client.force_login(asks)
        assert said in client.post(f"{reverse('admin:person_erase')}?{chosen(f'comptes-{admin_user.pk}')}").text
        assert User.objects.get(pk=admin_user.pk).is_active


def test_whoever_may_everything_is_erased_by_nobody_who_may_not(client, gestion, admin_user):
    gestion.user_permissions.add(Permission.objects.get(codename="change_user"))
    client.force_login(gestion)
    page = f"{reverse('admin:person_erase')}?{chosen(f'comptes-{admin_user.pk}')}"
    assert "toutes les permissions" in client.post(page).text
    assert User.objects.get(pk=admin_user.pk).is_superuser


@pytest.mark.parametrize("typed", ["Zoé, Vraisemblable", "Vraisemblable (Zoé", "z, vraisemblable"])
def test_who_is_held_is_found_however_it_is_typed_and_the_journal_keeps_who_did_what(manager, typed):
    person = PersonFactory(username="z.vraisemblable", first_name="Zoé", last_name="Vraisemblable")
    note_event(JournalEvent.SIGNED_IN, person.username, "Zoé Vraisemblable")
    sent = manager.post(reverse("admin:people"), {"who": typed, "_textes": "1"})
    assert [each.ref for each in sent.context["found"]] == [f"comptes-{person.pk}"]
    assert JournalEntry.objects.filter(person=person.username, what="Zoé Vraisemblable").exists()


def test_the_journal_always_tells_where_something_was_done(manager):
    note_event(JournalEvent.REFUSED, "redaction", "", "/admin/missions/mission/1/")
    manager.post(reverse("admin:people"), {"who": "admin missions", "_textes": "1"})
    assert JournalEntry.objects.filter(page="/admin/missions/mission/1/").exists()


def test_no_account_is_deleted_which_would_leave_its_name_in_the_journal(client, admin_user):
    client.force_login(admin_user)
    assert client.get(address(PersonFactory(), "delete")).status_code == 403


def test_an_address_that_leaves_is_remembered_to_have_left(manager):
    subscriber = SubscriptionFactory(subscriber__email=MAIL).subscriber
    message = MessageFactory(email=MAIL)
    manager.post(f"{reverse('admin:person_erase')}?{chosen(f'abonnements-{subscriber.pk}', f'messages-{message.pk}')}")
    assert not Subscriber.objects.exists()
    assert OptOut.objects.exists()
    assert MAIL not in everything_kept()


def test_the_dated_copies_of_the_open_data_are_written_again(manager, contact, settings, tmp_path, commits):
    settings.MEDIA_ROOT = str(tmp_path)
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as workbook:
        workbook.writestr("sheet.xml", f"<t>{NAME}</t>")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("participants.csv", f"nom\n{NAME}\nAutre\n")
        archive.writestr("participants.xlsx", inner.getvalue())
        archive.writestr("SHA256SUMS", "x")
    name = default_storage.save("open-data/2025-T4_2026-01-01_fr.zip", ContentFile(outer.getvalue()))
    manager.post(f"{reverse('admin:person_erase')}?{chosen(f'contacts-{contact.pk}')}")
    with zipfile.ZipFile(default_storage.open(name)) as archive:
        assert archive.read("participants.csv").decode() == "nom\n(effacé)\nAutre\n"
        with zipfile.ZipFile(io.BytesIO(archive.read("participants.xlsx"))) as workbook:
            assert workbook.read("sheet.xml").decode() == "<t>(effacé)</t>"
        assert archive.read("SHA256SUMS") != b"x"


@pytest.mark.parametrize(
    ("value", "text", "left"),
    [
        ("Émile Roy", "Avec EMILE  ROY, hier", "Avec (effacé), hier"),
        ("Émile Roy", "Roy, Émile", "(effacé)"),
        ("Émile Roy", "Émile Royer et Roy", "Émile Royer et Roy"),
        ("Jean-Paul", "Jean-Paul Riopelle", "Jean-Paul Riopelle"),
        ("a.b@c.invalid", "xa.b@c.invalid, A.B@C.INVALID", "xa.b@c.invalid, (effacé)"),
        ("418 555-0142", "tél. +1 (418) 555.0142;", "tél. +1 (effacé);"),
        ("Ann (.*", "Ann (.* et Ann Xyz", "Ann (.* et Ann Xyz"),
        ("東京太郎", "会 東京太郎さん", "会 (effacé)さん"),
        ("", "rien", "rien"),
    ],
)
def test_what_tells_a_person_is_replaced_and_nothing_else(value, text, left):
    identity = Identity([value])
    assert (identity.erased_from(text), identity.is_in(fold(text))) == (left, left != text)


def test_retention_is_counted_without_erasing_then_applied(capsys):
    ContactFactory(keep_until=dt.date(2026, 1, 31), verified_on=dt.date(2026, 1, 1))
    withdrawn = ParticipantFactory(name=NAME, name_is_public=True)
    withdrawn.name, withdrawn.name_is_public = "", False
    withdrawn.save()
    closed = PersonFactory(is_active=False, first_name="Zoé")
    User.objects.filter(pk=closed.pk).update(date_joined=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    call_command("retention", dry_run=True)
    said = capsys.readouterr().out
    assert said.count("à effacer\u00a0: 1") == 3
    assert Contact.objects.exists()
    call_command("retention")
    assert capsys.readouterr().out.count("effacés\u00a0: 1") == 3
    assert not Contact.objects.exists()
    assert not Participant.history.exclude(name="").exists()
    closed.refresh_from_db()
    assert closed.first_name == ""
