"""What the journal keeps of what is done at the bureau: contacts read, lists taken away, doors that stay shut."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import resolve

from portal.journal.watching import watch_refusal, watch_request
from portal.journal.writing import note_event, note_failure, note_step
from portal.models import JournalEntry, JournalEvent
from tests.missions.factories import MissionFactory, MissionPartnerFactory
from tests.partners.factories import ContactFactory, OfficeHolderFactory, PartnerFactory
from tests.portal.factories import PersonFactory

pytestmark = pytest.mark.django_db


def events():
    return list(JournalEntry.objects.order_by("pk").values_list("event", flat=True))


def ask(rf, person, path, method="get", status=200):
    """Have somebody be answered at a path of the bureau."""
    request = getattr(rf, method)(path)
    request.user, request.resolver_match = person, resolve(path)
    watch_request(request, HttpResponse(status=status))


@pytest.mark.parametrize(
    ("path", "options", "event"),
    [
        ("/admin/partners/contact/", {}, JournalEvent.CONTACTS_READ),
        ("/admin/partners/contact/7/change/", {}, JournalEvent.CONTACTS_READ),
        ("/admin/partners/contact/7/history/", {}, JournalEvent.CONTACTS_READ),
        ("/admin/partners/officeholder/", {}, JournalEvent.CONTACTS_READ),
        ("/admin/partners/contact/", {"status": 302}, None),  # led elsewhere: nothing was shown
        ("/admin/partners/contact/7/change/", {"method": "post"}, None),
        ("/admin/partners/agreement/7/delete/", {"method": "post", "status": 302}, JournalEvent.DELETED),
        ("/admin/partners/agreement/7/delete/", {"method": "post"}, None),  # refused, or asked to confirm
        ("/admin/partners/agreement/7/delete/", {}, None),
        ("/admin/partners/partner/", {}, None),
        ("/partenaires/", {}, None),
    ],
)
def test_what_somebody_just_did_is_written_if_the_journal_keeps_it(rf, approbation, path, options, event):
    ask(rf, approbation, path, **options)
    assert events() == ([event] if event else [])


def test_the_form_of_a_partner_shows_contacts_where_there_are_some(rf, approbation):
    known, alone = ContactFactory().partner, PartnerFactory()
    for partner in (known, alone):
        ask(rf, approbation, f"/admin/partners/partner/{partner.pk}/change/")
    [entry] = JournalEntry.objects.all()
    assert (entry.event, entry.person, entry.what) == ("contacts_lus", "approbation", f"partenaire {known.pk}")
    assert entry.page == f"/admin/partners/partner/{known.pk}/change/"


@pytest.mark.parametrize("people", [ContactFactory, OfficeHolderFactory])
def test_the_book_of_a_mission_shows_the_people_of_who_is_met(rf, approbation, people):
    known, alone = MissionFactory(), MissionFactory()
    MissionPartnerFactory(mission=known, partner=people().partner)
    for mission in (known, alone):
        ask(rf, approbation, f"/admin/missions/mission/{mission.pk}/documents/cahier-a-imprimer")
    assert events() == [JournalEvent.CONTACTS_READ]


def test_who_may_not_read_contacts_read_none_and_a_stranger_is_not_watched(rf, gestion):
    for person in (gestion, PersonFactory(), AnonymousUser()):
        ask(rf, person, "/admin/partners/contact/")
    assert events() == []


def test_a_door_that_stays_shut_is_written_with_who_and_where(rf, gestion):
    request = rf.get("/admin/axes/axis/add/?a=1")
    request.user = gestion
    watch_refusal(request)
    entry = JournalEntry.objects.get()
    assert (entry.event, entry.person, entry.what, entry.page) == ("refus", "gestion", "", "/admin/axes/axis/add/")


def test_an_entry_is_cut_to_its_room():
    note_event(JournalEvent.EXPORTED, "p" * 200, "é" * 400, "/" * 400)
    entry = JournalEntry.objects.get()
    assert (len(entry.person), len(entry.what), len(entry.page), entry.network) == (150, 300, 300, None)


@pytest.mark.parametrize(
    ("login", "person"),
    [
        ("Redaction", "redaction"),
        ("redaction@EXEMPLE.invalid", "redaction"),
        ("un-mot-de-passe", ""),  # what is typed there by mistake is not kept
        ("fermee", ""),
    ],
)
def test_a_failure_is_written_under_the_name_of_an_account_that_is_open(redaction, login, person):
    redaction.email = "redaction@exemple.invalid"
    redaction.save()
    PersonFactory(username="fermee", is_active=False)
    note_failure(login, is_locked=False, what="seconde étape")
    note_failure(login, is_locked=True)
    entries = list(JournalEntry.objects.order_by("pk").values_list("event", "person", "what"))
    assert entries == [("echec", person, "seconde étape"), ("echec", person, ""), ("blocage", person, "")]


@pytest.mark.parametrize(
    ("step", "event"),
    [("publish", "en_ligne"), ("withdraw", "retrait"), ("merge", "fusion"), ("submit", None), ("send_back", None)],
)
def test_a_step_is_written_where_the_journal_keeps_it(redaction, step, event):
    note_step(step, "Namur", "/admin/", by=redaction)
    assert events() == ([event] if event else [])


def test_a_step_taken_for_others_names_them_and_is_cut_before_their_names(redaction, gestion, approbation):
    note_step("publish", "é" * 400, "/admin/", by=redaction, replaced=[gestion, approbation])
    told = JournalEntry.objects.get().what
    assert (len(told), told.endswith("é (à la place de gestion, approbation)")) == (300, True)
