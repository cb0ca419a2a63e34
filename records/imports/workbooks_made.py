"""The workbooks we give: the model to fill, and the rows to correct with what is wrong with each."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from records.imports import cells
from records.imports.columns import Approximate, Children, ImportColumn, Lines, Link, Links
from records.imports.names import RowsByName
from records.imports.sheets import REFUSAL_HEADER, Sheet
from records.imports.typed_cells import labels_of, words_of_field
from records.late import openpyxl
from records.publication.fields import AnyField, field_of
from records.publication.sources import Source
from records.words.countries import COUNTRIES
from records.words.normalizing import normalize

# Rows that offer the lists, and the most choices that one offers.
OFFERED_ROWS, MAX_CHOICES = 2000, 3000
MODEL_WIDTH, WIDE = 24, 48
HEADING_FONT, HEADING_FILL = {"bold": True, "color": "FFFFFF"}, {"fill_type": "solid", "fgColor": "0B4F80"}


def model_file(sheet: Sheet) -> bytes:
    """Return the workbook to fill: a header with notes, drop-down lists, and a page that explains each column."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = str(sheet.title)[:31]
    lists, help_page = book.create_sheet(_("Listes")), book.create_sheet(_("Mode d’emploi"))
    rows = RowsByName()
    _write_row(
        help_page, 1, [_("Colonne"), _("Nom au registre"), _("Obligatoire"), _("Ce qui est attendu"), _("Exemple")]
    )
    for place, name in enumerate(sheet.names, start=1):
        label, needed = sheet.label(name), sheet.is_required(name)
        choices, meaning, example = _choices(sheet, name, rows), _meaning(sheet, name), _example(sheet, name)
        heading = page.cell(1, place, f"{label} *" if needed else label)
        said = [meaning, _("Exemple\u00a0: %s") % example if example else "", _("Obligatoire.") if needed else ""]
        heading.comment = openpyxl.comments.Comment("\n".join(filter(None, said)), _("Portail"), width=320, height=140)
        page.column_dimensions[openpyxl.utils.get_column_letter(place)].width = MODEL_WIDTH
        help_page.append([label, name, _("oui") if needed else "", meaning, example])
        if choices:
            _offer(page, lists, place, label, choices, is_list=_is_several(sheet, name))
    _finish(page, len(sheet.names))
    _finish(lists, lists.max_column)
    _finish(help_page, 5)
    help_page.column_dimensions["D"].width = help_page.column_dimensions["E"].width = WIDE
    return _bytes_of(book)


def refused_file(titles: Sequence[str], rows: Iterable[tuple[Mapping[str, str], str]]) -> bytes:
    """Return the workbook of refused rows, as they were typed, each with its reason in the last column."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = _("À corriger")
    _write_row(page, 1, [*titles, str(REFUSAL_HEADER)])
    for rank, (typed, reason) in enumerate(rows, start=2):
        _write_row(page, rank, [*(typed.get(title, "") for title in titles), reason])
    _finish(page, len(titles) + 1)
    page.column_dimensions[openpyxl.utils.get_column_letter(len(titles) + 1)].width = WIDE
    return _bytes_of(book)


def _write_row(page: Any, rank: int, texts: Sequence[str]) -> None:
    """Write texts as texts: none of them is run as a formula."""
    for place, text in enumerate(texts, start=1):
        cell = page.cell(rank, place, openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub(" ", text))
        cell.data_type = "s"
        cell.number_format = "@"


def _finish(page: Any, width: int) -> None:
    page.freeze_panes = "A2"
    looks = openpyxl.styles
    font, fill = looks.Font(**HEADING_FONT), looks.PatternFill(**HEADING_FILL)
    for place in range(1, width + 1):
        heading = page.cell(1, place)
        heading.font, heading.fill = font, fill
        heading.alignment = looks.Alignment(wrap_text=True, vertical="top")
        letter = openpyxl.utils.get_column_letter(place)
        page.column_dimensions[letter].width = max(page.column_dimensions[letter].width, MODEL_WIDTH)


def _bytes_of(book: "openpyxl.Workbook") -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _offer(page: Any, lists: Any, place: int, label: str, choices: list[str], *, is_list: bool) -> None:
    """Offer `choices` in a column: written in a column of the page of lists, which the validation refers to."""
    letter = openpyxl.utils.get_column_letter(place)
    rank = 1 if lists["A1"].value is None else lists.max_column + 1
    _write_column(lists, rank, [label, *choices])
    there = openpyxl.utils.get_column_letter(rank)
    source = f"'{lists.title}'!${there}$2:${there}${len(choices) + 1}"
    rule = openpyxl.worksheet.datavalidation.DataValidation(
        "list", formula1=source, allow_blank=True, showErrorMessage=not is_list, errorStyle="warning"
    )
    rule.error = _("Ce mot n’est pas de la liste\u00a0: la ligne sera refusée à l’import.")
    rule.add(f"{letter}2:{letter}{OFFERED_ROWS}")
    page.add_data_validation(rule)


def _write_column(page: Any, place: int, texts: Sequence[str]) -> None:
    for rank, text in enumerate(texts, start=1):
        cell = page.cell(rank, place, openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub(" ", text))
        cell.data_type = "s"


def _is_several(sheet: Sheet, name: str) -> bool:
    return sheet.is_list(name) or isinstance(sheet.columns.get(name), Lines)


def _field(sheet: Sheet, name: str) -> "AnyField | None":
    column = sheet.columns.get(name)
    if isinstance(column, Children):
        return field_of(column.model, column.field)
    if column is None or isinstance(column, Approximate):
        return None
    return field_of(sheet.table.model, column.fields[0])


def _choices(sheet: Sheet, name: str, rows: RowsByName) -> list[str]:
    """Return what may be chosen in a column, in words; nothing where it is free."""
    column, field = sheet.columns.get(name), _field(sheet, name)
    if isinstance(column, ImportColumn) and column.reader is cells.read_country:
        return sorted(COUNTRIES.values(), key=normalize)
    related = getattr(field, "related_model", None)
    if related and related is not Source and isinstance(column, (Link, Links, Children)):
        found = sorted(set(rows.of(related).labels.values()), key=normalize)
        return found[:MAX_CHOICES]
    if isinstance(field, models.BooleanField):
        return [_("oui"), _("non")]
    if isinstance(column, ImportColumn) and field is not None and field.choices:
        labels = labels_of(field)
        return [labels[value][0] for value in words_of_field(column.words, field).values() if value in labels]
    return []


def _meaning(sheet: Sheet, name: str) -> str:
    """Return what a column means: as the files of the portal's lists say it, or the form."""
    told = {column.header: column.meaning for column in sheet.dataset.columns} if sheet.dataset else {}
    field = _field(sheet, name)
    if name == sheet.table.key:
        return _("L’identifiant d’une fiche qui vient du registre\u00a0: il dit laquelle la ligne change. Vide sinon.")
    found = next((str(told[header]) for header in sheet.others.get(name, ()) if header in told), "")
    said = [found or str(getattr(field, "help_text", "") or sheet.label(name))]
    if _is_several(sheet, name):
        said.append(_("Plusieurs sont séparés par une barre verticale."))
    return " ".join(said)


def _example(sheet: Sheet, name: str) -> str:
    """Return an example of what may be written."""
    column, field = sheet.columns.get(name), _field(sheet, name)
    if isinstance(column, ImportColumn) and column.reader is cells.read_country:
        return COUNTRIES["BE"]
    if isinstance(column, Approximate):
        return _("2022-11-03, novembre 2022 ou 2022")
    if field is not None and field.choices and isinstance(column, ImportColumn):
        return str(next(iter(labels_of(field).values()))[0])
    if getattr(field, "related_model", None) is Source:
        return "https://exemple.org/page"
    for kind, example in EXAMPLES.items():
        if isinstance(field, kind):
            return example
    return ""


EXAMPLES: dict["type[AnyField]", str] = {
    models.DateField: "2022-11-03",
    models.DecimalField: "12\u00a0979,50",
    models.IntegerField: "12",
    models.BooleanField: "oui",
    models.URLField: "https://exemple.org/page",
}
