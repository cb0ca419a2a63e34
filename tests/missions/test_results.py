"""The page of results: each figure lists as many rows, what is hidden counts nowhere, what has no result is counted."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from missions.lists import OUTCOME_LIST
from missions.models import ActionStage, Learning, MissionStage, OutcomeKind
from missions.results_by_year import results_of
from missions.without_result import count_without_result
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    OutcomeFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

NAMED = {"published": True, "country": "FR"}


@pytest.fixture
def thread():
    """An action and a mission, with a partner that each knows in several ways, and their results."""
    partner, theme = PartnerFactory(name="Lyon", **NAMED), ThemeFactory(name="Tramway")
    action = ActionFactory(
        published=True, stage=ActionStage.DONE, starts_on=dt.date(2024, 5, 1), date_precision="jour", title="Visite"
    )
    ActionPartnerFactory(action=action, partner=partner)
    mission = MissionFactory(
        published=True, stage=MissionStage.DONE, starts_on=dt.date(2023, 5, 1), ends_on=dt.date(2023, 5, 2),
        date_precision="jour",
    )  # fmt: skip
    mission.axes.add(action.axis)
    for each in (action, mission):
        each.themes.add(theme)
    StopFactory(mission=mission, place=partner)
    MissionPartnerFactory(mission=mission, partner=partner)
    MeetingFactory(mission=mission, partner=partner)
    MeetingFactory(mission=mission, partner=partner)
    OutcomeFactory(action=action, text="Une entente", kind=OutcomeKind.AGREEMENT, evidence=SourceFactory())
    seen = {"kind": OutcomeKind.PRACTICE_SEEN, "learning": Learning.RECEIVED, "receiver": ServiceFactory()}
    OutcomeFactory(mission=mission, action=None, text="Une façon de faire", **seen)
    OutcomeFactory(mission=mission, action=None, text="De la visibilité", confidence="low")
    OutcomeFactory(action=ActionFactory(title="Brouillon"), text="Un secret")
    OutcomeFactory(mission=MissionFactory(), action=None, text="Un secret")
    return action


def narrowed(today, query=""):
    """Return the FacetedFilterSet of a query, for an anonymous reader."""
    return OUTCOME_LIST.narrow_for(QueryDict(query), AnonymousUser(), today)


def test_each_figure_of_a_facet_lists_as_many_rows(thread, today):
    counts = narrowed(today).counts
    counted = [(name, option.value, number) for name in counts.facets for option, number in counts.numbers_of(name)]
    assert {name for name, _value, _number in counted} == set(narrowed(today).filters) - {"q"}
    for name, value, number in counted:
        assert narrowed(today, f"{name}={value}").qs.count() == number, (name, value)
    partners = {value: number for name, value, number in counted if name == "partenaire"}
    assert partners["lyon"] == 3


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        ("q=visite", 1),
        ("q=lyon", 3),
        ("q=secret", 0),
        ("preuve=avec", 1),
        ("preuve=sans", 2),
        ("nature=inconnu", 1),
        ("confiance=low", 1),
        ("apprentissage=transmise", 1),
        ("region=europe", 3),
        ("region=asie", 0),
        ("annee=2023", 2),
        ("annee=2024&preuve=sans", 0),
    ],
)
def test_results_are_narrowed(thread, today, query, number):
    assert narrowed(today, query).qs.count() == number


def test_what_has_no_result_is_counted_beside(thread, client, today, time_machine):
    time_machine.move_to(today)
    MissionFactory.create_batch(2, published=True, stage=MissionStage.DONE)
    ActionFactory(published=True, stage=ActionStage.DONE)
    ActionFactory(published=True, stage=ActionStage.ANNOUNCED)
    counts = count_without_result(AnonymousUser(), today)
    assert (counts["actions"].done, counts["actions"].without) == (2, 1)
    assert (counts["missions"].done, counts["missions"].without) == (3, 2)
    for path, each in (("/actions/", counts["actions"]), ("/missions/", counts["missions"])):
        assert client.get(path + each.query).context["filter"].total == each.without


def test_the_page_tells_the_loop_and_the_file_what_is_listed(thread, client):
    page = client.get("/resultats/").text
    assert "aucune décision connue" in page
    assert "Un secret" not in page
    file = client.get("/resultats.csv?annee=2024").getvalue().decode()
    assert "Une entente" in file
    assert "façon" not in file


@pytest.mark.parametrize(
    ("query", "numbers", "charts"),
    [
        ("", {2023: 2, 2024: 1}, [[2, 1]]),
        ("preuve=avec", {2024: 1}, [[1]]),
        ("axe={axis}&annee=2023", {2023: 2}, [[2]]),
    ],
)
def test_the_figure_draws_what_is_listed_and_leads_to_as_many(thread, client, today, query, numbers, charts):
    drafts = AxisFactory(vision=thread.axis.vision)
    OutcomeFactory(mission=MissionFactory(published=True), action=None, text="Sans date")
    MissionFactory(published=True).axes.add(drafts)
    figure = results_of(narrowed(today, query.format(axis=thread.axis.slug)))
    assert figure.numbers == numbers
    assert figure.axes == [thread.axis]
    drawn = [[column.total for column in chart.columns] for _axis, chart in figure.side_by_side]
    assert drawn == charts
    undated = [figure.undated] if figure.undated else []
    assert [each.number for each in undated] == ([] if query else [1])
    for each in [*undated, *(each for _year, _number, amounts in figure.years for each in amounts)]:
        assert narrowed(today, each.address.removeprefix("?")).qs.count() == each.number
    told = client.get(f"/resultats/?{query.format(axis=thread.axis.slug)}").text
    assert all(f'href="/resultats/{each.address.replace("&", "&amp;")}"' in told for each in undated)
    assert told.count("<figure") == 1
