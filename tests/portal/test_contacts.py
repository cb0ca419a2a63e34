"""People's details: for those who write to them, until a date, and never public."""

import datetime as dt

import pytest
from django.urls import reverse

from partners.models import Contact, Partner
from partners.operations import purge_contacts
from portal.models import JournalEntry
from tests.partners.factories import ContactFactory, PartnerFactory
from tests.portal.bureau import address, partner_form, take_many
from tests.portal.sent_forms import as_sent

pytestmark = pytest.mark.django_db

SECRETS = ["Secrétissime", "secret@exemple.invalid", "555-0199", "Formule secrète"]


@pytest.fixture
def contact(record):
    """Someone at a public partner, every detail of whom is a secret."""
    return ContactFactory(
        partner=record.partner,
        name=SECRETS[0],
        email=SECRETS[1],
        phone=SECRETS[2],
        salutation=SECRETS[3],
        purpose=SECRETS[0],
        source=SECRETS[0],
        function=SECRETS[0],
    )


@pytest.mark.parametrize(("person", "sees"), [("redaction", True), ("approbation", True), ("gestion", False)])
def test_the_form_and_the_history_of_a_partner_show_contacts_to_those_who_may_read_them(
    client, request, contact, person, sees
):
    client.force_login(request.getfixturevalue(person))
    for page in ("change", "history"):
        text = client.get(address(contact.partner, page)).text
        assert (SECRETS[0] in text) == sees, page
    # Staff read the public pages too: those hold no contact for anyone.
    assert SECRETS[1] not in client.get(contact.partner.get_absolute_url()).text


def contact_form(**values):
    given = {
        "function": "Direction",
        "purpose": "Préparer",
        "source": "Carte",
        "verified_on": "2026-01-05",
        "keep_until": "2026-12-31",
        **values,
    }
    rows = {f"contacts-0-{name}": value for name, value in given.items()}
    return partner_form(**{"contacts-TOTAL_FORMS": "1", **rows})


def test_a_writer_adds_a_contact_with_the_partner(client, redaction):
    client.force_login(redaction)
    client.post(reverse("admin:partners_partner_add"), contact_form())
    assert Partner.objects.get().contacts.get().history.get().history_user == redaction


@pytest.mark.parametrize("missing", ["purpose", "source", "verified_on", "keep_until"])
def test_a_contact_without_its_reason_or_its_dates_is_refused_and_nothing_is_written(client, redaction, missing):
    client.force_login(redaction)
    response = client.post(reverse("admin:partners_partner_add"), contact_form(**{missing: ""}))
    assert response.context["inline_admin_formsets"][0].formset.errors[0][missing]
    assert not Partner.objects.exists()


@pytest.mark.parametrize(("day", "words"), [("2026-12-31", "en cours"), ("2027-01-01", "délai dépassé\u00a0: à suppr")])
def test_an_expired_contact_is_flagged_from_the_day_after(client, redaction, time_machine, day, words):
    time_machine.move_to(f"{day}T15:00:00Z")
    client.force_login(redaction)
    assert words in client.get(address(ContactFactory().partner)).text


@pytest.mark.parametrize(("day", "expired"), [(dt.date(2026, 12, 31), False), (dt.date(2027, 1, 1), True)])
def test_the_queryset_and_the_instance_agree_on_retention(day, expired):
    contact = ContactFactory()
    assert contact.is_expired(day) == expired
    assert Contact.objects.expired(day).exists() == expired
    assert Contact.objects.kept(day).exists() != expired


def test_a_purge_erases_what_is_expired_with_its_history_and_nothing_else(redaction):
    kept = ContactFactory(keep_until=dt.date(2028, 1, 1))
    gone = ContactFactory(partner=PartnerFactory(), name="Secrétissime")
    gone.name = "Autre"
    gone.save()
    forgotten = ContactFactory()
    forgotten.delete()
    assert purge_contacts(dt.date(2026, 12, 31)) == 0
    assert purge_contacts(dt.date(2027, 1, 1)) == 1
    assert list(Contact.objects.all()) == [kept]
    assert set(Contact.history.values_list("id", flat=True)) == {kept.pk}


def test_the_words_left_in_journals_name_no_person():
    assert "Secrétissime" not in str(ContactFactory(name="Secrétissime"))


LIST = reverse("admin:partners_contact_changelist")


def listed(client, **query):
    """Return the names of the contacts that the list shows."""
    return [each.name for each in client.get(LIST, query).context["cl"].result_list]


def test_the_list_is_for_those_who_may_read_contacts_and_the_journal_says_who_did(client, redaction, gestion):
    contact = ContactFactory()
    client.force_login(gestion)
    assert [client.get(page).status_code for page in (LIST, address(contact))] == [403, 403]
    client.force_login(redaction)
    assert [client.get(page).status_code for page in (LIST, address(contact))] == [200, 200]
    assert client.get(reverse("admin:partners_contact_lignes_csv")).status_code == 200
    events = list(JournalEntry.objects.filter(person="redaction").order_by("pk").values_list("event", flat=True))
    assert events == ["contacts_lus", "contacts_lus", "contacts_export"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "zoe"}, ["Zoé"]),
        ({"q": "LIEGE"}, ["Zoé"]),
        ({"q": "zoe namur"}, []),
        ({"q": "%"}, []),
        ({"q": "0199"}, ["Luc"]),
        ({"verification": "a_faire"}, ["Luc"]),
        ({"verification": "depasse"}, ["Luc"]),
        ({"verification": "' --"}, ["Zoé", "Luc"]),
    ],
)
def test_a_contact_is_found_whatever_the_accents_and_by_what_is_to_verify(
    client, redaction, time_machine, query, found
):
    time_machine.move_to("2026-03-02T15:00:00Z")
    ContactFactory(partner=PartnerFactory(name="Liège"), name="Zoé")
    day = {"verified_on": dt.date(2025, 1, 5), "keep_until": dt.date(2026, 1, 5)}
    ContactFactory(partner=PartnerFactory(name="Namur"), name="Luc", phone="555-0199", **day)
    client.force_login(redaction)
    assert listed(client, **query) == found


def test_a_contact_is_verified_by_a_button_and_a_choice_unless_its_time_is_over(client, redaction, time_machine):
    time_machine.move_to("2026-03-02T15:00:00Z")
    contact, over = ContactFactory(), ContactFactory(verified_on=dt.date(2025, 1, 5), keep_until=dt.date(2026, 1, 5))
    client.force_login(redaction)
    client.post(reverse("admin:partners_contact_verify", args=[contact.pk]))
    contact.refresh_from_db()
    assert (contact.verified_on, contact.history.first().history_user) == (dt.date(2026, 3, 2), redaction)
    text = take_many(client, [contact, over], "verify_selected").text
    assert "au moins jusqu’au jour où il est vérifié" in text
    assert "Déjà vérifié aujourd’hui" in text
    over.refresh_from_db()
    assert over.verified_on == dt.date(2025, 1, 5)


def test_nobody_without_the_right_verifies(client, gestion):
    contact = ContactFactory()
    client.force_login(gestion)
    assert client.post(reverse("admin:partners_contact_verify", args=[contact.pk])).status_code == 403
    assert client.get(reverse("admin:partners_contact_verify", args=[contact.pk])).status_code == 405


def test_a_contact_moves_to_another_partner_with_its_history(client, redaction):
    contact, other = ContactFactory(name="Zoé"), PartnerFactory(name="Liège")
    former = contact.partner
    client.force_login(redaction)
    sent = as_sent(client.get(address(contact))) | {"partner": str(other.pk)}
    assert client.post(address(contact), sent).status_code == 302
    assert list(other.contacts.all()) == [contact]
    assert not former.contacts.exists()
    assert list(contact.history.values_list("partner", flat=True)) == [other.pk, former.pk]
    assert former.name in client.get(address(contact, "history")).text
