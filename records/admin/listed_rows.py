"""The rows of a list of the bureau, each written in one go.

The library asks of every cell what its column is, and finds the address of every row: here each column and the address
of a form are read once a page. What is written is what the library would write.
"""

import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from django.contrib.admin.templatetags.admin_list import ResultList, result_headers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_field, display_for_value, quote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe

from records.admin.tied_lists import follow_merged

MOMENTS = (models.DateField, models.TimeField)
# Stands for the key of a record while the address of its form is made.
ANY_KEY = "0"


class AnyRecord:
    """Stands for a record while the library writes the box that chooses it."""

    pk = "{0}"

    def __str__(self) -> str:
        return "{1}"


class ShownColumn(NamedTuple):
    """A column: what it reads in a record, how the value is said, whether it is never cut in two lines."""

    read: Callable[[Any], Any]
    say: Callable[[Any], Any]
    is_whole: bool


class RecordList(ChangeList):
    """A list of the bureau, which knows how its rows are written, and which records were merged."""

    def get_filters_params(self, params: dict[str, list[str]] | None = None) -> dict[str, list[str]]:
        """Return what narrows the list ({lookup: values}), asked of the records kept where some were merged."""
        return follow_merged(self.model, super().get_filters_params(params))

    @cached_property
    def headers(self) -> list[dict[str, Any]]:
        """The headings of the columns, as the library gives them."""
        return list(result_headers(self))

    @property
    def sorted_columns(self) -> int:
        """How many columns the rows are sorted by."""
        return sum(bool(header["sortable"] and header["sorted"]) for header in self.headers)

    @property
    def rows(self) -> list[ResultList]:
        """The rows shown, each a list of one text: its cells."""
        cells = [self._cell(str(name)) for name in self.list_display]
        written = ("".join([write(row) for write in cells]) for row in self.result_list)
        return [ResultList(None, [mark_safe(row)]) for row in written]  # noqa: S308 each cell escapes what it says

    def _cell(self, name: str) -> Callable[[Any], str]:
        """Return what writes the cell of a column, from a record."""
        if name == "action_checkbox":
            box = format_html('<td class="action-checkbox">{}</td>', self.model_admin.action_checkbox(AnyRecord()))
            return lambda row: format_html(box, row.pk, str(row))
        read, say, is_whole = self._column(name)
        links = list(self.list_display_links or ())
        tag = "th" if name in links[:1] else "td"
        before, after = self._address if name in links else ("", "")

        def write(row: Any) -> str:
            value = read(row)
            said = conditional_escape(say(value))
            linked = f'<a href="{before}{quote(row.pk)}{after}">{said}</a>' if before else said
            kept = " nowrap" if is_whole or isinstance(value, (dt.date, dt.time)) else ""
            return f'<{tag} class="field-{name}{kept}">{linked}</{tag}>'

        return write

    @cached_property
    def _address(self) -> tuple[str, str]:
        """What stands before and after the key of a record in the address of its form, escaped."""
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[ANY_KEY])
        before, _key, after = page.rpartition(ANY_KEY)
        query = add_preserved_filters({"preserved_filters": self.preserved_filters, "opts": self.opts}, "")
        return escape(before), escape(f"{after}{query}")

    def _column(self, name: str) -> ShownColumn:
        empty = self.model_admin.get_empty_value_display()
        try:
            field: Any = self.lookup_opts.get_field(name)
        except FieldDoesNotExist:
            return self._computed(name, empty)
        if isinstance(field, models.ForeignKey):
            return ShownColumn(attrgetter(name), lambda row: empty if row is None else row, is_whole=True)
        if field.flatchoices:
            words = dict(field.flatchoices)
            return ShownColumn(attrgetter(name), lambda value: words.get(value, empty), is_whole=False)
        is_linked = name in (self.list_display_links or ())
        return ShownColumn(
            attrgetter(name),
            lambda value: display_for_field(_stripped(value), field, empty, avoid_link=is_linked),
            is_whole=isinstance(field, MOMENTS),
        )

    def _computed(self, name: str, empty: str) -> ShownColumn:
        """Return the column of what the admin says of a record."""
        attribute = getattr(self.model_admin, name)
        empty, is_yes_no = getattr(attribute, "empty_value_display", empty), getattr(attribute, "boolean", False)
        return ShownColumn(
            attribute, lambda value: display_for_value(_stripped(value), empty, is_yes_no), is_whole=False
        )


def _stripped(value: Any) -> Any:
    said = str(value) if isinstance(value, Promise) else value
    return "" if isinstance(said, str) and not said.strip() else said
