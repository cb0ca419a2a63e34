"""The missions of the real record, each as it stands on 24 November 2026."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from missions.authorization import AMOUNT_UNKNOWN
from missions.costs import read_costs_of
from missions.mission_page import readable_requirement
from missions.models import Mission, Report, Rule
from missions.report_status import ReportState, report_status
from portal.register import TABLES
from records.imports.loading import load

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[2] / "data"
TODAY = dt.date(2026, 11, 24)
UNKNOWN, NOT_DUE, NOT_FOUND = ReportState.UNKNOWN, ReportState.NOT_DUE, ReportState.NOT_FOUND

# Title and beginning → state of the report, the 42nd day after the return, whether the promise binds the mission.
EXPECTED = {
    ("Mission à Paris, au Havre et à Tunis", "2022-11-11"): (UNKNOWN, "2022-12-31", False),
    ("Mission éclair à Vancouver", "2023-01-18"): (UNKNOWN, "2023-03-02", False),
    ("Mission nordique : Copenhague, Malmö, Helsinki", "2023-03-22"): (UNKNOWN, "2023-05-12", False),
    ("Mission à Bordeaux, Namur, Bruxelles et Paris", "2023-04-19"): (UNKNOWN, "2023-06-10", False),
    ("Climate Week de New York (non retenue)", "2023-09-01"): (NOT_DUE, None, False),
    ("Mission à Lyon, Bruges et Bruxelles", "2023-10-06"): (UNKNOWN, "2023-11-26", False),
    ("Mission à Cordoue, Lausanne, Genève et Paris", "2024-09-23"): (UNKNOWN, "2024-11-15", False),
    ("Journée des Grands Lacs à Washington", "2025-03-05"): (UNKNOWN, "2025-04-18", False),
    ("Mission économique à San Antonio", "2025-03-19"): (NOT_FOUND, "2025-05-05", True),
    ("16e Congrès mondial de l’OVPM à Québec", "2022-09-06"): (NOT_DUE, None, False),
    ("Journée « Québec apprend, Nantes inspire »", "2023-05-01"): (NOT_DUE, None, False),
    ("Délégation de Namur à Québec", "2023-08-22"): (NOT_DUE, None, False),
    ("Mission collective de Nantes Métropole au Québec", "2024-05-24"): (NOT_DUE, None, False),
    ("Visite du maire de San Antonio à Québec", "2024-06-01"): (NOT_DUE, None, False),
    ("Mission de l’AIMF et conférence sur la Francophonie à Québec", "2025-06-01"): (NOT_DUE, None, False),
    ("Délégation de Namur à Québec", "2025-07-27"): (NOT_DUE, None, False),
}


@pytest.fixture(autouse=True)
def _record():
    load(TABLES, DATA, on=TODAY)


def test_each_mission_stands_where_it_should_and_none_is_called_late():
    book = Rule.objects.book()
    found = {}
    for mission in Mission.objects.select_related("report"):
        status = report_status(mission, TODAY, book)
        due_on = status.due_on.isoformat() if status.due_on else None
        found[mission.title, mission.starts_on.isoformat()] = (status.state, due_on, status.is_bound)
        assert status.days_late == (568 if status.state == NOT_FOUND else 0)
    assert found == EXPECTED


def test_san_antonio_is_late_only_once_somebody_says_that_its_report_is_awaited():
    mission = Mission.objects.get(record_id="M2025-03B")
    Report.objects.create(mission=mission)
    for day, state, days_late in (
        (dt.date(2025, 5, 5), ReportState.EXPECTED, 0),
        (dt.date(2025, 5, 6), ReportState.LATE, 1),
        (TODAY, ReportState.LATE, 568),
    ):
        status = report_status(mission, day, Rule.objects.book())
        assert (status.state, status.due_on, status.days_late) == (state, dt.date(2025, 5, 5), days_late)


def test_the_two_totals_of_november_2022_stand_side_by_side_and_nothing_goes_back_to_the_committee():
    mission = Mission.objects.prefetch_related("costs").get(record_id="M2022-11")
    mission.gather_sources()
    book = Rule.objects.book()
    said = read_costs_of(mission, TODAY, book)
    assert [cost.amount for cost in said.declared_totals] == [10700, 12979]
    assert said.contradictions == [said.declared_totals]
    assert [(cost.amount, cost.scope_code) for cost in said.authorized] == [(13000, "non_precise")]
    assert said.comparisons == []
    [found] = said.reconciliations
    assert (found.total.amount, found.items_sum, found.gap) == (10700, 10770, Decimal("-70.00"))
    assert not any(read_costs_of(each, TODAY, book).overruns for each in Mission.objects.all())


def test_of_vancouver_it_is_the_amount_that_is_unknown():
    mission = Mission.objects.for_page(AnonymousUser(), TODAY).get(record_id="M2023-01")
    found = readable_requirement(mission, TODAY, Rule.objects.book())
    assert found == AMOUNT_UNKNOWN
    assert str(found.reason) == "Au pays, mais le montant est inconnu."
