"""The parameters of a list, as its documentation tells them: its filters, its orders, its fields, its pages."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.api.requests import CURSOR, FIELDS, LARGEST_PAGE, SIZE, USUAL_PAGE
from portal.api.resources import Resource
from records.listing.choices import UNKNOWN_YEAR, ChoiceFacet, CountryFacet, RegionFacet, YearOfDateFacet
from records.listing.facets import RowsFacet, WordsFilter
from records.listing.listing import ORDER


class Parameter(NamedTuple):
    """A parameter: its name, what it does, its values in words by code if they are few, and its JSON Schema."""

    name: str
    meaning: str
    values: dict[str, str]
    schema: dict[str, Any]

    @property
    def description(self) -> str:
        """What it does, with its values."""
        told = ", ".join(f"`{code}` ({words})" if code else words for code, words in self.values.items())
        return f"{self.meaning} {told}" if told else self.meaning


_TEXT = {"type": "string"}


def list_parameters(resource: Resource) -> list[Parameter]:
    """Return the Parameters of a list."""
    return [*_filters(resource), *_orders(resource), fields_parameter(resource), *_paging()]


def fields_parameter(resource: Resource) -> Parameter:
    """Return the Parameter that names the fields asked for."""
    names = [*(column.header for column in resource.columns), *resource.parts]
    meaning = _("Les champs voulus, séparés par des virgules; tous, sans lui.")
    return Parameter(FIELDS, meaning, {}, {**_TEXT, "examples": [",".join(names[:1] + names[2:4])]})


def _filters(resource: Resource) -> Iterator[Parameter]:
    for name, each in resource.listing.filterset.base_filters.items():
        label = capfirst(str(each.label))
        if isinstance(each, WordsFilter):
            yield Parameter(name, _("%(label)s\u00a0: tous les mots.") % {"label": label}, {}, _TEXT)
        else:
            meaning = _("%(label)s\u00a0: %(kind)s; répété, l’un ou l’autre.") % {"label": label, "kind": _kind(each)}
            yield Parameter(name, meaning, _values(each), {"type": "array", "items": _TEXT})


def _kind(each: Any) -> str:
    if isinstance(each, (ChoiceFacet, RegionFacet)):
        return _("l’un des mots qui suivent")
    if isinstance(each, CountryFacet):
        return _("un code ISO 3166 à deux lettres")
    if isinstance(each, YearOfDateFacet):
        return _("une année, ou «\u00a0%(unknown)s\u00a0»") % {"unknown": UNKNOWN_YEAR}
    return _("une clé") if isinstance(each, RowsFacet) else _("une année")


def _values(each: Any) -> dict[str, str]:
    return each.named_values() if isinstance(each, (ChoiceFacet, RegionFacet)) else {}


def _orders(resource: Resource) -> Iterator[Parameter]:
    orders = {code: str(order.label) for code, order in resource.listing.orders.items()}
    if len(orders) > 1:
        yield Parameter(ORDER, _("L’ordre; sans lui, le premier."), orders, _TEXT)


def _paging() -> Iterator[Parameter]:
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE}
    told = _("Le nombre d’objets d’une page, %(most)s au plus.") % {"most": LARGEST_PAGE}
    yield Parameter(SIZE, told, {}, size)
    yield Parameter(CURSOR, _("La page qui suit\u00a0: donné par «\u00a0suivant\u00a0», jamais composé."), {}, _TEXT)
