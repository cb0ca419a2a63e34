"""English texts whose French changed since: where they wait, and how the bureau says that they still hold."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from records.publication.fields import link_of
from records.publication.translated import Translated

OUTDATED = Q(outdated_english__gt="")


class TranslatedParts(NamedTuple):
    """The model of parts whose texts have an English, and the name of their link to the record."""

    model: type[Any]
    link: str


def translated_parts(record_admin: Any) -> list[TranslatedParts]:
    """Return the TranslatedParts that the form of `record_admin` holds (a list)."""
    inlines = [inline for inline in record_admin.inlines if issubclass(inline.model, Translated)]
    return [TranslatedParts(inline.model, link_of(inline, record_admin.model)) for inline in inlines]


def outdated_parts(record: Any, parts: Iterable[TranslatedParts]) -> list[Any]:
    """Return the parts of `record` that hold an English text older than its French (a list)."""
    return [row for model, link in parts for row in model.objects.filter(OUTDATED, **{link: record})]


def outdated_words(record: Any, parts: Iterable[TranslatedParts]) -> list[str]:
    """Return what waits to be read again in `record` and its parts, in words (a list)."""
    waiting = [f"{row} ({', '.join(row.outdated_labels)})" for row in outdated_parts(record, parts)]
    return [*record.outdated_labels, *waiting]


def accept_english(record: Any, parts: Iterable[TranslatedParts]) -> None:
    """Take the English texts of the parts of `record`, as they are, for those of the French ones; save them."""
    for row in outdated_parts(record, parts):
        row.accept_english()
        row.save()


class OutdatedFilter(admin.SimpleListFilter):
    """Narrows a list to the records that hold an English text older than its French, or none at all."""

    title = _("traduction")
    parameter_name = "traduction"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.parts = translated_parts(model_admin)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the two choices."""
        return [("a_revoir", _("à revoir")), ("absente", _("absente"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the records asked."""
        if self.value() == "absente":
            return queryset.filter(english_written_for={})
        return queryset.filter(has_outdated(self.parts)) if self.value() == "a_revoir" else queryset


def has_outdated(parts: Iterable[TranslatedParts]) -> Q:
    """Return the Q of the records that hold, in themselves or in `parts`, an English text older than its French."""
    condition = OUTDATED
    for model, link in parts:
        condition |= Q(Exists(model.objects.filter(OUTDATED, **{link: OuterRef("pk")})))
    return condition
