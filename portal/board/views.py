"""The board: its page, and its table as files, for those who answer for every mission."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accountability import quarters_on_record
from portal.board.boxes import boxes_on, results_drawn
from portal.board.measures import (
    COUNTED,
    DIMENSIONS,
    DRAFTS,
    IN_COLUMNS,
    IN_ROWS,
    MEASURES,
    NO_COLUMN,
    OF_YEAR,
    read_question,
)
from portal.board.pivot import Pivot, PivotCell, PivotLine, pivot_of
from portal.desk import manages_missions
from records.listing.columns import Column, ColumnType
from records.listing.downloads import absolute_for, download, file_links
from records.listing.filterset import PAGE
from records.listing.formats import Export
from records.listing.options import Option

# Quarters whose report is offered, the latest first, and their years.
QUARTERS_OFFERED = 5


def may_open_board(user: Any) -> bool:
    """Whether `user` may open the board: who reads the missions and actions, and answers for all of them."""
    return user.has_perms(["missions.view_mission", "missions.view_action"]) and manages_missions(user)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the table that the address asks for, then what is found, promised, spent and late."""
    if not may_open_board(request.user):
        raise PermissionDenied
    question, untold = read_question(request.GET)
    today = timezone.localdate()
    pivot = pivot_of(question, request.user, today, request.GET.get(PAGE, 1))
    context = {
        **admin.site.each_context(request),
        "title": _("Tableau de bord"),
        "pivot": pivot,
        "untold": untold,
        "boxes": boxes_on(today),
        "results": results_drawn(today),
        "choices": _choices(question, pivot.years),
        "drafts": DRAFTS,
        "files": file_links(f"{request.path}tableau", question.query),
        "reports": _reports(today),
        "today": today,
    }
    return TemplateResponse(request, "admin/board.html", context)


def _choices(question: Any, years: list[Option]) -> list[tuple[str, str, list[tuple[str, Any, bool]]]]:
    """Return (parameter, label, [(value, words, whether it is chosen)]) of each select of the form."""
    values = [(name, measure.label) for name, measure in MEASURES.items()]
    columns = [*DIMENSIONS.items(), (NO_COLUMN, _("aucune colonne"))]
    alone = [("", _("toutes")), *((year.value, year.label) for year in years)]
    asked = (
        (COUNTED, _("Compter"), values, question.value),
        (IN_ROWS, _("En rangées"), DIMENSIONS.items(), question.rows),
        (IN_COLUMNS, _("En colonnes"), columns, question.columns or NO_COLUMN),
        (OF_YEAR, _("De l’année"), alone, question.year),
    )
    return [
        (name, label, [(value, words, value == chosen) for value, words in options])
        for name, label, options, chosen in asked
    ]


def _reports(today: dt.date) -> list[tuple[str, str, str]]:
    """Return (words, address to print, address of the PDF) of the reports of the latest years and quarters."""
    quarters = list(quarters_on_record(today))[:QUARTERS_OFFERED]
    years = sorted({quarter.year for quarter in quarters}, reverse=True)
    found = [(str(year), "year_report", year) for year in years]
    found += [(quarter.words, "quarter_report", quarter) for quarter in quarters]
    return [
        (words, *(reverse(f"accountability:{name}_{end}", args=[period]) for end in ("html", "pdf")))
        for words, name, period in found
    ]


@require_safe
def board_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give the table that the address asks for, all its rows, as a file; `kind`: a key of FORMATS."""
    if not may_open_board(request.user):
        raise PermissionDenied
    question, _untold = read_question(request.GET)
    today = timezone.localdate()

    def make() -> Export:
        pivot = pivot_of(question, request.user, today, per_page=None)
        return Export(
            columns=_columns(pivot),
            rows=[*pivot.rows, PivotLine(_("Total"), pivot.totals, pivot.total)],
            absolute=absolute_for(request),
            day=today,
            title=question.measure.label,
            address=request.build_absolute_uri(reverse("admin:board") + question.query),
        )

    return download(request, kind, "tableau-de-bord", question.query, make)


def _columns(pivot: Pivot) -> list[Column]:
    """Return the Columns of a Pivot: what the row is, each of its columns, its total."""
    label = pivot.question.row_label
    named = Column("rangee", label, ColumnType.TEXT, label, "label")
    cells = [
        column
        for rank, name in enumerate(pivot.columns)
        for column in _number_columns(pivot, name, lambda row, rank=rank: row.cells[rank])
    ]
    return [named, *cells, *_number_columns(pivot, "total", lambda row: row.total)]


def _number_columns(pivot: Pivot, name: str, cell: Any) -> Sequence[Column]:
    """Return the Columns of what `cell` reads of a line: how many, then the lowest and the highest amount if told."""
    measure = pivot.question.measure
    counted = Column(name, name, ColumnType.NUMBER, measure.label, lambda row: cell(row).number)
    if not measure.sums_money:
        return [counted]
    ends = [
        Column(f"{name}_{end}", name, ColumnType.AMOUNT, measure.label, _end_reader(cell, end))
        for end in ("low", "high")
    ]
    return [counted, *ends]


def _end_reader(cell: Any, end: str) -> Any:
    def read(row: PivotLine) -> Any:
        found: PivotCell = cell(row)
        return getattr(found.span, end, None)

    return read
