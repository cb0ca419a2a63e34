"""What a manager looks for first: which reports are missing, which amounts exceed or were corrected, in what order."""

import pytest

from missions.models import MissionStage, Report, Rule, RuleKind
from portal.accountability.alerts import corrected_missions, excesses, missing_reports, undocumented_reports
from tests.missions.facts_of_cost import authorized, fact, spent
from tests.portal.accountability.entries import TODAY, D, entry_of

DELAY = Rule(pk=1, kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2024, 1, 1))
OVERRUN = Rule(pk=2, kind=RuleKind.OVERRUN, value=10, valid_from=D(2020, 1, 1))
# Due on the day itself: not late yet.
DUE_TODAY = D(2026, 1, 19)


def back_on(ends_on, **options):
    return entry_of(rules=[DELAY], starts_on=ends_on, ends_on=ends_on, **options)


def test_reports_missing_for_the_longest_come_first_those_of_one_day_in_order():
    first, second = back_on(D(2025, 5, 5), pk=8), back_on(D(2025, 5, 5), pk=7)
    oldest, awaited = back_on(D(2024, 5, 5), pk=9), back_on(D(2025, 2, 1), pk=3, report=Report())
    assert missing_reports([first, second, awaited, oldest]) == [oldest, awaited, second, first]


@pytest.mark.parametrize(
    ("entry", "is_missing", "is_undocumented"),
    [
        (back_on(DUE_TODAY), False, True),  # its day is not past, and nobody wrote of it
        (back_on(D(2026, 1, 18)), True, False),
        (back_on(DUE_TODAY, report=Report()), False, False),  # awaited
        (back_on(D(2025, 5, 5), report=Report(published_on=TODAY)), False, False),  # late, but there
        (back_on(D(2025, 5, 5), stage=MissionStage.TO_CHECK), False, True),  # perhaps there was no trip
        (back_on(D(2023, 5, 5)), False, False),  # before the promise
        (back_on(D(2025, 5, 5), direction="entrante"), False, False),  # nobody travelled
        (back_on(D(2025, 5, 5), stage=MissionStage.DECLINED), False, False),
    ],
)
def test_a_report_is_missing_once_its_day_is_past_and_undocumented_while_nothing_can_be_said(
    entry, is_missing, is_undocumented
):
    assert missing_reports([entry]) == [entry] * is_missing
    assert undocumented_reports([entry]) == [entry] * is_undocumented


def test_undocumented_reports_keep_the_order_of_the_entries():
    entries = [back_on(DUE_TODAY), back_on(D(2025, 5, 5)), back_on(DUE_TODAY)]
    assert undocumented_reports(entries) == [entries[0], entries[2]]


@pytest.mark.parametrize(
    ("declared", "number"),
    [
        ("110.00", 0),  # ten percent above is allowed
        ("110.01", 1),
        ("99.00", 0),
    ],
)
def test_what_goes_back_to_the_committee_is_above_the_tolerance(declared, number):
    found = excesses([entry_of(rules=[OVERRUN], costs=[authorized(100), spent(declared)])])
    assert len(found) == number


def test_each_excess_says_its_mission_and_its_amounts_and_a_declined_mission_has_none():
    costs = [authorized(100), spent(200), fact(3, "declare", 300)]
    over, declined = (entry_of(rules=[OVERRUN], costs=costs, stage=stage) for stage in ("en_cours", "non_retenue"))
    found = excesses([declined, over])
    assert [(each.mission, each.comparison.declared.amount) for each in found] == [
        (over.mission, 200),
        (over.mission, 300),
    ]


def corrected(pk, made_public_on):
    """Return an entry with an amount that another corrects; `pk`: of the correction."""
    wrong = fact(1, "declare", 100)
    return entry_of(costs=[wrong, fact(pk, "declare", 120, corrects=wrong, made_public_on=made_public_on)])


def test_corrections_come_latest_first_those_of_no_known_day_last():
    undated, older, newer = corrected(5, None), corrected(2, D(2024, 6, 1)), corrected(3, D(2025, 6, 1))
    same_day = corrected(4, D(2024, 6, 1))
    told = corrected_missions([undated, older, entry_of(costs=[authorized(5)]), same_day, newer])
    assert [each.mission for each in told] == [each.mission for each in (newer, same_day, older, undated)]
    assert [each.made_on for each in told] == [D(2025, 6, 1), D(2024, 6, 1), D(2024, 6, 1), None]
    assert (told[0].correction.was.amount, told[0].correction.now.amount) == (100, 120)
