"""Lists narrowed by words and facets: what readers may choose, what they chose, what was not understood."""

import datetime as dt
from collections.abc import ItemsView, Iterable, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django_filters import FilterSet

from records.listing.counting import FacetCounts, read_at_once
from records.listing.options import Chip, Option, Panel, Setting, SettingValue
from records.words.said import Said

PAGE = "page"
# Of the parameters that no list has, no more are told, and no more of each.
UNKNOWN_TOLD, UNKNOWN_LENGTH = 10, 60

# {parameter: (its label, {value: words})}
Settings: TypeAlias = Mapping[str, tuple[Said, Mapping[str, Said]]]
# The name of a filter, and what is chosen there.
Choice: TypeAlias = tuple[str, Option]


class FacetedFilterSet(FilterSet):
    """Narrows a list by facets and words; counts, choices and total cost two statements whatever they are.

    `settings`: {parameter: (its label, {value: words})} of what the list may be asked beside, its order for one; an
    empty value is the default.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        queryset: QuerySet[Any],
        *,
        user: Any,
        today: dt.date,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(data, queryset)
        self.user, self.today, self.settings = user, today, settings or {}
        self.counts = FacetCounts(self)

    @cached_property
    def typed(self) -> dict[str, list[str]]:
        """What was given: {name of the filter: list of strings}."""
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def looked_up(self) -> dict[str, list[Option]]:
        """What the filters looked up before they parse: {name of the filter: list of Options}, in one statement."""
        queries = [each.lookup(self.typed[name]) for name, each in self.filters.items()]
        found: dict[str, list[Option]] = {name: [] for name in self.filters}
        for name, *row in read_at_once([query for query in queries if query is not None]):
            found[name].append(Option(*row))
        return found

    @cached_property
    def chosen(self) -> dict[str, list[Option]]:
        """What is chosen and known: {name of the filter: list of Options, each once}."""
        recognized = {name: map(self.filters[name].parse, values) for name, values in self.typed.items()}
        return {name: list(dict.fromkeys(filter(None, options))) for name, options in recognized.items()}

    @property
    def choices(self) -> list[Choice]:
        """What is chosen and known, as (name of the filter, Option) pairs (a list)."""
        return [(name, option) for name, options in self.chosen.items() for option in options]

    @cached_property
    def set_to(self) -> dict[str, str]:
        """The settings in force: {parameter: value}, the default where what was given is unknown."""
        return {name: given if (given := self._given(name)) in known else "" for name, (_, known) in self._settings}

    @property
    def unknown(self) -> list[tuple[Said, str]]:
        """What was given and is unknown: (label of the filter or of the setting, value) pairs."""
        given = [(self.filters[name], typed) for name, values in self.typed.items() for typed in values]
        settings = [(label, self._given(name)) for name, (label, known) in self._settings]
        return [
            *((each.label, typed) for each, typed in given if not each.parse(typed)),
            *(
                (label, typed)
                for (label, typed), value in zip(settings, self.set_to.values(), strict=True)
                if typed != value
            ),
        ]

    @property
    def unknown_parameters(self) -> list[str]:
        """The parameters given that this list does not have, the first of them, cut where they are long (a list)."""
        known = {*self.filters, *self.settings, PAGE}
        return [name[:UNKNOWN_LENGTH] for name in self.data if name not in known][:UNKNOWN_TOLD]

    @property
    def applied(self) -> list[tuple[Said, str]]:
        """The choices in force: (label of the filter, words of the choice) pairs."""
        return [(chip.label, chip.option.label) for chip in self.chips]

    @property
    def chips(self) -> list[Chip]:
        """The choices in force, each with the way to drop it."""
        pairs = self.choices
        return [Chip(self.filters[name].label, option, self._query(pairs, (name, option))) for name, option in pairs]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The settings that are not by default, which every address of the list keeps: (parameter, value) pairs."""
        return [(name, value) for name, value in self.set_to.items() if value]

    @property
    def settings_shown(self) -> dict[str, Setting]:
        """The settings as a page shows them: {parameter: Setting}."""
        return {name: Setting(label, self._setting_values(name, known)) for name, (label, known) in self._settings}

    @property
    def query(self) -> str:
        """The query string of the choices in force, without the page."""
        return self._query(self.choices)

    @property
    def bare_query(self) -> str:
        """The query string of the whole list, without any choice."""
        return self._query([])

    @property
    def total(self) -> int:
        """The number of rows that answer."""
        return self.counts.total

    @property
    def panels(self) -> list[Panel]:
        """The facets as a page shows them."""
        return self.counts.panels

    def query_without(self, name: str) -> str:
        """Return the query string of the choices in force, but those of the filter `name`."""
        return self._query([pair for pair in self.choices if pair[0] != name])

    def filter_queryset(self, queryset: QuerySet[Any], ignoring: str | None = None) -> QuerySet[Any]:
        """Return `queryset` narrowed by what is chosen, the filter named `ignoring` left aside."""
        for name, options in self.chosen.items():
            if name != ignoring:
                queryset = self.filters[name].filter(queryset, [option.key for option in options])
        return queryset

    @property
    def _settings(self) -> ItemsView[str, tuple[Said, Mapping[str, Said]]]:
        return self.settings.items()

    def _given(self, name: str) -> str:
        return self.data.get(name, "").replace("\0", "").strip()

    def _setting_values(self, name: str, known: Mapping[str, Said]) -> list[SettingValue]:
        others = [pair for pair in self.kept if pair[0] != name]
        queries = {
            value: self._query(self.choices, kept=[*others, *([(name, value)] if value else [])]) for value in known
        }
        return [SettingValue(known[value], queries[value], value == self.set_to[name]) for value in known]

    def _query(
        self, pairs: Iterable[Choice], dropped: Choice | None = None, kept: Sequence[tuple[str, str]] | None = None
    ) -> str:
        """Return the query string of (name, Option) pairs, `?` included, without the one dropped; empty if none."""
        asked = [(name, option.value) for name, option in pairs if (name, option) != dropped]
        asked += self.kept if kept is None else kept
        return f"?{urlencode(asked)}" if asked else ""
