"""What a line of the files of the register must obey, as it is read: places, stages, zones, who leads."""

import datetime as dt
from types import SimpleNamespace

import pytest

from missions.imports import (
    AIRPORTS,
    LedByMayor,
    comes_in,
    goes_out,
    hosted_event_goes_nowhere,
    its_stage_is_reached,
    lead_is_not_named_again,
    store_requirements_of_costs,
    zone_exists,
)
from missions.models import Mission, Objective, Participant, RuleKind
from missions.models.action import LEAD_NAMED_AGAIN
from missions.models.zone import UNKNOWN_ZONE
from missions.readiness import WITHOUT_OBJECTIVE
from missions.sheets import COSTS_SHEET, MISSIONS_SHEET, NO_ORIGIN, NO_STOP, places_suit_direction
from records.imports.rows import Child, CsvRow
from tests.missions.factories import CostFactFactory, MissionFactory, RuleFactory, StopFactory

D = dt.date
TODAY = D(2026, 3, 2)


def line(values=None, children=(), links=None, **cells):
    """Return a line of a file with its values read, its children (model, values) pairs, its cells as typed."""
    made = [Child(SimpleNamespace(model=model), dict(told), dict(told)) for model, told in children]
    return CsvRow(2, "M-1", cells, values=values or {}, children=made, links=links or {}, today=TODAY)


@pytest.mark.parametrize(
    ("direction", "out", "comes"),
    [
        ("sortante", True, False),
        ("entrante", False, True),
        ("accueil_evenement", False, False),
        (None, False, False),
    ],
)
def test_a_line_goes_out_or_comes_in(direction, out, comes):
    row = line({} if direction is None else {"direction": direction})
    assert (goes_out(row), comes_in(row)) == (out, comes)


@pytest.mark.parametrize(
    ("direction", "places", "refused"),
    [
        ("accueil_evenement", "V-1", ["place_ids"]),
        ("accueil_evenement", "", []),
        ("sortante", "V-1", []),
        ("entrante", "V-1", []),
    ],
)
def test_an_event_hosted_names_no_place(direction, places, refused):
    row = line({"direction": direction}, place_ids=places)
    assert [name for name, _words in hosted_event_goes_nowhere(row)] == refused


@pytest.mark.parametrize(
    ("direction", "places", "origins", "refused"),
    [
        ("sortante", "Namur", "", []),
        ("sortante", "", "Namur", [("origin_ids", NO_ORIGIN)]),
        ("sortante", "Namur", "Namur", [("origin_ids", NO_ORIGIN)]),
        ("entrante", "", "Namur", []),
        ("entrante", "Namur", "", [("place_ids", NO_STOP)]),
        ("accueil_evenement", "", "Namur", [("origin_ids", NO_ORIGIN)]),
        ("accueil_evenement", "", "", []),
    ],
)
def test_a_sheet_has_a_column_for_where_one_goes_and_one_for_where_they_come_from(direction, places, origins, refused):
    row = line({"direction": direction}, place_ids=places, origin_ids=origins)
    assert list(places_suit_direction(row)) == refused


HELD = {"direction": "sortante", "stage": "realisee", "date_precision": "jour"}


@pytest.mark.parametrize(
    ("case", "values", "children", "is_refused"),
    [
        ("held, and back today", {**HELD, "starts_on": TODAY, "ends_on": TODAY}, [], False),
        ("held, and back tomorrow", {**HELD, "starts_on": TODAY, "ends_on": D(2026, 3, 3)}, [], True),
        ("held, of which no date is known", {**HELD, "date_precision": ""}, [], False),
        ("closed without an objective", {**HELD, "stage": "close"}, [], True),
        (
            "closed with somebody, but without an objective",
            {**HELD, "stage": "close"},
            [(Participant, {"function": "Mairesse"})],
            True,
        ),
        ("closed with an objective told", {**HELD, "stage": "close"}, [(Objective, {"result": "atteint"})], False),
        ("closed with one that is not", {**HELD, "stage": "close"}, [(Objective, {"text": "Jumeler"})], True),
        ("a stage that could not be read", {"direction": "sortante"}, [], False),
    ],
)
def test_a_line_is_at_no_stage_that_its_dates_or_its_objectives_contradict(case, values, children, is_refused):
    found = list(its_stage_is_reached(line(values, children)))
    assert [name for name, _words in found] == (["status"] if is_refused else []), case


def test_a_line_refuses_in_the_words_of_the_form():
    [(_name, words)] = its_stage_is_reached(line({**HELD, "stage": "close"}))
    assert words == WITHOUT_OBJECTIVE


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"time_zone": "Europe/Paris"}, []),
        ({"time_zone": ""}, []),
        ({}, []),
        ({"time_zone": "Europe/Nulle-Part"}, [("time_zone", UNKNOWN_ZONE)]),
    ],
)
def test_a_zone_of_a_line_is_one_that_machines_know(values, refused):
    assert list(zone_exists(line(values))) == refused
    assert zone_exists in AIRPORTS.rules


@pytest.mark.parametrize(
    ("lead", "others", "is_refused"),
    [
        ("V-1", ["V-2", "V-3"], False),
        ("V-1", ["V-2", "V-1"], True),
        ("V-1", [], False),
        (None, [None, "V-2"], False),
    ],
)
def test_a_partner_that_leads_is_not_among_the_others(lead, others, is_refused):
    row = line(links={"lead_partner": lead}, children=[(object, {"partner": other}) for other in others])
    assert list(lead_is_not_named_again(row)) == ([("other_partner_ids", LEAD_NAMED_AGAIN)] if is_refused else [])


@pytest.mark.parametrize(
    ("direction", "function", "is_ours"),
    [
        ("sortante", "Maire", True),
        ("sortante", "Mairesse", True),
        ("sortante", "Mairesse de Namur", False),
        ("sortante", "mairesse", False),
        ("sortante", "", False),
        ("entrante", "Maire", False),
    ],
)
def test_a_trip_is_led_by_the_mayor_where_the_function_names_no_other_city(direction, function, is_ours):
    row = line({"direction": direction}, lead_role_fr=function)
    LedByMayor("lead_role_fr", "led_by_mayor").read(row)
    assert row.values["led_by_mayor"] is is_ours


def test_the_sheet_of_the_bureau_asks_for_places_and_who_leads_in_columns_of_its_own():
    columns = MISSIONS_SHEET.table.columns
    assert [column.names for column in columns if "place_ids" in column.names] == [["place_ids"]]
    assert not [column for column in columns if isinstance(column, LedByMayor)]
    assert "led_by_mayor" in {name for column in columns for name in column.names}
    assert places_suit_direction in MISSIONS_SHEET.table.rules


@pytest.mark.django_db
def test_an_amount_loaded_has_the_need_of_an_authorization_stored_again_for_its_mission():
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=D(2019, 10, 7))
    amounts = [CostFactFactory(fact_type="estime", amount=3000.01), CostFactFactory(fact_type="estime", amount=3000)]
    for cost in amounts:
        StopFactory(mission=cost.mission, place__country="CA")
    other = CostFactFactory(fact_type="estime", amount=9999).mission
    store_requirements_of_costs([cost.pk for cost in amounts], today=TODAY)
    required = dict(Mission.objects.values_list("pk", "authorization_required"))
    assert [required[cost.mission_id] for cost in amounts] == [True, False]
    assert required[other.pk] is MissionFactory().authorization_required is None
    assert COSTS_SHEET.table.afterwards is store_requirements_of_costs
