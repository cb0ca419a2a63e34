"""The home page and the map of the site."""

import datetime as dt

import pytest

from missions.models import MissionStage
from partners.models import AgreementStanding
from portal.figures import key_figures
from tests.axes.factories import AxisFactory, VisionFactory
from tests.missions.factories import ActionFactory, MissionFactory, OutcomeFactory, ReportFactory, StopFactory
from tests.partners.factories import AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def shown(response):
    return response.content.decode()


def test_an_empty_record_still_has_a_home(client):
    page = shown(client.get("/"))
    assert "Énoncé de la Vision\u00a0: inconnu." in page
    assert "Aucune mission n’est inscrite." in page


def test_home_shows_the_vision_its_axes_and_their_actions(client):
    axis = AxisFactory(published=True, vision__statement="Rendre Québec visible.", name="Québec rayonne")
    ActionFactory.create_batch(2, published=True, axis=axis)
    page = shown(client.get("/"))
    assert "Rendre Québec visible." in page
    assert "2 actions – Québec rayonne" in page
    assert f"/actions/?axe={axis.slug}" in page


def test_home_shows_the_latest_first(client):
    for year in (2021, 2025):
        MissionFactory(published=True, title=f"En {year}", starts_on=dt.date(year, 1, 1), date_precision="jour")
    page = shown(client.get("/"))
    assert page.index("En 2025") < page.index("En 2021")


def test_axes_of_another_vision_stay_on_its_page(client):
    VisionFactory(published=True, is_current=True)
    AxisFactory(published=True, name="Québec oublie")
    assert "Québec oublie" not in shown(client.get("/"))


def test_figures_count_what_can_be_opened(today, client):
    from_france = PartnerFactory(published=True, country="FR")
    action = ActionFactory(published=True, lead_partner=from_france)
    OutcomeFactory.create_batch(2, action=action)
    OutcomeFactory()
    PartnerFactory(published=True, organization=True)
    PartnerFactory(country="JP")
    held = MissionFactory(published=True, stage=MissionStage.DONE)
    ReportFactory(mission=held, published_on=today, document_url="https://exemple.invalid/r")
    MissionFactory(published=True, stage=MissionStage.DECLINED, declined_reason="Trop cher.")
    MissionFactory(published=True, stage=MissionStage.TO_CHECK)
    MissionFactory(stage=MissionStage.DONE)
    AgreementFactory(published=True, standing=AgreementStanding.ACTIVE)
    AgreementFactory(published=True, standing=AgreementStanding.ACTIVE, ends_on=today)
    AgreementFactory(published=True, standing=AgreementStanding.ACTIVE, ends_on=dt.date(2025, 1, 1))
    assert key_figures(client.get("/").context["user"], today) == {
        "actions": 1,
        "actions_with_outcome": 1,
        "partners": 2,
        "countries": 1,
        "missions_held": 1,
        "missions_declined": 1,
        "reports": 1,
        "agreements_in_force": 2,
    }


@pytest.mark.parametrize("url", ["/", "/plan-du-site/"])
def test_the_page_asks_no_more_as_the_record_grows(query_count, url):
    def grow(count):
        for action in ActionFactory.create_batch(count, published=True):
            StopFactory(mission__published=True, place=action.lead_partner)
        AgreementFactory.create_batch(count, published=True)

    VisionFactory(published=True, is_current=True)
    grow(1)
    alone = query_count(url)
    grow(5)
    assert query_count(url) == alone <= 12


def test_the_map_links_every_kind_of_page(client, record):
    page = shown(client.get("/plan-du-site/"))
    for name, each in vars(record).items():
        assert f'href="{each.get_absolute_url()}"' in page, name


def test_a_long_map_says_where_the_rest_is(client, monkeypatch):
    monkeypatch.setattr("portal.views.LISTED_ON_MAP", 1)
    PartnerFactory.create_batch(2, published=True)
    assert "1 sur 2" in shown(client.get("/plan-du-site/"))
