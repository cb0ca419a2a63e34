"""From a record to the lists of what is tied to it, and from each of these lists back to its name.

A list asked for what is tied to a record merged into another is that of the one kept.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Func, Model, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from records.publication.merges import kept_instead_of
from records.words.keys import key_in
from records.words.said import Said


class RecordFilter(admin.SimpleListFilter):
    """Narrows a list to what is tied to one record, whose key is in the address and whose name is shown.

    It offers no record: there may be thousands. Their pages lead here. `paths`: lookups of the relations to them.
    """

    paths: tuple[str, ...]
    record: Any

    @classmethod
    def record_model(cls, model: type[Model]) -> Any:
        """Return the model of the records that the rows of `model` are tied to."""
        return _led_to(model, cls.paths[0].split("__"))

    @classmethod
    def tied_to(cls, rows: QuerySet[Any], key: Any) -> QuerySet[Any]:
        """Keep the rows tied to the record of `key`, once each."""
        tied = Q(*((path, key) for path in cls.paths), _connector=Q.OR)
        return rows.filter(pk__in=rows.model._default_manager.filter(tied).order_by().values("pk"))

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Said]]:
        """Return the record asked, or the one it was merged into, by its name; nothing while none is asked."""
        value = self.value()
        if not value:
            return []
        self.record = record_or_kept(self.record_model(model_admin.model), key_in(value) or 0)
        return [(value, str(self.record or UNKNOWN_RECORD))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows tied to the record asked; none for a record that is not."""
        if not self.value():
            return queryset
        return self.tied_to(queryset, self.record.pk) if self.record else queryset.none()


UNKNOWN_RECORD = _("fiche inconnue")
# By which names a lookup tells the key of a row.
KEY_LOOKUPS = {"id", "pk"}


def record_filter(words: Said, name: str, *paths: str) -> type[RecordFilter]:
    """Return the filter called `words` on the record that the parameter `name` tells, tied by `paths` (lookups)."""
    return type("NamedRecordFilter", (RecordFilter,), {"title": words, "parameter_name": name, "paths": paths})


def _led_to(model: Any, names: list[str]) -> Any:
    """Return the model that the relations `names` lead to from `model`; None where one of them is no relation."""
    for name in names:
        model = model._meta.get_field(name).related_model if model is not None else None
    return model


def follow_merged(model: type[Model], asked: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return what is `asked` of a list of `model` ({lookup: values}), by the keys of records kept.

    A key of a record merged into another, asked of a relation (`author__id__exact`), becomes that of the one kept.
    """
    return {lookup: _kept_keys(_model_asked(model, lookup), values) for lookup, values in asked.items()}


def _model_asked(model: type[Model], lookup: str) -> Any:
    """Return the model of the records whose key a lookup tells; None where it tells anything else."""
    *names, key = lookup.removesuffix("__exact").split("__")
    try:
        return _led_to(model, names if key in KEY_LOOKUPS else [*names, key])
    except FieldDoesNotExist:
        return None


def _kept_keys(model: Any, values: list[str]) -> list[str]:
    keys = [key_in(value) or 0 for value in values]
    kept = kept_instead_of(model, keys) if model is not None else {}
    return [str(kept.get(key, value)) for key, value in zip(keys, values, strict=True)]


def record_or_kept(model: Any, key: int) -> Any:
    """Return the record of `model` with `key`, or the one it was merged into; None if there is none."""
    records = model._default_manager
    return records.filter(pk=key).first() or records.filter(pk=kept_instead_of(model, [key]).get(key)).first()


def tied_lists(request: HttpRequest, record: Any) -> list[tuple[str, str]]:
    """Return (address, words) of the lists of what is tied to a record, with how many rows; one statement."""
    found = [(each, made) for each, made in _filters_on(request, type(record))]
    counts = {f"tied_{rank}": _count(made, each.model, record) for rank, (each, made) in enumerate(found)}
    told = type(record)._default_manager.filter(pk=record.pk).values_list(*counts.values()) if found else ()
    numbers: Any = next(iter(told), ())
    return [
        (_address(each, made, record), f"{_words(each, made, [one for one, _made in found])} ({number})")
        for (each, made), number in zip(found, numbers, strict=False)
        if number
    ]


def _filters_on(request: HttpRequest, model: type[Model]) -> Iterator[tuple[Any, type[RecordFilter]]]:
    """Yield (ModelAdmin, filter) of the lists that the person may read, narrowed to a record of `model`."""
    for each in admin.site._registry.values():
        made = [one for one in each.list_filter if isinstance(one, type) and issubclass(one, RecordFilter)]
        if made and each.has_view_permission(request):
            yield from ((each, one) for one in made if one.record_model(each.model) is model)


def _count(made: type[RecordFilter], model: Any, record: Any) -> Subquery:
    rows = made.tied_to(model._default_manager.order_by(), record.pk)
    return Subquery(rows.annotate(in_all=Func(F("pk"), function="COUNT")).values("in_all"))


def _address(model_admin: Any, made: type[RecordFilter], record: Any) -> str:
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist"
    return reverse(name, query={str(made.parameter_name): record.pk})


def _words(model_admin: Any, made: type[RecordFilter], others: list[Any]) -> str:
    """Name a list; where two lead to the same one, say how they are tied."""
    name = str(capfirst(model_admin.opts.verbose_name_plural))
    return f"{name}, {made.title}" if others.count(model_admin) > 1 else name
