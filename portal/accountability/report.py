"""The report of a year or of a quarter, for who decides: what was done, its cost, what is late or unknown."""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext

from missions.mission_page import annotate_for_list
from missions.models import Mission, Rule
from partners.models import Agreement
from portal.accountability.alerts import missing_reports, undocumented_reports
from portal.accountability.counted import count_missions
from portal.accountability.quarters import Quarter, return_quarter
from portal.accountability.work import CommitmentLine, WorkSeries, YearWork, commitment_lines, draw_work, work_by_year
from portal.accountability.years import YearSummary, summarize_year
from records.charts.columns import MAX_COLUMNS
from records.models import Source
from records.words.dates import DatePrecision


class Period(NamedTuple):
    """A year, or a quarter of it: its name in words, its days, the quarter (None for a year)."""

    words: str
    first_day: dt.date
    last_day: dt.date
    quarter: Quarter | None = None

    def holds(self, mission):
        """Whether a mission is of the period: of the year it starts, of the quarter it comes back."""
        if self.quarter:
            return return_quarter(mission.starts_on, mission.ends_on, mission.date_precision) == self.quarter
        return bool(mission.starts_on) and mission.starts_on.year == self.first_day.year


class PeriodReport(NamedTuple):
    """What the report of a Period tells, of what anyone may read.

    `work`: the YearWork of a year (None for a quarter, and where nothing is on record); `series`: those of the years up
    to it, drawn; `missing`, `undocumented`: the
    CountedMissions whose report is late or not found, and of whose report nothing can be said.
    """

    period: Period
    is_under_way: bool
    account: YearSummary
    missions: list
    missing: list
    undocumented: list
    work: YearWork | None
    series: list[WorkSeries]
    signed: list
    ended: list
    commitments: list[CommitmentLine]
    sources: list


def year_period(year):
    """Return the Period of a year (an integer)."""
    return Period(gettext("Année {year}").format(year=year), dt.date(year, 1, 1), dt.date(year, 12, 31))


def quarter_period(quarter):
    """Return the Period of a Quarter."""
    return Period(quarter.words, quarter.first_day, quarter.last_day, quarter)


def period_report(period, today):
    """Return the PeriodReport of a Period on `today` (a date): the same number of statements whatever it holds."""
    book = Rule.objects.book()
    entries = [entry for entry in count_missions(today, book) if period.holds(entry.mission)]
    keys = [entry.mission.pk for entry in entries]
    listed = Mission.objects.filter(pk__in=keys).for_listing(AnonymousUser(), today).prefetch_related("outcomes")
    year = period.first_day.year
    works = [] if period.quarter else [work for work in work_by_year(today) if year - MAX_COLUMNS < work.year <= year]
    return PeriodReport(
        period=period,
        is_under_way=today <= period.last_day,
        account=summarize_year(entries, None if period.quarter else year),
        missions=annotate_for_list(listed.newest_first(), today, book),
        missing=missing_reports(entries),
        undocumented=undocumented_reports(entries),
        work=next((each for each in works if each.year == year), None),
        series=draw_work(works),
        signed=_signed(period, today),
        ended=_agreements("ends_on", period, today),
        commitments=commitment_lines(today),
        sources=Source.objects.filter(pk__in=Mission.sources.through.objects.filter(mission__in=keys).values("source")),
    )


def _agreements(date, period, today):
    days = (period.first_day, period.last_day)
    return Agreement.objects.published(today).filter(**{f"{date}__range": days}).order_by(date, "pk")


def _signed(period, today):
    """Return the agreements signed in a Period; in a quarter, those whose signature is not known to the year only."""
    signed = _agreements("signed_on", period, today)
    return signed.exclude(signed_precision=DatePrecision.YEAR) if period.quarter else signed
