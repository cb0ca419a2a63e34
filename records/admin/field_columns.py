"""The columns of the files of the bureau, made from the fields of a model and their words."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from records.listing.columns import Column, ColumnType
from records.publication.fields import AnyField
from records.words.languages import FRENCH

# Kept by the portal for itself.
OF_THE_PORTAL = {"id", "record_hash", "english_written_for", "outdated_english", "search_text", "sorts_on"}
TYPES: dict[type[Any], ColumnType] = {
    models.DateField: ColumnType.DATE,
    models.ManyToManyField: ColumnType.LIST,
    models.URLField: ColumnType.ADDRESS,
    models.IntegerField: ColumnType.NUMBER,
    models.DecimalField: ColumnType.NUMBER,
    models.FloatField: ColumnType.NUMBER,
}
YES, NO = _("oui"), _("non")


def columns_from_fields(model: type[models.Model], names: Iterable[str] | None = None) -> list[Column]:
    """Return a Column for each field of `model` of those `names`; by default, for all that are told (a list).

    Headers are the French names of the fields, without accents or spaces, whatever the language.
    """
    wanted = None if names is None else set(names)
    fields = [*model._meta.fields, *model._meta.many_to_many]
    kept = [each for each in fields if (each.name not in OF_THE_PORTAL if wanted is None else each.name in wanted)]
    headers: set[str] = set()
    return [_column(field, headers) for field in kept if not isinstance(field, models.JSONField)]


def _column(field: AnyField, headers: set[str]) -> Column:
    """Return the Column of a field, under a header that is not among `headers`, which notes it."""
    with translation.override(FRENCH):
        header = slugify(str(field.verbose_name)).replace("-", "_")
    header = header if header not in headers else f"{header}_{field.name}"
    headers.add(header)
    kind = next((each for sort, each in TYPES.items() if isinstance(field, sort)), ColumnType.TEXT)
    kind = ColumnType.TEXT if getattr(field, "choices", None) else kind
    label = field.verbose_name
    return Column(header, label, kind, getattr(field, "help_text", "") or label, _reader(field), fields=(field.name,))


def _reader(field: AnyField) -> Callable[[Any], Any]:
    """Return the function that returns what a row holds in a field, as a Column of its type wants it."""
    name = field.name
    words = dict(getattr(field, "flatchoices", None) or ())
    if words:
        return lambda row: str(words.get(getattr(row, name), ""))
    if field.many_to_many:
        return lambda row: [str(each) for each in getattr(row, name).all()]
    if isinstance(field, models.BooleanField):
        return lambda row: {True: str(YES), False: str(NO)}.get(getattr(row, name), "")
    if isinstance(field, models.DateTimeField):
        return lambda row: (moment := getattr(row, name)) and timezone.localtime(moment).date()
    if field.is_relation:
        return lambda row: (related := getattr(row, name)) and str(related)
    return lambda row: getattr(row, name)
