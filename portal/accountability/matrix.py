"""A Balance drawn: a line for each country, a column for each year, the marks of the axes where they meet."""

from math import ceil
from typing import NamedTuple

from axes.templatetags.marks import FORMS
from portal.accountability.balance import Balance

# What a drawing shows at most; the table beside it shows all.
MAX_COUNTRIES, MAX_YEARS = 20, 12
# Units of the drawing: the names, the totals, the years, the lines, the marks and what stands before them in a cell.
NAMES, TOTALS, HEAD, ROW, MARK, NUMBER_WIDTH = 180, 130, 30, 44, 26, 34
# The longest bar of the totals, and the most letters of a name.
BAR, LETTERS = 76, 22
SHADES = 4


class AxisMark(NamedTuple):
    """The form of an axis in a cell (empty: the axis is not known), and how many missions serve it."""

    x: int
    slug: str
    form: str
    number: int


class Square(NamedTuple):
    """Where a country meets a year: how many missions, how dark, and the marks of their axes."""

    x: int
    number: int
    shade: int
    marks: list[AxisMark]


class MatrixRow(NamedTuple):
    """A country: its name, as long as it may be, its total as a bar, and its squares."""

    y: int
    name: str
    total: int
    bar: int
    squares: list[Square]


class Matrix(NamedTuple):
    """The drawing: (x, year) columns and rows; `is_cut`: whether countries or years were left out."""

    width: int
    height: int
    column: int
    columns: list[tuple[int, int | None]]
    rows: list[MatrixRow]
    is_cut: bool


def matrix_of(balance: Balance):
    """Return the Matrix of a Balance."""
    shown, years = balance.lines[:MAX_COUNTRIES], balance.years[-MAX_YEARS:]
    column = NUMBER_WIDTH + MARK * len(_axes(balance)) + 8
    columns = {year: NAMES + TOTALS + column * rank for rank, year in enumerate(years)}
    most = max([line.missions.number for line in shown], default=1)
    busiest = max([cell.missions.number for line in shown for cell in line.cells], default=1)
    rows = [
        MatrixRow(
            y=HEAD + ROW * rank,
            name=_short(line.name),
            total=line.missions.number,
            bar=round(BAR * line.missions.number / most),
            squares=[
                _square(cell, columns[cell.year], busiest, balance) for cell in line.cells if cell.year in columns
            ],
        )
        for rank, line in enumerate(shown)
    ]
    is_cut = len(shown) < len(balance.lines) or len(years) < len(balance.years)
    width, height = NAMES + TOTALS + column * len(years), HEAD + ROW * len(rows)
    return Matrix(width, height, column, [(x, year) for year, x in columns.items()], rows, is_cut)


def _axes(balance):
    """Return the axes of which there is something to draw, None for the unknown one (a list)."""
    return [*balance.axes, None] if balance.has_unknown_axis else balance.axes


def _square(cell, x, busiest, balance):
    numbers = dict(zip([*balance.axes, None], cell.axes, strict=True))
    marks = [
        AxisMark(x + NUMBER_WIDTH + MARK * rank, *_form(axis), numbers[axis].number)
        for rank, axis in enumerate(_axes(balance))
        if numbers[axis].number
    ]
    return Square(x, cell.missions.number, ceil(SHADES * cell.missions.number / busiest), marks)


def _form(axis):
    """Return (slug, name of its form); both empty for the axis that is not known."""
    return (axis.slug, axis.slug if axis.slug in FORMS else "other") if axis else ("", "")


def _short(name):
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"
