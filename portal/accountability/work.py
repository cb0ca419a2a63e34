"""Beside the missions, year against year: actions, results, agreements, partners; and what serves each commitment."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, F
from django.db.models.functions import Cast, Substr
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from axes.models import Commitment
from missions.lists import ACTION_LIST, MISSION_LIST, OUTCOME_LIST
from missions.models import Action, Mission, Outcome, StateCount
from partners.lists import AGREEMENT_LIST
from portal.accountability.counted import list_query
from portal.accountability.years import Figure
from portal.coverage import known_until
from records.charts.columns import Amount, ColumnChart, draw_columns
from records.charts.scales import Stretch, stack
from records.listing.counting import read_at_once


class YearWork(NamedTuple):
    """What is counted of a year, and of the year before (None of the first, and where the register is not whole)."""

    year: int
    actions: Figure
    results: Figure
    signed: Figure
    ended: Figure
    partners: int
    before: "YearWork | None"

    @property
    def figures(self):
        """(Figure, URL name of the list that shows it, change since the year before) of each column (a list)."""
        named = (
            ("actions", "missions:actions"),
            ("results", "missions:results"),
            ("signed", "partners:agreements"),
            ("ended", "partners:agreements"),
        )
        return [(getattr(self, name), route, self._change(getattr(self, name).number, name)) for name, route in named]

    @property
    def partners_change(self):
        """How many partners more than the year before, « +2 »; empty without one."""
        return _signed(self.partners - self.before.partners) if self.before else ""

    def _change(self, number, name):
        return _signed(number - getattr(self.before, name).number) if self.before else ""


class WorkSeries(NamedTuple):
    """One of the columns of YearWorks drawn: its words, {year: number}, the URL name of its list, the ColumnChart."""

    words: str
    numbers: dict[int, int]
    route: str
    chart: ColumnChart


class CommitmentLine(NamedTuple):
    """A commitment, its actions by state, all of them, how many results these had; `bar`: (Stretch, StateCount)s."""

    commitment: Commitment
    states: list[StateCount]
    actions: Figure
    results: int
    bar: list[tuple[Stretch, StateCount]]


def _signed(change):
    """Return a change with its sign: « +2 », « −1 », « = »."""
    return f"+{change}" if change > 0 else f"\u2212{-change}" if change else "="


def work_by_year(today):
    """Return the YearWork of each year that has some, of what anyone may read on `today`, the latest first.

    Seven statements, however many years.
    """
    found = {
        (listing, name): {option.key: number for option, number in counts.numbers_of(name)}
        for listing, names in (("actions", ["annee"]), ("results", ["annee"]), ("agreements", ["signature", "fin"]))
        for counts in [_whole(LISTS[listing], today).counting(*names)]
        for name in names
    }
    partners = _partners_by_year(today)
    years = {year for numbers in (*found.values(), partners) for year in numbers if isinstance(year, int)}
    past = sorted(year for year in years if year <= today.year)
    known = known_until(today) or today
    works = [
        _work_of(year, found, partners, _work_of(year - 1, found, partners) if past[0] < year < known.year else None)
        for year in past
    ]
    return works[::-1]


SERIES = (
    (_("actions"), "actions", "missions:actions"),
    (_("résultats"), "results", "missions:results"),
    (_("partenaires"), "partners", ""),
    (_("ententes signées"), "signed", "partners:agreements"),
    (_("fins d’ententes"), "ended", "partners:agreements"),
)


def draw_work(works):
    """Return the WorkSeries of YearWorks, each to its own scale (a list); one with nothing in it is left out."""
    drawn = []
    for words, name, route in SERIES:
        amounts = {work.year: _amount(getattr(work, name)) for work in works}
        numbers = {year: amount.number for year, amount in amounts.items()}
        if any(numbers.values()):
            chart = draw_columns([(year, [amount]) for year, amount in amounts.items()])
            drawn.append(WorkSeries(words, numbers, route, chart))
    return drawn


def _amount(figure):
    """Return what a Figure draws; of a number that no list shows, without an address."""
    return Amount("", figure, "") if isinstance(figure, int) else Amount("", *figure)


def _work_of(year, found, partners, before=None):
    return YearWork(
        year,
        Figure(found["actions", "annee"].get(year, 0), list_query(annee=year)),
        Figure(found["results", "annee"].get(year, 0), list_query(annee=year)),
        Figure(found["agreements", "signature"].get(year, 0), list_query(signature=year)),
        Figure(found["agreements", "fin"].get(year, 0), list_query(fin=year)),
        len(partners.get(year, ())),
        before,
    )


LISTS = {"actions": ACTION_LIST, "results": OUTCOME_LIST, "agreements": AGREEMENT_LIST}


def _whole(listing, today):
    return listing.narrow_for(QueryDict(), AnonymousUser(), today)


def _partners_by_year(today):
    """Return {year: keys of the partners of its actions and of its missions held} (sets)."""
    actions = Action.objects.published(today).with_last_day(today).filter(starts_on__isnull=False)
    roles = _whole(ACTION_LIST, today).shown_roles.filter(action__in=actions.order_by().values("pk"))
    missions = Mission.objects.published(today).held().filter(starts_on__isnull=False)
    queries = [_spans(actions, "lead_partner", "", "last_day")]
    lasts = dict(actions.order_by().values_list("pk", "last_day"))
    queries += [
        _spans(ties.filter(mission__in=missions), field, "mission__", "mission__starts_on")
        for field, ties in _whole(MISSION_LIST, today).ties
    ]
    found = defaultdict(set)
    for partner, first, last in read_at_once(queries):
        _add(found, partner, int(first), int(last), today)
    for partner, action, first in roles.values_list("partner", "action", "action__starts_on"):
        _add(found, partner, first.year, lasts[action].year, today)
    return found


def _add(found, partner, first, last, today):
    for year in range(first, min(last, today.year) + 1):
        found[year].add(partner)


def _spans(rows, partner, path, last):
    """Return the query of (partner, first year, last year) of `rows`: as text, a date begins with its year."""
    first, last = (Substr(Cast(each, CharField()), 1, 4) for each in (f"{path}starts_on", last))
    spans = rows.order_by().annotate(span_partner=F(partner), span_first=first, span_last=last)
    return spans.values_list("span_partner", "span_first", "span_last")


def commitment_lines(today):
    """Return the CommitmentLine of each commitment that anyone may read on `today` (a date): three statements."""
    states = Action.objects.published(today).states_by_commitment(today)
    results = Counter(
        dict(
            Outcome.objects.visible_to(AnonymousUser(), today)
            .filter(action__commitment__isnull=False)
            .order_by()
            .values_list("action__commitment")
            .annotate(number=Count("pk"))
        )
    )
    commitments = Commitment.objects.visible_to(AnonymousUser(), today).select_related("axis")
    most = max((sum(count.number for count in counts) for counts in states.values()), default=0)
    return [
        _commitment_line(each, states.get(each.pk, []), results[each.pk], most)
        for each in commitments.order_by("axis__position", "kind", "position", "pk")
    ]


def _commitment_line(commitment, states, results, most):
    numbers = [count.number for count in states]
    actions = Figure(sum(numbers), list_query(engagement=commitment.slug))
    return CommitmentLine(commitment, states, actions, results, list(zip(stack(numbers, most), states, strict=True)))
