"""Where the City goes, or whom it receives: axis × country × year, and whether it is always the same places."""

from collections import Counter, defaultdict
from typing import NamedTuple

from missions.authorization import HOME
from missions.filters.missions import UNKNOWN_VALUE
from missions.models.stage import HELD_STAGES
from portal.accountability.counted import list_query
from portal.accountability.years import Figure
from records.charts.columns import Amount, draw_columns
from records.listing.choices import UNKNOWN_YEAR
from records.words.countries import country_name
from records.words.normalizing import normalize


class Cell(NamedTuple):
    """The missions of one country in one year (None: without a date), all of them and by axis, the unknown last."""

    year: int | None
    missions: Figure
    axes: list[Figure]


class CountryLine(NamedTuple):
    """One country (an empty code: none is known) through the years, the latest first."""

    code: str
    missions: Figure
    cells: list[Cell]

    @property
    def name(self):
        """The name of the country; empty if none is known."""
        return country_name(self.code) if self.code else ""


class Balance(NamedTuple):
    """The lines, most visited first; `missions` and `by_axis` count each mission once whatever its countries.

    `axes`: the axes in the order of the figures; a last figure counts the missions of which no axis is known.
    """

    axes: list
    lines: list[CountryLine]
    missions: Figure
    by_axis: list[Figure]

    @property
    def years(self):
        """Every year from the first to the last, then None if some mission has no date (a list)."""
        found = {cell.year for line in self.lines for cell in line.cells}
        known = found - {None}
        years = list(range(min(known), max(known) + 1)) if known else []
        return years + [None] * (None in found)

    @property
    def has_unknown_axis(self):
        """Whether the axis of some mission is not known."""
        return self.by_axis[-1].number > 0

    @property
    def countries(self):
        """The lines whose country is known."""
        return [line for line in self.lines if line.code]

    @property
    def abroad(self):
        """The lines of the other countries than ours."""
        return [line for line in self.countries if line.code != HOME]

    @property
    def stays_home(self):
        """Whether some mission stops in our own country."""
        return any(line.code == HOME for line in self.lines)

    @property
    def countries_by_year(self):
        """{year: how many known countries} of the missions whose date is known."""
        return dict(Counter(cell.year for line in self.countries for cell in line.cells if cell.year))

    @property
    def drawn(self):
        """The ColumnChart of `countries_by_year`: no list shows countries."""
        return draw_columns([(year, [Amount("", number, "")]) for year, number in self.countries_by_year.items()])

    @property
    def most(self):
        """The line of the country most often visited; None if there is none."""
        return next(iter(self.countries), None)

    @property
    def most_alike(self):
        """The other countries visited as often as the first."""
        return [line for line in self.countries[1:] if line.missions.number == self.most.missions.number]


def balance_of(entries, axes, direction):
    """Return the Balance over `axes` (a list) of the entries of one direction that are known to have taken place."""
    counted = [entry for entry in entries if entry.is_held and entry.mission.direction == direction]
    places = defaultdict(list)
    for entry in counted:
        for code in entry.countries or {""}:
            places[code].append(entry)
    asked = {"sens": direction, "statut": HELD_STAGES}
    lines = [_line(code, own, axes, asked) for code, own in places.items()]
    lines.sort(key=lambda line: (not line.code, -line.missions.number, normalize(line.name)))
    return Balance(axes, lines, Figure(len(counted), list_query(**asked)), _by_axis(counted, axes, asked))


def _line(code, entries, axes, asked):
    asked = {"pays": code.lower() or UNKNOWN_VALUE, **asked}
    years = sorted({entry.year for entry in entries}, key=lambda year: year or 0, reverse=True)
    cells = [_cell(year, [entry for entry in entries if entry.year == year], axes, asked) for year in years]
    return CountryLine(code, Figure(len(entries), list_query(**asked)), cells)


def _cell(year, entries, axes, asked):
    asked = {"annee": year or UNKNOWN_YEAR, **asked}
    return Cell(year, Figure(len(entries), list_query(**asked)), _by_axis(entries, axes, asked))


def _by_axis(entries, axes, asked):
    """Count the entries under each axis, then those of which no axis is known."""
    known = [
        Figure(sum(axis.pk in entry.axes for entry in entries), list_query(axe=axis.slug, **asked)) for axis in axes
    ]
    return [*known, Figure(sum(not entry.axes for entry in entries), list_query(axe=UNKNOWN_VALUE, **asked))]
