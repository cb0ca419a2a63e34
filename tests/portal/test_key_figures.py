"""The key figures: what is counted apart, what leads where, and when the record lacks something that the page tells."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.models import AnonymousUser, User

from missions.models import ActionStage, MissionStage
from missions.models.stage import HELD_STAGES
from missions.report_status import MISSING_STATES
from partners.models import AgreementStanding, RelationState
from portal.accountability.years import Figure
from portal.figures import ActionFigures, AgreementFigures, Figures, Reports, Spending, key_figures
from tests.missions.factories import ActionFactory, MissionFactory, OutcomeFactory, RuleFactory
from tests.partners.factories import AgreementFactory

ANYONE, CHIEF = AnonymousUser(), User(is_superuser=True)
TODAY = dt.date(2026, 3, 2)
NONE = Figure(0, "")


def figures(**values):
    """Return the figures of a record that lacks nothing, but for these."""
    known = {
        "missions": 2,
        "declined": 0,
        "reports": Reports(1, 0, 0, 0),
        "spending": Spending(1, Decimal(10), Decimal(9)),
        "actions": ActionFigures(3, Figure(3, "?a"), NONE, NONE),
        "agreements": AgreementFigures(NONE, NONE, 2026),
        "active": 0,
        "partners": 0,
    }
    return Figures(**{**known, **values})


@pytest.mark.parametrize(
    ("reports", "due"),
    [
        (Reports(0, 0, 0, 0), 0),
        (Reports(4, 3, 2, 1), 9),  # of what is unknown, nothing is due
        (Reports(0, 0, 0, 5), 0),
    ],
)
def test_the_reports_due_are_online_or_missing(reports, due):
    assert reports.due == due


@pytest.mark.parametrize(
    ("values", "lacks", "compares_nothing"),
    [
        ({}, False, False),
        ({"reports": Reports(1, 1, 0, 0)}, False, False),  # late, and online
        ({"reports": Reports(1, 0, 1, 0)}, True, False),
        ({"reports": Reports(1, 0, 0, 1)}, True, False),
        ({"actions": ActionFigures(3, NONE, Figure(1, "?"), NONE)}, True, False),
        ({"actions": ActionFigures(3, NONE, NONE, Figure(1, "?"))}, True, False),
        ({"spending": Spending(0, Decimal(0), Decimal(0))}, True, True),
        ({"spending": Spending(0, Decimal(0), Decimal(0)), "missions": 0}, False, False),  # nothing to compare
        ({"declined": 4}, False, False),
    ],
)
def test_the_record_lacks_what_the_page_would_tell(values, lacks, compares_nothing):
    found = figures(**values)
    assert (found.lacks_something, found.compares_nothing) == (lacks, compares_nothing)


def asked(query):
    """Return what the query of a list asks for."""
    assert query.startswith("?")
    return parse_qs(query[1:])


def test_a_figure_leads_to_the_list_of_what_it_counts():
    found = figures()
    assert asked(found.held_query) == {"statut": [str(stage) for stage in HELD_STAGES]}
    assert asked(found.active_query) == {"etat": [str(RelationState.ACTIVE)]}
    assert asked(found.reports.missing_query) == {"rapport": [str(state) for state in MISSING_STATES]}


@pytest.mark.django_db
def test_an_empty_register_counts_nothing_and_leads_to_its_lists():
    found = key_figures(ANYONE, TODAY, [])
    assert (found.missions, found.declined, found.active, found.partners) == (0, 0, 0, 0)
    assert found.reports == Reports(0, 0, 0, 0)
    assert found.spending == Spending(0, Decimal(0), Decimal(0))
    assert (found.actions.total, found.actions.with_result.number, found.agreements.in_force.number) == (0, 0, 0)
    assert asked(found.agreements.ending.query) == {"fin": ["2026"]}
    assert not found.lacks_something


@pytest.mark.django_db
@pytest.mark.parametrize(("user", "counted"), [(ANYONE, (1, 1, 1)), (CHIEF, (2, 2, 2))])
def test_a_reader_is_told_of_what_they_may_read(user, counted):
    for published in (True, False):
        MissionFactory(published=published, stage=MissionStage.DONE)
        ActionFactory(published=published, stage=ActionStage.DONE)
        AgreementFactory(published=published, standing=AgreementStanding.ACTIVE)
    MissionFactory(published=True, stage=MissionStage.PROPOSED)
    found = key_figures(user, TODAY, [])
    assert (found.missions, found.actions.total, found.agreements.in_force.number) == counted


@pytest.mark.django_db
def test_an_action_has_a_result_or_none_and_one_past_its_end_lapsed():
    RuleFactory()
    OutcomeFactory(mission=None, action=ActionFactory(published=True, stage=ActionStage.DONE))
    ActionFactory(published=True, stage=ActionStage.DONE)
    ActionFactory(published=True, stage=ActionStage.ANNOUNCED, starts_on=dt.date(2020, 1, 1), date_precision="jour")
    found = key_figures(ANYONE, TODAY, []).actions
    assert (found.total, found.with_result.number, found.lapsed.number) == (3, 1, 1)
    assert found.with_result.number + found.without_result.number <= found.total


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ends_on", "ending"), [("2025-12-31", 0), ("2026-01-01", 1), ("2026-12-31", 1), ("2027-01-01", 0)]
)
def test_an_agreement_ends_this_year_to_the_very_day(ends_on, ending):
    AgreementFactory(published=True, ends_on=dt.date.fromisoformat(ends_on))
    assert key_figures(ANYONE, TODAY, []).agreements.ending.number == ending


@pytest.mark.django_db
def test_partners_are_counted_as_given_and_the_active_among_them():
    partners = [SimpleNamespace(state_value=state) for state in (*RelationState, RelationState.ACTIVE)]
    found = key_figures(ANYONE, TODAY, partners)
    assert (found.active, found.partners) == (2, len(RelationState) + 1)


@pytest.mark.django_db
def test_the_figures_cost_the_same_however_many_records(django_assert_max_num_queries):
    RuleFactory()
    costs = []
    for _each in range(2):
        MissionFactory(published=True, stage=MissionStage.DONE, starts_on=dt.date(2025, 1, 1), date_precision="jour")
        ActionFactory(published=True)
        AgreementFactory(published=True)
        with django_assert_max_num_queries(6) as asked:
            key_figures(ANYONE, TODAY, [])
        costs.append(len(asked))
    assert costs[0] == costs[1] > 0
