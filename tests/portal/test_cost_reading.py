"""What was authorized, estimated and declared: one reading for page, list, home, desk and accounting."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from missions.costs import read_costs_of
from missions.mission_page import annotate_for_list, page_context
from missions.models import CostType, Mission, MissionStage, Rule, RuleKind, ScopeCode
from portal.accountability.counted import count_missions
from portal.desk import tasks_for
from portal.figures import key_figures
from tests.missions.factories import CostFactFactory, MissionFactory, RuleFactory
from tests.portal.pages import read

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
OLD, NEW = dt.date(2024, 1, 1), dt.date(2026, 1, 1)
SAME = {"scope_code": ScopeCode.DELEGATION}
OVERRUN = "Dépassements qui retournent au comité exécutif"


@pytest.fixture
def tolerance():
    """A tolerance of 50 % until 2025, of 10 % since."""
    RuleFactory(kind=RuleKind.OVERRUN, value=50, valid_from=dt.date(2020, 1, 1), valid_until=dt.date(2024, 12, 31))
    RuleFactory(kind=RuleKind.OVERRUN, value=10, valid_from=dt.date(2025, 1, 1))


def spent(day, declared=1200):
    """Make a mission held on a day (None: unknown), with 1,000 $ authorized, 900 $ estimated and a total declared."""
    dates = {"starts_on": day, "ends_on": day, "date_precision": "jour"} if day else {}
    mission = MissionFactory(published=True, stage=MissionStage.DONE, **dates)
    for kind, amount in ((CostType.AUTHORIZED, 1000), (CostType.ESTIMATED, 900), (CostType.DECLARED, declared)):
        CostFactFactory(mission=mission, fact_type=kind, amount=amount, made_public_on=NEW, **SAME)
    return mission


@pytest.mark.parametrize(("day", "exceeds"), [(OLD, False), (NEW, True), (None, True)])
def test_the_rules_are_those_of_the_day_of_the_mission_everywhere(tolerance, approbation, today, day, exceeds):
    mission, book = spent(day), Rule.objects.book()
    page = page_context(Mission.objects.for_page(ANYONE, today).get(), ANYONE, today)["costs"]
    [row] = annotate_for_list(Mission.objects.for_listing(ANYONE, today), today, book)
    [entry] = count_missions(today, book)
    desk = [each.title for each in tasks_for(approbation, today)]
    found = [page, row.cost_reading, entry.costs, read_costs_of(mission, today, book)]
    assert [each.exceeds_tolerance for each in found] == [exceeds] * 4
    assert (OVERRUN in desk) is exceeds


def test_every_reading_names_the_same_amounts(today):
    mission = spent(NEW)
    reading = read_costs_of(mission, today, Rule.objects.book())
    facts = {"authorized": reading.authorized, "estimated": reading.estimated, "declared": reading.declared}
    amounts = {name: [cost.amount for cost in costs] for name, costs in facts.items()}
    assert amounts == {"authorized": [1000], "estimated": [900], "declared": [1200]}
    figures = key_figures(ANYONE, today, []).spending
    assert (figures.missions, figures.authorized, figures.declared) == (1, 1000, 1200)
    [entry] = count_missions(today, Rule.objects.book())
    assert (entry.costs.authorized_span.high, entry.costs.declared_span.high) == (1000, 1200)


def test_home_keeps_the_last_total_where_the_accounting_keeps_the_span_and_both_pages_say_so(client, today):
    mission = spent(NEW, declared=1100)
    CostFactFactory(
        mission=mission, fact_type=CostType.DECLARED, amount=1300, made_public_on=dt.date(2026, 2, 1), **SAME
    )
    assert key_figures(ANYONE, today, []).spending.declared == Decimal(1300)
    [entry] = count_missions(today, Rule.objects.book())
    assert (entry.costs.declared_span.low, entry.costs.declared_span.high) == (1100, 1300)
    home, accounts = read(client, "/"), read(client, "/bilan/")
    assert "autorisés pour les mêmes personnes; 1 mission publie les deux, et seul compte son dernier total" in home
    assert "du plus bas au plus élevé, où des totaux se contredisent" in accounts
    assert "L’accueil donne un autre chiffre" in accounts
