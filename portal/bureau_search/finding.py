"""What the lists of the bureau, and the parts of their records, hold of the words typed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import display_for_field, display_for_value, label_for_field, lookup_field
from django.db.models import Count, Model, QuerySet, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from portal.autocomplete import nearest_first
from records.admin import LogAdmin
from records.admin.latest_changes import ChangesAdmin, change_in_words, latest_changes
from records.publication.fields import link_of
from records.publication.identifiers import answers_to
from records.words.dates import iso

# Rows shown of each kind, a link leading to the others; characters of a text told with a row.
HITS_A_KIND, MAX_TEXT = 6, 160


class BureauHit(NamedTuple):
    """A row found: its name, the address of its form, and (label, words) pairs of what is told of it."""

    title: str
    address: str
    facts: list[tuple[str, str]]


class BureauGroup(NamedTuple):
    """The rows found of one kind: their number, the first of them, and the list of the others if there is one.

    `nearness`: how the first is named by the words typed, from 0, by its name.
    """

    model: type[Model]
    title: str
    total: int
    hits: list[BureauHit]
    nearness: int
    address: str

    @property
    def others(self) -> int:
        """How many are not shown."""
        return self.total - len(self.hits)


def find_in_bureau(request: HttpRequest, typed: str) -> list[BureauGroup]:
    """Return what the person may read that answers to `typed`, by kind: first those named by it, then as the index is.

    A statement for each kind; three more, and those of its list, for a kind with rows.
    """
    found = []
    for model_admin in _searched_admins(request):
        found += [_rows_found(request, model_admin, typed), *_parts_found(request, model_admin, typed)]
    return sorted((group for group in found if group), key=lambda group: group.nearness)


def _searched_admins(request: HttpRequest) -> list[Any]:
    """Return the ModelAdmins whose lists the person may search, in the order of the index: logs are not records."""
    shown = [each["model"] for group in admin.site.get_app_list(request) for each in group["models"]]
    ranks = {model: rank for rank, model in enumerate(shown)}
    readable = [
        each
        for each in admin.site._registry.values()
        if each.get_search_fields(request)
        and each.has_view_or_change_permission(request)
        and not isinstance(each, LogAdmin)
    ]
    return sorted(readable, key=lambda each: ranks.get(each.model, len(ranks)))


def _rows_found(request: HttpRequest, model_admin: Any, typed: str) -> BureauGroup | None:
    answering, _may_repeat = model_admin.get_search_results(request, model_admin.get_queryset(request), typed)
    keys = _first_keys(answering, typed)
    if not keys:
        return None
    rows = model_admin.get_queryset(request).select_related(*_related(request, model_admin)).in_bulk(list(keys))
    shown = [rows[key] for key in keys if key in rows]
    if isinstance(model_admin, ChangesAdmin):
        shown = model_admin.completed(shown)
    hits = [BureauHit(str(row), _form_of(row), list(_facts(request, model_admin, row))) for row in shown]
    listing = reverse(f"admin:{_route(model_admin.model)}_changelist", query={"q": typed})
    return _group(model_admin.model, capfirst(model_admin.opts.verbose_name_plural), hits, keys, listing)


def _parts_found(request: HttpRequest, model_admin: Any, typed: str) -> Iterator[BureauGroup | None]:
    """Yield what is found among the parts that have words of their own and no list: each leads to its record."""
    for inline in model_admin.get_inline_instances(request):
        names = {field.name for field in inline.model._meta.fields}
        if "search_text" in names and not admin.site.is_registered(inline.model):
            yield _parts_of_kind(model_admin.model, inline.model, link_of(inline, model_admin.model), typed)


def _parts_of_kind(whole: type[Model], model: Any, link: str, typed: str) -> BureauGroup | None:
    parts = model.objects.filter(answers_to(model, typed), **{f"{link}__isnull": False})
    keys = _first_keys(parts, typed)
    rows = model.objects.select_related(link).in_bulk(list(keys)) if keys else {}
    changes = latest_changes(model, keys) if keys else {}
    hits = [_part_hit(rows[key], getattr(rows[key], link), changes.get(key)) for key in keys if key in rows]
    title = f"{capfirst(model._meta.verbose_name_plural)} ({whole._meta.verbose_name_plural})"
    return _group(model, title, hits, keys, "") if hits else None


def _part_hit(part: Model, record: Any, change: Any) -> BureauHit:
    facts = [(str(record._meta.verbose_name), _cut(str(record)))]
    if hasattr(record, "get_status_display"):
        facts.append((_("publication"), str(record.get_status_display())))
    if change:
        facts.append((_("modifiée le, par"), change_in_words(change)))
    return BureauHit(_cut(str(part)), _form_of(record), facts)


def _first_keys(rows: QuerySet[Any], typed: str) -> dict[Any, tuple[int, int]]:
    """Return {key: (nearness, number of rows in all)} of the first of `rows`, in their order; one statement."""
    counted = nearest_first(rows, typed).annotate(found_in_all=Window(Count("pk")))
    told = counted.values_list("pk", "nearness", "found_in_all")[:HITS_A_KIND]
    return {key: (nearness, total) for key, nearness, total in told}


def _group(
    model: type[Model], title: str, hits: list[BureauHit], keys: dict[Any, tuple[int, int]], address: str
) -> BureauGroup:
    nearness, total = next(iter(keys.values()))
    return BureauGroup(model, title, total, hits, nearness, address)


def _related(request: HttpRequest, model_admin: Any) -> set[str]:
    """Return the relations that the columns of a list read."""
    asked = model_admin.get_list_select_related(request)
    fields = {field.name for field in model_admin.opts.fields if field.many_to_one}
    return {*(asked if isinstance(asked, Iterable) else ()), *(fields & set(model_admin.get_list_display(request)))}


def _facts(request: HttpRequest, model_admin: Any, row: Model) -> Iterator[tuple[str, str]]:
    """Yield (label, words) of what the columns of its list tell of a row, but for its name and what is unknown."""
    for name in model_admin.get_list_display(request):
        field, _attribute, value = lookup_field(name, row, model_admin)
        words = _in_words(field, value)
        if words and words != str(row):
            yield str(label_for_field(name, model_admin.model, model_admin)), words


def _in_words(field: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return iso(value)
    return _cut(display_for_field(value, field, "") if field else display_for_value(value, ""))


def _cut(words: Any) -> str:
    return words if isinstance(words, SafeString) else Truncator(str(words)).chars(MAX_TEXT)


def _form_of(row: Model) -> str:
    return reverse(f"admin:{_route(type(row))}_change", args=[row.pk])


def _route(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"
