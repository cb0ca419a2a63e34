"""Lists narrowed by words and facets: the choices offered, those made, and the values that are unknown."""

import datetime as dt
from collections.abc import Collection, ItemsView, Iterable, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django_filters import FilterSet

from records.listing.counting import FacetCounts, read_at_once
from records.listing.facets import WordsFilter
from records.listing.options import Chip, Option, Panel, Pick, Setting, SettingValue
from records.page_cache.fragments import Rare, keep
from records.publication.status import may_see
from records.words.said import Said

PAGE = "page"
# Choices of a list that others will ask for again, at most.
CHOICES_FREQUENT = 3
# Unknown parameters shown at most, and characters shown of each.
UNKNOWN_TOLD, UNKNOWN_LENGTH = 10, 60

# {parameter: (its label, {value: words})}
Settings: TypeAlias = Mapping[str, tuple[Said, Mapping[str, Said]]]
# The name of a filter, and what is chosen there.
Choice: TypeAlias = tuple[str, Option]


class FacetedFilterSet(FilterSet):
    """Narrows a list by facets and words; its counts, choices and total cost two statements, however many there are.

    `data`: the query string; `user` and `today` (a date) decide what may be read. `settings`: {parameter: (its label,
    {value: words})} of the parameters that do not narrow the list, such as its order; the default value is empty.
    `picks`: {parameter: Pick} of those that take several values and do not narrow it either, such as its columns.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        queryset: QuerySet[Any],
        *,
        user: Any,
        today: dt.date,
        settings: Settings | None = None,
        picks: Mapping[str, Pick] | None = None,
    ) -> None:
        super().__init__(data, queryset)
        self.user, self.today, self.settings, self.picks = user, today, settings or {}, picks or {}
        self.counts = FacetCounts(self)
        # What else of the address is not understood: (label, value) pairs.
        self.set_aside: list[tuple[Said, str]] = []

    @cached_property
    def typed(self) -> dict[str, list[str]]:
        """{name of the filter: strings given in the query string}."""
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def looked_up(self) -> dict[str, dict[str, Option]]:
        """{name of the filter: {string: Option that its `lookup` found}}, in one statement for all filters.

        A value that is no more is looked up as what it leads to.
        """
        typed = tuple((name, *values) for name, values in self.typed.items())
        return keep("lookup", Rare((type(self), may_see(self.user), self.today, *typed)), self._look_up)

    def _look_up(self) -> dict[str, dict[str, Option]]:
        found = self._find_options(self.typed)
        led = self._lead(
            {name: [each for each in values if each not in found[name]] for name, values in self.typed.items()}
        )
        now = self._find_options({name: list(led.get(name, {}).values()) for name in self.filters})
        for name, values in led.items():
            found[name] |= {former: now[name][value] for former, value in values.items() if value in now[name]}
        return found

    def _lead(self, lost: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
        """Return {name of the filter: {value that is no more: the one it leads to}}."""
        queries = [each.bearers(lost[name]) for name, each in self.filters.items()]
        bore: dict[str, list[tuple[str, int, int]]] = {}
        for name, *row in read_at_once([query for query in queries if query is not None]):
            bore.setdefault(name, []).append((row[0], row[1], row[2]))
        return {name: self.filters[name].lead(rows) for name, rows in bore.items()}

    def _find_options(self, typed: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Option]]:
        queries = [each.lookup(typed[name]) for name, each in self.filters.items()]
        found: dict[str, dict[str, Option]] = {name: {} for name in self.filters}
        for name, *row in read_at_once([query for query in queries if query is not None]):
            found[name][row[0]] = Option(*row)
        return found

    @cached_property
    def chosen(self) -> dict[str, list[Option]]:
        """{name of the filter: Options chosen, each once}; unknown values are left out."""
        recognized = {name: map(self.filters[name].parse, values) for name, values in self.typed.items()}
        return {name: list(dict.fromkeys(filter(None, options))) for name, options in recognized.items()}

    @property
    def choices(self) -> list[Choice]:
        """(name of the filter, Option) pairs of `chosen`."""
        return [(name, option) for name, options in self.chosen.items() for option in options]

    @cached_property
    def kept_as(self) -> tuple[Any, ...]:
        """What tells this list from any other, for all who see the same rows on the same day.

        Rare where it is a search, or of more than CHOICES_FREQUENT choices.
        """
        choices = self.choices
        searches = any(isinstance(self.filters[name], WordsFilter) for name, _option in choices)
        sort = Rare if searches or len(choices) > CHOICES_FREQUENT else tuple
        return sort((type(self), may_see(self.user), self.today, *choices))

    @cached_property
    def set_to(self) -> dict[str, str]:
        """{parameter: value} of the settings in force; the default, empty, where the value given is unknown."""
        found = {name: given if (given := self._given(name)) in known else "" for name, (_, known) in self._settings}
        return found | dict(self.picks[name].under for name, values in self.picked.items() if values)

    @cached_property
    def picked(self) -> dict[str, list[str]]:
        """{parameter: known values picked, each once, in the order given}."""
        return {
            name: [value for value in self._given_values(name) if value in pick.known]
            for name, pick in self.picks.items()
        }

    @property
    def unknown(self) -> list[tuple[Said, str]]:
        """(label of the filter or of the setting, value) pairs of the values given that are unknown."""
        labels = {name: each.label for name, each in self.filters.items()}
        labels |= {name: label for name, (label, _known) in self._settings}
        labels |= {name: pick.label for name, pick in self.picks.items()}
        return [*self.set_aside, *((labels[name], typed) for name, typed in self.unknown_values)]

    @property
    def unknown_values(self) -> list[tuple[str, str]]:
        """(name of the filter or of the setting, value) pairs of the values given that are unknown."""
        given = [(name, typed) for name, values in self.typed.items() for typed in values]
        return [
            *((name, typed) for name, typed in given if not self.filters[name].parse(typed)),
            *((name, typed) for name, value in self.set_to.items() if (typed := self._given(name)) not in ("", value)),
            *((name, typed) for name, pick in self.picks.items() for typed in self._unknown_values(name, pick)),
        ]

    @property
    def unknown_parameters(self) -> list[str]:
        """Names of the first UNKNOWN_TOLD parameters that this list does not have, each cut to UNKNOWN_LENGTH."""
        return unknown_parameters(self.data, {*self.filters, *self.settings, *self.picks, PAGE})

    @property
    def applied(self) -> list[tuple[Said, str]]:
        """(label of the filter, its choices in words) pairs of the filters in force."""
        words: dict[str, list[str]] = {}
        for name, option in self.choices:
            words.setdefault(name, []).append(str(option.label))
        return [(self.filters[name].label, gettext(" ou ").join(labels)) for name, labels in words.items()]

    @property
    def chips(self) -> list[Chip]:
        """A Chip for each choice in force."""
        pairs = self.choices
        return [Chip(self.filters[name].label, option, self._query(pairs, (name, option))) for name, option in pairs]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """(parameter, value) pairs of the settings that are not the default, and of what is picked.

        Every query string keeps them.
        """
        picked = [(name, ",".join(values)) for name, values in self.picked.items() if values]
        return [*((name, value) for name, value in self.set_to.items() if value), *picked]

    @property
    def asked_beside_picks(self) -> list[tuple[str, str]]:
        """(parameter, value) pairs of all that is asked but what is picked."""
        kept = [(name, value) for name, value in self.kept if name not in self.picks]
        return [*((name, option.value) for name, option in self.choices), *kept]

    @property
    def settings_shown(self) -> dict[str, Setting]:
        """{parameter: Setting}."""
        return {name: Setting(label, self._setting_values(name, known)) for name, (label, known) in self._settings}

    @property
    def query(self) -> str:
        """Query string of the choices in force, without the page number."""
        return self._query(self.choices)

    @property
    def bare_query(self) -> str:
        """Query string of the list without any choice."""
        return self._query([])

    def counting(self, *names: str) -> FacetCounts:
        """Return the total and the counts of the facets of these names alone: what a page that shows few of them asks.

        A name that no facet of this list bears is left out.
        """
        return FacetCounts(self, names)

    @property
    def total(self) -> int:
        """Number of rows that match all that is chosen."""
        return self.counts.total

    @property
    def panels(self) -> list[Panel]:
        """A Panel for each facet."""
        return self.counts.panels

    def query_without(self, name: str) -> str:
        """Return the query string of the choices in force, except those of the filter `name`."""
        return self._query([pair for pair in self.choices if pair[0] != name])

    def query_with(self, **values: object) -> str:
        """Return the query string of the choices in force, the filters of these names asking for these values alone."""
        others = [(name, option) for name, option in self.choices if name not in values]
        asked = [(name, option.value) for name, option in others] + [
            (name, str(value)) for name, value in values.items()
        ]
        return f"?{urlencode([*asked, *self.kept])}"

    def filter_queryset(self, queryset: QuerySet[Any], ignoring: str | None = None) -> QuerySet[Any]:
        """Return `queryset` narrowed by the choices of every filter except the one named `ignoring`."""
        for name, options in self.chosen.items():
            if name != ignoring:
                queryset = self.filters[name].filter(queryset, [option.key for option in options])
        return queryset

    @property
    def _settings(self) -> ItemsView[str, tuple[Said, Mapping[str, Said]]]:
        return self.settings.items()

    def _given(self, name: str) -> str:
        return self.data.get(name, "").replace("\0", "").strip()

    def _given_values(self, name: str) -> list[str]:
        """Return the values given for a parameter that takes several, each once: repeated, or separated by commas."""
        given = self.data.getlist(name) if isinstance(self.data, QueryDict) else [self.data.get(name, "")]
        typed = ",".join(given).replace("\0", "").split(",")
        return list(dict.fromkeys(filter(None, map(str.strip, typed))))

    def _unknown_values(self, name: str, pick: Pick) -> list[str]:
        unknown = [value[:UNKNOWN_LENGTH] for value in self._given_values(name) if value not in pick.known]
        return unknown[:UNKNOWN_TOLD]

    def _setting_values(self, name: str, known: Mapping[str, Said]) -> list[SettingValue]:
        queries = {value: self._query(self.choices, kept=self._kept_with(name, value)) for value in known}
        return [SettingValue(known[value], queries[value], value == self.set_to[name]) for value in known]

    def _kept_with(self, setting: str, value: str) -> list[tuple[str, str]]:
        """Return the (parameter, value) pairs kept where `setting` is `value`: what has no sense then is dropped."""
        senseless = [name for name, pick in self.picks.items() if pick.under[0] == setting and pick.under[1] != value]
        others = [pair for pair in self.kept if pair[0] not in (setting, *senseless)]
        return [*others, *([(setting, value)] if value else [])]

    def _query(
        self, pairs: Iterable[Choice], dropped: Choice | None = None, kept: Sequence[tuple[str, str]] | None = None
    ) -> str:
        """Return the query string of `pairs` except `dropped`, then of `kept` (by default `self.kept`).

        It begins with `?`; empty if there is nothing in it.
        """
        asked = [(name, option.value) for name, option in pairs if (name, option) != dropped]
        asked += self.kept if kept is None else kept
        return f"?{urlencode(asked, safe=',')}" if asked else ""


def unknown_parameters(data: Mapping[str, Any], known: Collection[str]) -> list[str]:
    """Return the names of the first UNKNOWN_TOLD parameters of `data` not in `known`, each cut to UNKNOWN_LENGTH."""
    return [name[:UNKNOWN_LENGTH] for name in data if name not in known][:UNKNOWN_TOLD]
