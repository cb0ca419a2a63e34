"""What a reader does with the page of a record, and what it says of its own changes."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import User

from records.publication import operations
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.client import StrictClient
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    MissionFactory,
    MissionPartnerFactory,
    OutcomeFactory,
)
from tests.partners.factories import AgreementFactory, ContactFactory, PartnerFactory, PartyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """A clock that tests move."""
    with time_machine.travel("2026-01-10T17:00:00Z", tick=False) as moved:
        yield moved


def tools(record, prefix=""):
    """Return the part of a page that holds its tools, as a reader has it; empty if there is none."""
    page = StrictClient().get(prefix + record.get_absolute_url())
    found = re.search(r"<section class=\"page-tools\".*?</section>", page.text, re.DOTALL)
    return unescape(found[0]).replace("\u00a0", " ") if found else ""


def trail(record, prefix=""):
    """Return what a page says of its changes, the latest first: (day, words) pairs."""
    return re.findall(r"<li><time datetime=\"([\d-]+)\">[^–]*– ([^<]*)</li>", tools(record, prefix))


def edit(record, clock, day, by=None, **values):
    """Write a record on a day, at noon in Québec."""
    clock.move_to(dt.datetime.combine(day, dt.time(17), dt.UTC))
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = by
    record.save()


def test_every_kind_of_record_has_its_tools_in_both_languages(clock):
    agreement = AgreementFactory(published=True)
    PartyFactory(agreement=agreement, partner__published=True)
    records = [make(published=True) for make in (AxisFactory, PartnerFactory, MissionFactory, ActionFactory)]
    for record in [*records, agreement]:
        shown = tools(record)
        assert "Mis à jour le" in shown, record
        assert f"http://testserver{record.get_absolute_url()}" in shown
        assert re.search(r"registre du 10\s+janvier 2026, ([A-Z]-\d{4}-\d{2}|urn:uuid:)", shown)
        assert 'href="mailto:?subject=' in shown
        assert "Updated on" in tools(record, "/en")


def test_the_trail_tells_fields_and_days_since_it_was_put_online_and_nobody(clock):
    somebody = User.objects.create_user("marie", first_name="Marie", last_name="Tremblay")
    partner = PartnerFactory(name="Namur", acronym="")
    edit(partner, clock, dt.date(2026, 1, 11), acronym="BROUILLON")
    clock.move_to(dt.datetime(2026, 1, 12, 17, tzinfo=dt.UTC))
    operations.publish(partner, by=somebody, on=dt.date(2026, 1, 12))
    partner.refresh_from_db()
    assert trail(partner) == []
    assert "12 janvier 2026" in tools(partner)
    edit(partner, clock, dt.date(2026, 1, 14), by=somebody, acronym="NAM", name="Ville de Namur")
    edit(partner, clock, dt.date(2026, 1, 15), by=somebody, editor_note="À vérifier auprès de Marie")
    ContactFactory(partner=partner)
    edit(partner, clock, dt.date(2026, 1, 16), by=somebody, note="Précision")
    assert trail(partner) == [("2026-01-16", "Précision publique"), ("2026-01-14", "Nom, Sigle")]
    assert 'Mis à jour le <time datetime="2026-01-16">' in tools(partner)
    assert trail(partner, "/en")[1] == ("2026-01-14", "Acronym, Name")
    for secret in ("marie", "Marie", "Tremblay", "BROUILLON", "À vérifier"):
        assert secret not in tools(partner)


def test_what_changed_while_a_record_was_withdrawn_is_told_the_day_it_came_back(clock, approbation):
    partner = PartnerFactory(name="Namur", published=True, published_on=dt.date(2026, 1, 10))
    clock.move_to(dt.datetime(2026, 1, 12, 17, tzinfo=dt.UTC))
    partner = operations.reopen(operations.withdraw(partner, by=approbation, on=dt.date(2026, 1, 12)), by=approbation)
    edit(partner, clock, dt.date(2026, 1, 13), acronym="NAM")
    edit(partner, clock, dt.date(2026, 1, 14), acronym="NMR")
    clock.move_to(dt.datetime(2026, 1, 15, 17, tzinfo=dt.UTC))
    operations.publish(partner, by=approbation, on=dt.date(2026, 1, 15))
    assert trail(partner) == [("2026-01-15", "Sigle")]


def test_the_parts_that_changed_are_told_and_what_came_before_an_embargo_lifted_is_not(clock):
    mission = MissionFactory(published=True, published_on=dt.date(2026, 1, 10), embargo_until=dt.date(2026, 2, 1))
    edit(mission, clock, dt.date(2026, 1, 20), purpose="Caché")
    OutcomeFactory(mission=mission, action=None)
    assert StrictClient().get(mission.get_absolute_url()).status_code == 404
    edit(mission, clock, dt.date(2026, 2, 2), purpose="Public")
    CostFactFactory(mission=mission)
    clock.move_to(dt.datetime(2026, 2, 3, 17, tzinfo=dt.UTC))
    assert trail(mission) == [("2026-02-02", "But, Faits de coût")]


def test_a_draft_has_no_tools(client, redaction):
    client.force_login(redaction)
    page = client.get(MissionFactory().get_absolute_url())
    assert page.status_code == 200
    assert "page-tools" not in page.text


def test_what_to_read_next_shares_the_most_and_what_is_hidden_counts_for_nothing(client):
    namur, hidden = PartnerFactory(published=True, name="Namur"), PartnerFactory(name="Cachée")
    theme = ThemeFactory()
    mission, both, one, none, draft, secret = (
        MissionFactory(published=name != "Brouillon", title=name)
        for name in ("Ici", "Deux liens", "Un lien", "Aucun", "Brouillon", "Secret")
    )
    for each in (mission, both, one, draft):
        MissionPartnerFactory(mission=each, partner=namur)
    for each in (mission, secret):
        MissionPartnerFactory(mission=each, partner=hidden)
    for each in (mission, both):
        each.themes.add(theme)
    page = client.get(mission.get_absolute_url()).text
    section = page[page.index('id="related"') : page.index('id="page-tools"')]
    assert re.findall(r"<a [^>]*>([^<]*)</a>", section) == ["Deux liens", "Un lien"]
    assert "même partenaire, même thème" in section
    assert none.title not in section
