"""Somebody is found everywhere, read, given, and erased everywhere at once."""

import datetime as dt
import io
import json
import time
import zipfile

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from missions.models import Mission, Participant
from partners.models import Contact, Partner
from portal.journal.writing import note_event
from portal.models import JournalEntry, JournalEvent, OptOut, Subscriber
from portal.privacy.copies import naming_fields
from portal.privacy.files import FILES, FOUND_IN
from portal.privacy.finding import find_people
from portal.privacy.identities import Identity
from records.models import KeptTyping
from records.words.normalizing import fold
from tests.house.code import our_models
from tests.missions.factories import (
    DelegationRequestFactory,
    MissionFactory,
    MissionProposalFactory,
    ParticipantFactory,
)
from tests.partners.factories import ContactFactory, OfficeHolderFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.factories import (
    IncidentFactory,
    MessageFactory,
    NoticeFactory,
    PersonFactory,
    SavedViewFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from tests.portal.sent_forms import as_sent
from tests.portal.witness import INTERNAL_MODELS
from tests.records.factories import (
    ImportedRowFactory,
    KeptTypingFactory,
    SharedLinkFactory,
    SharedOpinionFactory,
)

pytestmark = pytest.mark.django_db
NAME, MAIL, PHONE = "Zoé Vraisemblable", "zoe.v@exemple.invalid", "(418) 555-0142"


def everything_kept():
    """Return the text of all that the database holds, folded."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of ours
            rows += [str(row).encode().decode("unicode_escape", "ignore") + str(row) for row in cursor.fetchall()]
    return fold("\n".join(rows))


def chosen(*refs):
    """Return the query of an address that names rows."""
    return "&".join(f"f={ref}" for ref in refs)


@pytest.fixture
def manager(client, gestion):
    """A browser in the hands of who handles people."""
    client.force_login(gestion)
    return client


@pytest.fixture
def contact():
    """Someone known by a contact that changed, and named wherever a text is kept."""
    row = ContactFactory(name=NAME, email="ancienne.zoe@exemple.invalid", phone=PHONE)
    row.email = MAIL
    row.save()
    return row


@pytest.fixture
def named(contact):
    """Texts kept of everything, each naming the person in a way of its own."""
    partner = PartnerFactory(editor_note=f"Vu avec {NAME}.")
    partner.editor_note, partner._change_reason = "", f"approuvé par {NAME} par lien le 2 mars 2026"
    partner.save()
    gone = MissionFactory(title="Visite de zoe VRAISEMBLABLE")
    gone.delete()
    mission = MissionFactory(published=True)
    changes = {"fields": {"note": ["", "Selon Vraisemblable, Zoé, au 418 555 0142"]}, "parts": {}}
    MissionProposalFactory(record=mission, changes=changes, comment=f"{NAME} l’a dit")
    KeptTypingFactory(typed={"contacts-0-name": [NAME], "contacts-0-email": [MAIL]})
    ImportedRowFactory(cells={"titre": f"Rencontre de {NAME}"}, sheet_import__file_name=f"{NAME}.xlsx")
    NoticeFactory(title=f"Visite de {NAME}")
    note_event(JournalEvent.PUBLISHED, "redaction", f"Visite de {NAME}", "/admin/")
    LogEntry.objects.create(
        user=PersonFactory(),
        content_type=ContentType.objects.get_for_model(Partner),
        object_id="1",
        object_repr=f"Visite de {NAME}",
        action_flag=CHANGE,
    )
    return contact


@pytest.mark.parametrize("typed", ["zoe vraisemblable", "VRAISEMBLABLE Zoé", MAIL, "ancienne.zoe@", "418-555-0142"])
def test_somebody_is_found_by_name_mail_or_number_today_or_formerly(contact, typed):
    ContactFactory(name="Zoé Autre")
    assert [(each.file.key, each.key) for each in find_people(typed)] == [("contacts", contact.pk)]


@pytest.mark.parametrize("typed", ["", "zo", "%", "' OR 1=1 --", "*" * 200, "\0\0\0\0", "(((((", "Zoé Inconnue"])
def test_what_names_nobody_finds_nobody(contact, typed):
    assert find_people(typed) == []


def test_somebody_is_found_in_every_file_even_deleted(contact):
    contact.delete()
    ParticipantFactory(name=NAME, name_is_public=True)
    PersonFactory(username="zv", first_name="Zoé", last_name="Vraisemblable")
    DelegationRequestFactory(asked_by=f"Cabinet de {NAME}")
    assert {each.file.key for each in find_people(NAME)} == {"contacts", "participations", "comptes", "demandes"}
    MessageFactory(email=MAIL)
    SubscriberFactory(email=MAIL)
    assert {each.file.key for each in find_people(MAIL)} == {"contacts", "messages", "abonnements"}


def test_five_thousand_contacts_are_searched_in_bounded_time(django_assert_max_num_queries):
    partner = PartnerFactory()
    day = {
        "purpose": "Écrire",
        "source": "Carte",
        "verified_on": dt.date(2026, 1, 5),
        "keep_until": dt.date(2026, 12, 31),
    }
    Contact.objects.bulk_create(
        Contact(
            partner=partner, function="Direction", name=f"Personne {number}", email=f"p{number}@exemple.invalid", **day
        )
        for number in range(5000)
    )
    ContactFactory(name=NAME)
    began = time.monotonic()
    with django_assert_max_num_queries(30):
        assert len(find_people(NAME)) == 1
    assert time.monotonic() - began < 2


def test_the_pages_are_for_who_handles_people_and_say_everything(manager, redaction, contact):
    query = chosen(f"contacts-{contact.pk}")
    pages = [reverse("admin:people"), reverse("admin:inventory")]
    pages += [
        f"{reverse(f'admin:{name}')}?{query}" for name in ("person", "person_json", "person_print", "person_erase")
    ]
    for page in pages:
        assert manager.get(page).status_code == 200, page
    found = manager.post(reverse("admin:people"), {"who": "vraisemblable"}).text
    assert f'value="contacts-{contact.pk}"' in found
    shown = manager.get(f"{reverse('admin:person')}?{query}").text
    assert all(text in shown for text in (NAME, MAIL, "ancienne.zoe@exemple.invalid", PHONE, "30\u00a0jours"))
    given = manager.get(f"{reverse('admin:person_json')}?{query}").json()
    assert {"nom": "courriel", "aujourdhui": MAIL, "valeurs": [MAIL, "ancienne.zoe@exemple.invalid"]} in given[
        "fichiers"
    ][0]["renseignements"]
    manager.force_login(redaction)
    assert {manager.get(page).status_code for page in pages} == {403}
    assert "personnes/" not in manager.get(reverse("admin:index")).text


def test_the_dossier_is_written_as_a_pdf_or_leads_to_the_page_to_print(manager, contact):
    answer = manager.get(f"{reverse('admin:person_pdf')}?{chosen(f'contacts-{contact.pk}')}")
    assert answer.status_code == 302 or answer.content.startswith(b"%PDF")


def test_the_register_of_incidents_says_who_is_still_to_be_told_and_loses_none(manager):
    incident = IncidentFactory()
    assert incident.still_to_tell == []
    page = address(incident)
    sent = as_sent(manager.get(page)) | {"risk": "serieux", "risk_reasons": "Adresses", "people_told_on": "2026-01-07"}
    assert manager.post(page, sent).status_code == 302
    listed = manager.get(reverse("admin:portal_incident_changelist"), {"q": "liste"})
    assert "la Commission d’accès à l’information" in listed.text
    assert manager.get(address(incident, "delete")).status_code == 403


@pytest.mark.parametrize("ref", ["contacts-999999", "contacts-x", "axes-1", "contacts", "-", "contacts-" + "9" * 30])
def test_a_row_that_holds_nobody_has_no_page(manager, ref):
    assert manager.get(f"{reverse('admin:person')}?{chosen(ref)}").status_code == 404


def test_the_journal_says_who_read_gave_and_erased_without_a_name(manager, contact):
    query = chosen(f"contacts-{contact.pk}")
    for name in ("person", "person_json"):
        manager.get(f"{reverse(f'admin:{name}')}?{query}")
    manager.post(f"{reverse('admin:person_erase')}?{query}")
    entries = JournalEntry.objects.order_by("pk").values_list("event", "person", "what")
    assert [event for event, _person, _what in entries] == ["personne_lue", "personne_export", "personne_efface"]
    assert {person for _event, person, _what in entries} == {"gestion"}
    assert "vraisemblable" not in fold(str(list(entries)))
    assert all(f"no\u00a0{contact.pk}" in what for _event, _person, what in entries)


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


# Fields whose name says that they may hold somebody; the models whose name is that of no person.
TELLING = {"email", "name", "first_name", "last_name", "username", "phone", "salutation", "person", "asked_by", "ip"}
NAME_NOBODY = {"Airport", "Axis", "Indicator", "Partner", "Service", "Theme"}
# Models that no reader may see, and that hold nobody.
OF_NOBODY = {
    "FollowUp": "what was promised to a partner, by a service",
    "Incident": "it names nobody, and says so",
    "NextStep": "what is to be done for an action, by the person who has it in hand",
    "NoticeChoice": "a rhythm, gone with its account",
    "OptOut": "a digest",
    "ReferenceCounter": "numbers",
    "SharedOpening": "a moment, gone with its link",
    "StandIn": "two accounts, each a number once erased",
    "Subscription": "what an address follows, gone with it",
}


def test_every_table_that_may_hold_somebody_is_declared():
    declared = {(file.model, name) for file in FILES for name in file.fields}
    models = {*our_models(), *(file.model for file in FILES)}
    held_by = {model for model, _name in declared}
    telling = {
        (model, field.name)
        for model in models
        for field in model._meta.concrete_fields
        if field.name in TELLING or type(field).__name__ in {"EmailField", "GenericIPAddressField"}
    }
    left = {(model.__name__, name) for model, name in telling - declared}
    assert left == {(name, "name") for name in NAME_NOBODY}
    internal = {model for model in our_models() if model.__name__ in INTERNAL_MODELS}
    proposals = {model for model in internal if model.__name__.endswith("Proposal")}
    assert {model.__name__ for model in internal - proposals - held_by} == set(OF_NOBODY)


def test_what_is_declared_is_there_and_what_holds_texts_is_read():
    for file in FILES:
        assert len(file.labels()) == len(file.fields)
        assert set(file.found_by) <= set(file.fields)
    assert "changes" in naming_fields(type(MissionProposalFactory()))
    assert json.dumps(file.key)


def test_a_moment_is_read_in_the_time_of_the_city(db):
    User.objects.create_user("jeanne-essai", last_login=dt.datetime(2026, 3, 10, 2, 5, tzinfo=dt.UTC))
    told = dict(find_people("jeanne-essai")[0].told)
    assert ["2026-03-09 22:05"] in told.values()
