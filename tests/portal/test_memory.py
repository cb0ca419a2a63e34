"""What the office remembers of a partner: exchanges noted at once, office-holders, gifts, anniversaries."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from missions.documents.memories import memories_of
from partners.anniversaries import anniversaries, upcoming_anniversaries
from partners.models import Agreement, Exchange, Gift, OfficeHolder, Partner
from partners.operations import purge_office_holders
from portal.models import JournalEntry, JournalEvent, Notice
from portal.notices.deadlines import tell_deadlines
from records.words.dates import DatePrecision
from tests.missions.factories import MissionFactory, MissionPartnerFactory
from tests.partners.factories import (
    AgreementFactory,
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerFactory,
)
from tests.portal.bureau import address

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T15:00:00Z")]

TODAY = dt.date(2026, 3, 2)


def note(client, partner, **values):
    """Send the small form of a partner as a browser does."""
    sent = {"kind": "appel", "held_on": "2026-03-02", "text": "Le programme.", **values}
    page = reverse("admin:partners_partner_exchange", args=[partner.pk])
    return client.post(page, {f"exchange-{name}": value for name, value in sent.items()})


def test_a_call_is_noted_from_the_page_of_its_partner(writer, redaction):
    partner = PartnerFactory(published=True)
    page = writer.get(address(partner)).text
    assert 'value="2026-03-02"' in page
    assert note(writer, partner, follow_up="Envoyer le texte", due_on="9 mars 2026").url == address(partner)
    exchange = Exchange.objects.get()
    assert (exchange.held_on, exchange.due_on, exchange.owner) == (TODAY, dt.date(2026, 3, 9), redaction)
    assert exchange.history.get().history_user == redaction
    assert list(Exchange.objects.still_open().filter(owner=redaction)) == [exchange]
    assert "Le programme." in writer.get(address(partner)).text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"held_on": "2026-03-03"}, "held_on"),
        ({"text": "  "}, "text"),
        ({"due_on": "2026-03-09"}, "follow_up"),
        ({"follow_up": "Écrire", "due_on": "2026-03-01"}, "due_on"),
        ({"kind": "pigeon"}, "kind"),
        ({"held_on": "32 mars"}, "held_on"),
        ({"owner": "9" * 30}, "owner"),
    ],
)
def test_what_cannot_be_noted_is_shown_again_with_the_reason(writer, values, field):
    response = note(writer, PartnerFactory(), with_whom="<b>Cabinet</b>", **values)
    assert response.context["form"].errors.keys() == {field}
    assert "&lt;b&gt;Cabinet" in response.text
    assert not Exchange.objects.exists()


def test_the_contact_of_another_partner_is_refused_and_who_reads_only_notes_nothing(client, redaction, gestion):
    partner = PartnerFactory()
    ContactFactory(partner=partner)
    client.force_login(redaction)
    assert "contact" in note(client, partner, contact=ContactFactory().pk).context["form"].errors
    client.force_login(gestion)
    assert note(client, partner).status_code == 403
    assert "Noter un échange" not in client.get(address(partner)).text
    assert not Exchange.objects.exists()


def test_an_exchange_wakes_a_relationship_for_the_bureau_alone(client, redaction, django_user_model):
    partner = PartnerFactory(published=True, noted_activity_on=dt.date(2020, 1, 1))
    ExchangeFactory(partner=partner)
    states = [
        Partner.objects.with_activity(reader, TODAY).get().state_value
        for reader in (redaction, django_user_model(is_active=False))
    ]
    assert states == ["active", "dormante"]
    assert "échange interne" not in client.get(partner.get_absolute_url()).text
    client.force_login(redaction)
    assert "échange interne" in client.get(partner.get_absolute_url()).text


def test_a_gift_is_tied_to_who_held_office_that_day_if_only_one_did(writer):
    partner = PartnerFactory()
    former = OfficeHolderFactory(partner=partner, until_on=dt.date(2025, 12, 31))
    OfficeHolderFactory(partner=partner, since_on=dt.date(2026, 1, 1))
    sent = {"partner": partner.pk, "direction": "recu", "what": "Un vase", "given_on": "2025-06-01", "amount": "120,50"}
    assert writer.post(reverse("admin:partners_gift_add"), sent).status_code == 302
    assert (Gift.objects.get().holder, str(Gift.objects.get().amount)) == (former, "120.50")
    OfficeHolderFactory(partner=partner)
    writer.post(reverse("admin:partners_gift_add"), {**sent, "what": "Un livre", "holder": ""})
    assert Gift.objects.get(what="Un livre").holder is None
    other = OfficeHolderFactory()
    response = writer.post(reverse("admin:partners_gift_add"), {**sent, "holder": other.pk})
    assert "holder" in response.context["adminform"].form.errors


def test_an_office_holder_is_erased_after_its_retention_and_the_gift_stays():
    holder = OfficeHolderFactory(name="Personne")
    gift = GiftFactory(partner=holder.partner, holder=holder)
    assert purge_office_holders(holder.keep_until) == 0
    assert purge_office_holders(holder.keep_until + dt.timedelta(days=1)) == 1
    assert not OfficeHolder.history.exists()
    gift.refresh_from_db()
    assert gift.holder is None


@pytest.mark.parametrize(
    ("signed_on", "precision", "told"),
    [
        (dt.date(1976, 3, 2), "jour", [(50, 30)]),
        (dt.date(1976, 3, 1), "jour", []),
        (dt.date(1976, 5, 30), "jour", [(50, 90)]),
        (dt.date(2002, 3, 2), "jour", [(25, 365)]),
        (dt.date(2002, 3, 3), "jour", []),
        (dt.date(1996, 2, 29), "jour", []),
        (dt.date(1976, 1, 1), "annee", [(50, 365)]),
        (dt.date(2025, 6, 1), "jour", []),
        (None, "", []),
    ],
)
def test_an_anniversary_is_told_a_year_ninety_and_thirty_days_before(signed_on, precision, told):
    AgreementFactory(standing="actif", signed_on=signed_on, signed_precision=precision)
    assert [(each.years, each.told_since(TODAY)) for each in upcoming_anniversaries(TODAY)] == told


@pytest.mark.parametrize(
    ("signed_on", "precision", "near"),
    [
        (dt.date(1976, 3, 2), "jour", "2 mars 2026 (à moins de 30 jours)"),
        (dt.date(1976, 4, 1), "mois", "avril 2026 (à moins de 30 jours)"),
        (dt.date(1976, 3, 1), "mois", "mars 2026 (ce mois-ci)"),
        (dt.date(1976, 1, 1), "annee", "2026 (cette année)"),
        (dt.date(1977, 1, 1), "annee", "2027 (l’an prochain)"),
    ],
)
def test_an_anniversary_is_told_in_days_only_where_its_day_is_known(approbation, signed_on, precision, near):
    AgreementFactory(standing="actif", signed_on=signed_on, signed_precision=precision)
    [told] = upcoming_anniversaries(TODAY)
    assert told.in_words(TODAY).replace("\u00a0", " ") == f"50 ans : {near}"
    tell_deadlines(TODAY)
    assert Notice.objects.get().title.replace("\u00a0", " ").endswith(f", 50 ans : {near}")


def test_a_renewed_agreement_has_the_age_of_the_first_and_one_that_ended_none():
    first = AgreementFactory(standing="termine", signed_on=dt.date(1966, 9, 1), signed_precision="jour")
    renewal = AgreementFactory(standing="actif", renews=first, signed_on=dt.date(2021, 9, 1), signed_precision="jour")
    AgreementFactory(standing="termine", signed_on=dt.date(1966, 9, 1), signed_precision="jour")
    [told] = anniversaries(Agreement.objects.all(), TODAY, dt.date(2026, 12, 31))
    assert (told.agreement, told.years, told.precision) == (renewal, 60, DatePrecision.DAY)


@pytest.mark.parametrize(("person", "sees"), [("redaction", True), ("gestion", False)])
def test_the_briefing_book_tells_it_all_to_who_may_read_it(client, request, person, sees):
    mission = MissionFactory(starts_on=dt.date(2026, 3, 27), date_precision="jour")
    partner = MissionPartnerFactory(mission=mission, partner__name="Namur").partner
    holder = OfficeHolderFactory(partner=partner, name="Secrétissime", pronunciation="se-cré", spoken_language="wallon")
    OfficeHolderFactory(partner=partner, name="Parti", until_on=dt.date(2020, 1, 1))
    GiftFactory(partner=partner, holder=holder, amount=120, keeper="Protocole")
    ExchangeFactory(partner=partner, text="Le vin d’honneur")
    signed = {"signed_on": dt.date(1976, 6, 1), "signed_precision": "jour"}
    AgreementFactory(title="Jumelage", standing="actif", partners=[partner], **signed)
    user = request.getfixturevalue(person)
    client.force_login(user)
    book = client.get(_book(mission)).text
    assert ("Secrétissime" in book, "wallon" in book) == (sees, sees)
    assert "Parti" not in book
    for words in ("Une gravure", "120", "Protocole", "vin d’honneur", "50\u00a0ans de"):
        assert words in book
    assert memories_of([partner.pk], mission, user, TODAY)[partner.pk].anniversaries[0].years == 50


def _book(mission):
    return reverse("admin:missions_mission_document", args=[mission.pk, "cahier-a-imprimer"])


def test_the_lists_are_found_narrowed_and_survive_what_people_type(writer):
    exchange = ExchangeFactory(partner__name="Namur", follow_up="Écrire", due_on=dt.date(2026, 2, 1))
    OfficeHolderFactory(partner=exchange.partner, function="Échevine")
    GiftFactory(partner=exchange.partner, amount=5, what="Une gravure d’époque")
    for model, words in {"exchange": "namur ecrire", "gift": "EPOQUE Namur", "officeholder": "echevine"}.items():
        listing = reverse(f"admin:partners_{model}_changelist")
        assert writer.get(listing, {"q": words}).context["cl"].result_count == 1
        assert writer.get(listing, {"q": f"{words} bordeaux"}).context["cl"].result_count == 0
        assert writer.get(listing, {"q": "\x00' OR 1=1 --", "partenaire": exchange.partner.pk}).status_code < 400
        assert writer.get(reverse(f"admin:partners_{model}_add"), {"partner": "9" * 30}).status_code == 200
    late = writer.get(reverse("admin:partners_exchange_changelist"), {"suite": "retard"}).text
    assert "(en retard)" in late


def test_the_desk_tells_what_follows_an_exchange_and_the_anniversaries(client, approbation):
    client.force_login(approbation)
    ExchangeFactory(owner=approbation, follow_up="Envoyer la carte")
    ExchangeFactory(owner=approbation, follow_up="Déjà faite", done_on=TODAY)
    ExchangeFactory(follow_up="D’une autre personne")
    AgreementFactory(title="Jumelage", standing="actif", signed_on=dt.date(1976, 5, 30), signed_precision="jour")
    desk = client.get(reverse("admin:index")).text
    assert "Envoyer la carte" in desk
    assert "50\u00a0ans\u00a0: 30\u00a0mai 2026 (à moins de 90 jours)" in desk
    assert "Déjà faite" not in desk
    assert "D’une autre personne" not in desk


def test_the_journal_keeps_who_read_or_took_away_office_holders(writer):
    holder = OfficeHolderFactory()
    writer.get(address(holder))
    listing = reverse("admin:partners_officeholder_changelist")
    file = re.search(r'href="([^"]+csv[^"]*)"', writer.get(listing).text)[1]
    assert holder.function in writer.get(file).getvalue().decode()
    events = [JournalEvent.CONTACTS_EXPORTED, JournalEvent.CONTACTS_READ, JournalEvent.CONTACTS_READ]
    assert [each.event for each in JournalEntry.objects.all()] == events
