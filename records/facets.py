"""Facets: what a reader may ask of a list, value by value, each with the number of rows it would give.

Everything is counted in one statement, whatever the number of facets: a page costs the same with one or with ten.
"""

from dataclasses import dataclass

from django import forms
from django.db.models import CharField, Value
from django_filters import Filter, FilterSet

# More values than any reader chooses; keeps a hostile address from building a huge statement.
MOST_VALUES = 50


@dataclass
class Choice:
    """A value a reader may choose: its words, the rows it would give, and the address that drops it."""

    value: str
    label: str
    count: int = 0
    chosen: bool = False


@dataclass
class Facet:
    """A parameter of the list and its values."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def is_used(self):
        """Whether the reader chose a value here."""
        return any(choice.chosen for choice in self.choices)


class ValuesInput(forms.MultipleHiddenInput):
    """Reads a repeated parameter as its list of values, each once, in the order given."""

    def value_from_datadict(self, data, files, name):
        return list(dict.fromkeys(value for value in data.getlist(name) if value))[:MOST_VALUES]


class ValuesField(forms.Field):
    """A list of values; which of them are known is the FilterSet's to say."""

    widget = ValuesInput


class ValuesFilter(Filter):
    """A parameter that may be repeated: rows with any of its values are kept."""

    field_class = ValuesField


class FacetedFilterSet(FilterSet):
    """A FilterSet whose ValuesFilters are facets. A subclass says which values exist and how rows are counted.

    `data` is a QueryDict. Unknown values are left out and kept in `unknown_values`.
    """

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        self.form.is_valid()
        self.facet_names = [name for name, known in self.filters.items() if isinstance(known, ValuesFilter)]
        asked = {name: self.form.cleaned_data.get(name) or [] for name in self.facet_names}
        self.labels = self.known_labels({name: [v for v in values if "\0" not in v] for name, values in asked.items()})
        self.chosen = {name: [v for v in values if (name, v) in self.labels] for name, values in asked.items()}
        self.unknown_values = [
            (self.filters[name].label, value.replace("\0", "\ufffd"))
            for name, values in asked.items()
            for value in values
            if (name, value) not in self.labels
        ]

    def known_labels(self, asked):
        """Return {(facet, value): label} for the values of `asked` ({facet: values}) that exist."""
        raise TypeError(f"{type(self).__name__} must say which values exist")

    def counted(self, name, queryset):
        """Return the querysets that count the rows of `queryset` by value of the facet: of (value, label, rows)."""
        raise TypeError(f"{type(self).__name__} must say how {name} is counted")

    def spread(self, name, counts):
        """Return the choices of a facet from what the database counted ({value: Choice}), in the order to show."""
        raise TypeError(f"{type(self).__name__} must say how {name} is shown")

    @property
    def qs(self):
        """The rows all the filters keep."""
        return self.narrowed()

    def narrowed(self, without=None):
        """Return the rows the filters keep, leaving the choices of the facet `without` aside."""
        queryset = self.queryset.all()
        for name, asked in self.filters.items():
            value = self.chosen[name] if name in self.chosen else self.form.cleaned_data.get(name)
            if value and name != without:
                queryset = asked.filter(queryset, value)
        return queryset

    def facets(self):
        """Return the facets with their counts, each ignoring its own choice (a list of Facet); asks one statement."""
        counts = {name: {} for name in self.facet_names}
        for name, value, label, rows in self._counts():
            choice = counts[name].setdefault(value, Choice(value, label))
            choice.count += rows
        for name, values in self.chosen.items():
            counts[name] = {choice.value: choice for choice in self.spread(name, counts[name])}
            for value in values:
                choice = counts[name].setdefault(value, Choice(value, self.labels[name, value]))
                choice.chosen = True
        return [Facet(name, self.filters[name].label, list(counts[name].values())) for name in self.facet_names]

    def _counts(self):
        parts = [
            part.annotate(facet=Value(name, CharField())).order_by().values_list("facet", "value", "label", "rows")
            for name in self.facet_names
            for part in self.counted(name, self.narrowed(without=name).order_by())
        ]
        return parts[0].union(*parts[1:], all=True)

    @property
    def applied(self):
        """The choices in force: (label of the filter, words of the choice) pairs."""
        return [(label, words) for label, words, _address in self.chips()]

    def chips(self):
        """Return what is in force, each with the query string that drops it: (label, words, query string) triples."""
        chips = [
            (self.filters[name].label, self.labels[name, value], self._without(name, value))
            for name, values in self.chosen.items()
            for value in values
        ]
        typed = [name for name in self.filters if name not in self.chosen and self.form.cleaned_data.get(name)]
        return chips + [
            (self.filters[name].label, str(self.form.cleaned_data[name]), self._without(name, None)) for name in typed
        ]

    def _without(self, name, value):
        data = self.data.copy()
        data.pop("page", None)
        data.setlist(name, [other for other in data.getlist(name) if other not in {value, ""}] if value else [])
        return data.urlencode()
