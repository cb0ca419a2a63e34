"""The directory of partners and the page of one, as missions and actions fill them."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse

from missions.models import ActionStage, MissionRole, MissionStage
from partners.filters import PartnerFilter
from partners.models import Partner
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MissionFactory,
    MissionPartnerFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

LIST = reverse("partners:list")


@pytest.fixture
def namur():
    return PartnerFactory(published=True, name="Namur")


def shown(response):
    return response.content.decode()


def test_the_directory_narrows_by_the_theme_of_public_actions(client, namur):
    climate = ThemeFactory(slug="climat")
    led = ActionFactory(published=True, lead_partner=namur)
    led.themes.add(climate)
    shared = ActionPartnerFactory(action=led, partner__published=True, partner__name="Lyon")
    draft = ActionFactory(lead_partner__published=True, lead_partner__name="Gand")
    draft.themes.add(climate)
    page = shown(client.get(LIST, {"theme": "climat"}))
    assert ">Namur</a>" in page
    assert f">{shared.partner}</a>" in page
    assert ">Gand</a>" not in page


def test_a_partner_shows_its_missions_and_its_part(client, namur):
    MissionPartnerFactory(partner=namur, mission__published=True, mission__title="Visite", role=MissionRole.ORIGIN)
    StopFactory(place=namur, mission__published=True, mission__title="Tournée")
    StopFactory(place=namur, mission__title="Brouillonne")
    page = shown(client.get(namur.get_absolute_url()))
    assert "Visite" in page
    assert "origine de la délégation" in page
    assert "Tournée" in page
    assert "étape" in page
    assert "Brouillonne" not in page


def test_the_stops_of_a_declined_mission_count_nowhere(client, namur):
    declined = MissionFactory(published=True, title="Salon", stage=MissionStage.DECLINED, declined_reason="Trop cher.")
    StopFactory(place=namur, mission=declined)
    assert "Salon" not in shown(client.get(namur.get_absolute_url()))


def test_a_partner_shows_the_actions_it_leads_and_shares(client, namur):
    led = ActionFactory(published=True, lead_partner=namur, title="Échange")
    shared = ActionPartnerFactory(partner=namur, action__published=True, action__title="Festival")
    hidden = ActionPartnerFactory(partner=namur, action__title="Coulisses")
    page = shown(client.get(namur.get_absolute_url()))
    assert led.get_absolute_url() in page
    assert shared.action.get_absolute_url() in page
    assert hidden.action.title not in page
    assert f"{reverse('missions:actions')}?partenaire=namur" in page


def test_the_page_of_a_partner_asks_no_more_as_it_grows(query_count, namur):
    def grow(count):
        former = None
        for _ in range(count):
            former = AgreementFactory(published=True, partners=[namur], renews=former)
        for action in ActionFactory.create_batch(count, published=True, lead_partner=namur):
            ActionPartnerFactory(partner=namur, action__published=True, action__axis=action.axis)
        for mission in MissionFactory.create_batch(count, published=True):
            StopFactory(place=namur, mission=mission)
            MissionPartnerFactory(partner=namur, mission=mission)
        namur.sources.add(*SourceFactory.create_batch(count))

    grow(1)
    alone = query_count(namur.get_absolute_url())
    grow(5)
    assert query_count(namur.get_absolute_url()) == alone <= 15


@pytest.mark.parametrize("facet", ["axe", "theme"])
def test_partners_by_what_their_actions_are_about_each_counted_once(client, facet):
    axis, theme = AxisFactory(published=True, slug="ici"), ThemeFactory(slug="ici")
    lead, shares, both, hidden, other = PartnerFactory.create_batch(5, published=True)

    def act(leader, *others, published=True, **options):
        action = ActionFactory(published=published, lead_partner=leader, axis=axis, **options)
        action.themes.add(theme)
        for each in others:
            ActionPartnerFactory(action=action, partner=each)

    act(lead, shares, both)
    act(both, shares)
    act(hidden, other, published=False)
    html = client.get(f"/partenaires/?{facet}=ici").text
    assert {each.slug for each in (lead, shares, both)} == set(re.findall(r'data-item="([^"]+)"', html))
    assert re.search(rf'name="{facet}" value="ici" checked>\s*[^<]*\(3\)', html)
    assert re.search(r'value="ici">\s*[^<]*\(3\)', client.get("/partenaires/?pays=be").text)
    assert re.search(r'value="ici" checked>\s*[^<]*\(0\)', client.get(f"/partenaires/?{facet}=ici&pays=fr").text)


@pytest.mark.parametrize(("state", "count"), [("active", 1), ("dormante", 2), ("terminee", 0)])
def test_what_actions_are_about_is_counted_of_the_partners_in_the_state_asked(today, state, count):
    axis = AxisFactory(published=True)
    for begun in (today, dt.date(2015, 1, 1), dt.date(2015, 1, 1)):
        when = {"starts_on": begun, "date_precision": "jour", "stage": ActionStage.DONE}
        ActionFactory(published=True, axis=axis, **when)
        PartnerFactory(published=True, noted_activity_on=begun)
    asked = {"user": AnonymousUser(), "today": today}
    narrowed = PartnerFilter(QueryDict(f"etat={state}"), Partner.objects.visible_to(**asked), **asked)
    counted = {panel.name: {each.option.value: each.count for each in panel.values} for panel in narrowed.panels}
    assert narrowed.qs.count() == 2 * count
    assert sum(counted["axe"].values()) == count
