"""The kinds of records that can be searched, as each app declares them in its `search.py`, and their texts."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Model, Q
from django.urls import reverse

from records.publication.addresses import page_address
from records.publication.fields import pointed_by
from records.publication.publishable import Publishable
from records.publication.status import public
from records.search.pages import PageKind
from records.words.said import Said


@dataclass(frozen=True)
class Texts:
    """Searched texts: `fields` of the related rows at `path` (of the record itself if empty).

    `country`: a field that holds a country's code. `only`: a condition on the record, as a Q.
    Related rows with a publication of their own are searched only once public, whatever the app declares.
    """

    path: str
    fields: tuple[str, ...]
    country: str = ""
    only: Q = field(default_factory=Q)

    def steps(self, model: type[Model]) -> list[tuple[str, type[Model]]]:
        """Return (path, related model) for each relation of `path`, followed from `model`."""
        found: list[tuple[str, type[Model]]] = []
        prefix = ""
        for name in filter(None, self.path.split("__")):
            model = pointed_by(model, name)
            prefix = f"{prefix}__{name}" if prefix else name
            found.append((prefix, model))
        return found

    def target(self, model: type[Model]) -> type[Model]:
        """Return the model that has `fields`: the one at the end of `path`, followed from `model`."""
        steps = self.steps(model)
        return steps[-1][1] if steps else model

    def readable(self, model: type[Model], today: dt.date) -> Q:
        """Return the Q of the records of `model` whose texts, through this path, anyone may read on `today`."""
        condition = self.only
        for prefix, related in self.steps(model):
            if hasattr(related, "published_with"):
                condition &= public(related, today, f"{prefix}__")
        return condition


@dataclass(frozen=True)
class Kind:
    """One kind of records: its name in addresses, the URL name of its pages, and its searched texts.

    `title`: the field of the title; `also_named`: fields searched as the title is, but not shown;
    `dated_by`: the field that orders the records, latest first; without it they are in alphabetical order;
    `only`: a condition on the record, as a Q; `has_slug`: False where the address of the page is always the same.
    """

    name: str
    model: type[Publishable]
    route: str
    title: str
    also_named: tuple[str, ...] = ()
    dated_by: str = ""
    texts: tuple[Texts, ...] = ()
    only: Q = field(default_factory=Q)
    has_slug: bool = True

    @property
    def label(self) -> Said:
        """Name of the kind, in the plural."""
        return self.model._meta.verbose_name_plural or ""

    @property
    def one(self) -> Said:
        """Name of the kind, in the singular."""
        return self.model._meta.verbose_name or ""

    @property
    def permission(self) -> str:
        """Permission to read the drafts of this kind: `app.view_model`."""
        return f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"

    def address(self, slug: str) -> str:
        """Return the path of the page of the record with this `slug`, in the active language."""
        return page_address(self.route, slug) if self.has_slug else reverse(self.route)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that name a record."""
        return (self.title, *self.also_named)

    def paths_to(self, model: type[Model]) -> set[str]:
        """Return the paths from this kind to `model` whose rows an entry of this kind depends on."""
        steps = [step for texts in self.texts for step in texts.steps(self.model)]
        return {prefix for prefix, related in [*steps, *_published_with(self.model)] if related is model}


KINDS: dict[str, Kind | PageKind] = {}


def register_kind(kind: Kind | PageKind, *, first: bool = False) -> None:
    """Add `kind` to the kinds searched: told after the others, or `first`."""
    others = {name: each for name, each in KINDS.items() if name != kind.name}
    KINDS.clear()
    KINDS.update({kind.name: kind, **others} if first else {**others, kind.name: kind})


def record_kinds() -> list[Kind]:
    """Return the kinds searched that are of records."""
    return [kind for kind in KINDS.values() if isinstance(kind, Kind)]


def page_kinds() -> list[PageKind]:
    """Return the kinds searched that are of pages."""
    return [kind for kind in KINDS.values() if isinstance(kind, PageKind)]


def name_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the fields that name a row of `model`; empty unless its pages are searched."""
    return next((kind.names for kind in record_kinds() if kind.model is model), ())


def _published_with(model: type[Publishable], prefix: str = "") -> list[tuple[str, type[Model]]]:
    """Return (path, related model) for each relation that must be public for a row of `model` to be."""
    found: list[tuple[str, type[Model]]] = []
    for name in model.published_with:
        related = pointed_by(model, name)
        found += [(f"{prefix}{name}", related), *_published_with(related, f"{prefix}{name}__")]
    return found
