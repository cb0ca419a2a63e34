"""What a reader may ask of the directory of partners and of the register of agreements."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from axes.models import Theme
from partners.models import AgreementKind, AgreementState, PartnerGroup, Standing
from records.words.countries import country_name
from records.words.languages import spoken
from records.words.normalizing import normalize


class ReaderFilter(FilterSet):
    """A FilterSet that ignores what it does not know, and can say so."""

    @property
    def unknown_values(self):
        """The values asked that exist nowhere: (label of the filter, value typed) pairs."""
        fields = self.form.fields
        return [(fields[name].label, self.data.get(name)) for name in self.form.errors if name in fields]

    @property
    def applied(self):
        """The filters in force: (label of the filter, words of the choice) pairs."""
        self.form.is_valid()
        choices = {name: dict(field.choices) for name, field in self.form.fields.items()}
        chosen = self.form.cleaned_data.items()
        return [(self.form.fields[name].label, choices[name][value]) for name, value in chosen if value]


class PartnerFilter(ReaderFilter):
    """What a reader may ask of the directory."""

    groupe = ChoiceFilter(label=_("Nature"), choices=PartnerGroup, method="in_group", empty_label=_("Toutes"))
    pays = ChoiceFilter(label=_("Pays"), field_name="country", empty_label=_("Tous"))
    etat = ChoiceFilter(label=_("État de la relation"), field_name="standing", choices=Standing, empty_label=_("Tous"))
    theme = ChoiceFilter(label=_("Thème des actions"), method="with_theme", empty_label=_("Tous"))

    def __init__(self, data, queryset, *, user, today):
        super().__init__(data, queryset)
        self.user, self.today = user, today
        self.filters["pays"].extra["choices"] = self._countries(queryset)
        self.filters["theme"].extra["choices"] = list(Theme.objects.values_list("slug", spoken("name")))

    def in_group(self, queryset, _name, group):
        """Keep one of the six groups."""
        return queryset.in_group(group)

    def with_theme(self, queryset, _name, slug):
        """Keep those with an action of one theme."""
        return queryset.with_theme(slug, self.user, self.today)

    def _countries(self, queryset):
        codes = queryset.exclude(country="").order_by("country").values_list("country", flat=True).distinct()
        return sorted(((code, country_name(code)) for code in codes), key=lambda choice: normalize(choice[1]))


class AgreementFilter(ReaderFilter):
    """What a reader may ask of the register."""

    etat = ChoiceFilter(label=_("État"), choices=AgreementState, method="in_state", empty_label=_("Tous"))
    nature = ChoiceFilter(label=_("Nature"), field_name="kind", choices=AgreementKind, empty_label=_("Toutes"))

    def __init__(self, data, queryset, *, today):
        super().__init__(data, queryset)
        self.today = today

    def in_state(self, queryset, _name, state):
        """Keep one state on the day asked."""
        return queryset.in_state(state, self.today)
