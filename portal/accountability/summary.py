"""The accounting as the public page shows it, read at once."""

from decimal import Decimal
from typing import NamedTuple

from axes.models import Axis
from missions.models import DelegationRequest, Direction, Rule, RuleKind
from portal.accountability.alerts import (
    CorrectedMission,
    Excess,
    corrected_missions,
    excesses,
    missing_reports,
    undocumented_reports,
)
from portal.accountability.balance import Balance, balance_of
from portal.accountability.counted import count_missions
from portal.accountability.disclosure import count_quarters
from portal.accountability.quarters import Quarter, quarter_of, return_quarter
from portal.accountability.years import YearSummary, summarize_year, summarize_years
from records.listing.first_rows import FirstRows


class Accountability(NamedTuple):
    """What the page of the accounting shows."""

    total: YearSummary
    years: list[YearSummary]
    outward: Balance
    inward: Balance
    missing: list
    undocumented: list
    excesses: list[Excess]
    overrun: Decimal | int | None
    quarters: dict
    now: Quarter
    undated: list
    corrected: list[CorrectedMission]
    declined: FirstRows


def summarize(today):
    """Return the Accountability of what anyone may read on `today` (a date): eleven statements in all."""
    book = Rule.objects.book()
    entries = count_missions(today, book)
    axes = list(Axis.objects.published(today))
    trips = [(entry, _quarter(entry.mission)) for entry in entries if entry.is_out]
    return Accountability(
        total=summarize_year(entries, every_year=True),
        years=summarize_years(entries),
        outward=balance_of(entries, axes, Direction.OUT),
        inward=balance_of(entries, axes, Direction.IN),
        missing=missing_reports(entries),
        undocumented=undocumented_reports(entries),
        excesses=excesses(entries),
        overrun=_percent(book.in_force(today).get(RuleKind.OVERRUN)),
        quarters=count_quarters([(quarter, entry.mission.stage) for entry, quarter in trips], today),
        now=quarter_of(today),
        undated=[entry.mission for entry, quarter in trips if quarter is None and entry.is_held],
        corrected=corrected_missions(entries),
        declined=FirstRows(DelegationRequest.objects.publicly_declined(today)),
    )


def _percent(rule):
    """Return the percentage that a rule sets, an int where it is whole; None without a rule."""
    whole = rule and rule.value == int(rule.value)
    return rule and (int(rule.value) if whole else rule.value)


def _quarter(mission):
    return return_quarter(mission.starts_on, mission.ends_on, mission.date_precision)
