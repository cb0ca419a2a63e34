"""Somebody is found in all that is kept of them; the pages that say it."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from partners.models import Contact
from portal.models import JournalEntry
from portal.privacy.finding import find_people
from records.words.normalizing import fold
from tests.missions.factories import (
    DelegationRequestFactory,
    ParticipantFactory,
)
from tests.partners.factories import ContactFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.factories import (
    IncidentFactory,
    MessageFactory,
    PersonFactory,
    SubscriberFactory,
)
from tests.portal.people.somebody import MAIL, NAME, PHONE, chosen
from tests.portal.sent_forms import as_sent

pytestmark = pytest.mark.django_db


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


def test_five_thousand_contacts_are_searched_in_few_statements(django_assert_max_num_queries):
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
    with django_assert_max_num_queries(30):
        assert len(find_people(NAME)) == 1


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


def test_a_moment_is_read_in_the_time_of_the_city(db):
    User.objects.create_user("jeanne-essai", last_login=dt.datetime(2026, 3, 10, 2, 5, tzinfo=dt.UTC))
    told = dict(find_people("jeanne-essai")[0].told)
    assert ["2026-03-09 22:05"] in told.values()
