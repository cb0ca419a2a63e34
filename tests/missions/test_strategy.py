"""The strategy: what is not published is said so; priorities stand beside what is done, and each tells the other."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError

from axes.models import VisionItemKind
from missions.models import ActionStage, PriorityKind
from tests.axes.factories import (
    CommitmentFactory,
    IndicatorFactory,
    MeasureFactory,
    ThemeFactory,
    VisionFactory,
    VisionItemFactory,
)
from tests.missions.factories import ActionFactory, MissionFactory, PriorityFactory, ServiceFactory, StopFactory
from tests.partners.factories import PartnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_on_the_day")]
STRATEGY = "/vision/strategie/"


@pytest.fixture
def _on_the_day(time_machine, today):
    time_machine.move_to(today)


def text_of(client, address):
    """Return the words of a page, each space an ordinary one."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).text).split())


@pytest.fixture
def namur():
    """A city, with one action under way since 2019 and one mission."""
    city = PartnerFactory(published=True, name="Namur", country="BE")
    known = {"starts_on": dt.date(2019, 5, 1), "date_precision": "jour"}
    ActionFactory(published=True, lead_partner=city, stage=ActionStage.UNDER_WAY, **known)
    mission = MissionFactory(published=True, stage="realisee", starts_on=dt.date(2023, 1, 1), date_precision="jour")
    StopFactory(mission=mission, place=city)
    return city


def test_without_priority_the_strategy_is_said_not_published(client, namur):
    vision = VisionFactory(published=True, is_current=True)
    for text in ("Se donner une stratégie", "Travailler de près"):
        VisionItemFactory(vision=vision, kind=VisionItemKind.APPROACH, text=text)
    PriorityFactory(title="Un brouillon")
    page = text_of(client, STRATEGY)
    assert "La stratégie n’est pas encore publiée." in page
    assert "Se donner une stratégie" in page
    assert "Travailler de près" not in page
    assert "Un brouillon" not in page
    assert "Namur 1 1 0 2019–2023" in page
    assert "Priorité" not in page


def test_priorities_are_compared_with_what_is_done(client, namur):
    theme = ThemeFactory(name="Tramway")
    online = {"published": True, "country": ""}
    PriorityFactory(title="Approfondir", kind=PriorityKind.CITY, partner=namur, position=1, **online)
    PriorityFactory(title="Explorer", kind=PriorityKind.THEME, theme=theme, position=2, **online)
    PriorityFactory(title="Ancienne", published=True, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2021, 1, 1))
    page = text_of(client, STRATEGY)
    assert "pas encore publiée" not in page
    assert "actions : 1; missions : 1; résultats : 0" in page.replace("\u00a0", " ").replace(" ;", ";")
    assert page.count("priorité sans action connue") == 1
    assert "Tramway 0 0 0 inconnues rang 2" in page
    assert "hors priorité" in page


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("partner", {"kind": PriorityKind.FORUM, "partner": PartnerFactory}),
        ("partner", {"kind": PriorityKind.ORGANIZATION, "partner": PartnerFactory}),
        ("action", {"kind": PriorityKind.ACTION, "action": ActionFactory}),
        ("country", {"country": "UK"}),
    ],
)
def test_a_priority_names_what_its_kind_announces(field, values):
    priority = PriorityFactory()
    for name, value in values.items():
        setattr(priority, name, value() if isinstance(value, type) and name != "kind" else value)
    with pytest.raises(ValidationError) as refusal:
        priority.clean()
    assert set(refusal.value.message_dict) == {field}


def test_an_indicator_measures_a_commitment_of_its_axis(client):
    indicator = IndicatorFactory(published=True, name="Délégations", unit="par an", target=12, target_on="2027-12-31")
    MeasureFactory(indicator=indicator, value=7)
    page = text_of(client, indicator.axis.get_absolute_url())
    assert "Délégations" in page
    assert "12 (d’ici le 31 décembre 2027 )" in page.replace("\u00a0", " ")
    indicator.commitment = CommitmentFactory()
    with pytest.raises(ValidationError) as refusal:
        indicator.clean()
    assert set(refusal.value.message_dict) == {"commitment"}


def test_a_former_vision_keeps_an_address_and_says_what_replaced_it(client):
    former = VisionFactory(published=True, title="Vision 2015")
    current = VisionFactory(published=True, title="Vision 2022", is_current=True)
    page = text_of(client, former.get_absolute_url())
    assert "n’est plus en vigueur" in page
    assert "Vision 2022" in page
    assert former.get_absolute_url() in client.get("/vision/").text
    assert client.get(f"/visions/{current.slug}/")["Location"] == "/vision/"


def test_a_line_of_approach_leads_to_the_partners_it_names(client):
    vision = VisionFactory(published=True, is_current=True)
    VisionItemFactory(vision=vision, kind=VisionItemKind.APPROACH, text="Avec Affaires mondiales Canada et l’AIMF.")
    named = [
        PartnerFactory(published=True, organization=True, name="Affaires mondiales Canada"),
        PartnerFactory(published=True, organization=True, name="Association des maires", acronym="AIMF"),
    ]
    others = [
        PartnerFactory(published=True, name="Canada", acronym="A"),
        PartnerFactory(organization=True, name="L’AIMF"),
    ]
    page = client.get("/vision/").text
    assert all(each.get_absolute_url() in page for each in named)
    assert not any(each.get_absolute_url() in page for each in others[1:])


def test_a_theme_and_a_service_have_a_page_of_what_serves_them(client, namur):
    theme, service = ThemeFactory(name="Tramway"), ServiceFactory(name="Voirie")
    action = namur.led_actions.get()
    action.themes.add(theme)
    action.services.add(service)
    ActionFactory(title="En coulisse").themes.add(theme)
    for row in (theme, service):
        page = text_of(client, row.get_absolute_url())
        assert action.title in page
        assert "En coulisse" not in page
    assert client.get(f"/actions/?service={service.slug}").context["filter"].total == 1
