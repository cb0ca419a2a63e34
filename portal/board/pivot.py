"""The table that turns: the rows of a list counted by two of its facets, each number that of the list it leads to."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Value

from missions.costs import Span, read_costs_of, sum_spans
from missions.models import Rule
from portal.board.measures import OF_YEAR, Question
from records.listing.counting import read_at_once
from records.listing.filterset import FacetedFilterSet
from records.listing.options import Option
from records.words.normalizing import normalize

# Rows of a page and columns at most; a statement reads both, and SQLite joins no more than 500 queries.
ROWS_OF_PIVOT, COLUMNS_OF_PIVOT, READ_AT_ONCE = 40, 12, 200


class PivotCell(NamedTuple):
    """How many rows, the address of the list that shows them, and what they cost where money is told (or None)."""

    number: int
    address: str
    span: Span | None = None
    priced: int = 0


class PivotLine(NamedTuple):
    """A row of the table: what it is, its cells, and what it counts whatever the columns, each thing once."""

    label: str
    cells: list[PivotCell]
    total: PivotCell


class Pivot(NamedTuple):
    """The table of a Question.

    `rows`: a Page of its PivotLines; `columns`: the labels; `columns_left_out`: how many have no room; `totals`: those
    of the columns shown; `total`: each thing once, whatever it counts in. `repeats`: whether something counts in
    several rows or columns shown; `outside`: how many things are in no row; None where rows are on other pages;
    `years`: the Options of the years that could be counted alone.
    """

    question: Question
    rows: Page
    columns: list[str]
    columns_left_out: int
    totals: list[PivotCell]
    total: PivotCell
    repeats: bool
    outside: int | None
    years: list[Option]

    @property
    def most(self) -> int:
        """The highest total of the rows shown, which the longest bar stands for."""
        return max((line.total.number for line in self.rows), default=0)


def pivot_of(
    question: Question, user: Any, today: dt.date, page: str | int = 1, per_page: int | None = ROWS_OF_PIVOT
) -> Pivot:
    """Return the Pivot that answers `question` on `today`: what is online, and the drafts `user` may read if asked.

    `page`: which, of `per_page` rows (None: all on one). Three statements a page, five where it tells money.
    """
    reader = user if question.drafts else AnonymousUser()
    whole = question.narrow(reader, today)
    rows, columns = _ranked(whole, question.rows), _ranked(whole, question.columns)
    shown = Paginator(rows, per_page or max(len(rows), 1)).get_page(page)
    asked = {question.rows: list(shown), **({question.columns: columns[:COLUMNS_OF_PIVOT]} if columns else {})}
    table = _Table(question, whole, reader, today, asked)
    in_rows, in_columns = table.sets[question.rows], table.sets.get(question.columns, {})
    is_whole = shown.paginator.num_pages == 1
    lines = [table.line(option, found, in_columns) for option, found in in_rows.items()]
    shown.object_list = lines
    return Pivot(
        question=question,
        rows=shown,
        columns=[str(option.label) for option in in_columns],
        columns_left_out=len(columns) - len(in_columns),
        totals=[table.cell(found, **{question.columns: option.value}) for option, found in in_columns.items()],
        total=table.whole(),
        repeats=any(_repeats(sets.values()) for sets in (in_rows, in_columns)),
        outside=whole.total - len(_union(in_rows.values())) if is_whole else None,
        years=_ranked(whole, OF_YEAR),
    )


def _ranked(whole: FacetedFilterSet, name: str) -> list[Option]:
    """Return the Options of a facet that have rows, in their order, the fullest first where they have none."""
    counted = [(option, number) for option, number in whole.counts.numbers_of(name) if number] if name else []
    counted.sort(key=lambda pair: (pair[0].rank, -pair[1], normalize(str(pair[0].label))))
    return [option for option, _number in counted]


def _union(sets: Iterable[set[int]]) -> set[int]:
    return reduce(set.union, sets, set())


def _repeats(sets: Iterable[set[int]]) -> bool:
    sets = list(sets)
    return sum(map(len, sets)) > len(_union(sets))


class _Table:
    """The keys of the rows of a list under each Option asked: {facet: {Option: keys}} (`sets`), and their amounts."""

    def __init__(
        self, question: Question, whole: FacetedFilterSet, reader: Any, today: dt.date, asked: dict[str, list[Option]]
    ) -> None:
        self.question, self.narrowed, self.today = question, whole, today
        keys = self._read({name: [each.value for each in options] for name, options in asked.items()}, reader)
        self.sets = {name: {each: keys[name][each.value] for each in options} for name, options in asked.items()}
        self.spans = self._declared() if question.measure.sums_money else {}

    def _read(self, values: dict[str, list[str]], reader: Any) -> dict[str, dict[str, set[int]]]:
        """Return {facet: {value: keys of its rows}}."""
        sets: dict[str, dict[str, set[int]]] = {name: {each: set() for each in known} for name, known in values.items()}
        found = self.question.narrow(reader, self.today, **values)
        queries = [
            found.filters[name]
            .narrow(self.narrowed.qs, [option.key])
            .order_by()
            .values_list(Value(name), Value(option.value), "pk")
            for name in values
            for option in found.chosen[name]
        ]
        for start in range(0, len(queries), READ_AT_ONCE):
            for name, value, key in read_at_once(queries[start : start + READ_AT_ONCE]):
                sets[name][value].add(key)
        return sets

    def _declared(self) -> dict[int, Span | None]:
        """Return {key of the mission: Span of what the City declared, None if it is not known}."""
        book, missions = Rule.objects.book(), self.narrowed.qs.order_by().with_costs()
        return {mission.pk: read_costs_of(mission, self.today, book).declared_span for mission in missions}

    def cell(self, keys: set[int], **asked: str) -> PivotCell:
        """Return the PivotCell of some keys, of which the list tells those that {facet: value} asks."""
        spans = [span for key in keys if (span := self.spans.get(key))]
        return PivotCell(len(keys), self.question.address(**asked), sum_spans(spans), len(spans))

    def whole(self) -> PivotCell:
        """Return the PivotCell of all that is counted, each thing once."""
        spans = [span for span in self.spans.values() if span]
        return PivotCell(self.narrowed.total, self.question.address(), sum_spans(spans), len(spans))

    def line(self, option: Option, keys: set[int], in_columns: dict[Option, set[int]]) -> PivotLine:
        """Return the PivotLine of the rows of an Option, through the columns."""
        asked = {self.question.rows: option.value}
        cells = [
            self.cell(keys & found, **asked, **{self.question.columns: column.value})
            for column, found in in_columns.items()
        ]
        return PivotLine(str(option.label), cells, self.cell(keys, **asked))
