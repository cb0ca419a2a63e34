"""The list of actions as one writes it at first: a ListView, a django-filter form, an include per card.

Tidy, not naive: relations are joined, each facet is counted by one GROUP BY. It shows what the portal's list shows.
"""

from collections import Counter

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.views.generic import ListView
from django_filters import CharFilter, FilterSet, MultipleChoiceFilter

from missions.models import Action, ActionPartner, ActionStage
from partners.models import Partner
from records.publication.status import public
from records.words.countries import country_name
from records.words.normalizing import contains_all, normalize

SHOWN = 100


def facet(label, **options):
    """Return a filter shown as boxes to tick."""
    return MultipleChoiceFilter(label=label, widget=CheckboxSelectMultiple, choices=[], **options)


class PlainFilter(FilterSet):
    """The filters of the portal's list."""

    q = CharFilter(label="Recherche", method="search")
    axe = facet("Axe", field_name="axis__slug")
    theme = facet("Thème", field_name="themes__slug")
    partenaire = facet("Partenaire", method="with_partners")
    pays = facet("Pays", method="in_countries")
    annee = facet("Année", method="in_years")
    statut = facet("Avancement", field_name="stage")

    class Meta:
        model = Action
        fields = []

    def __init__(self, data, queryset, today):
        super().__init__(data, queryset)
        self.today = today
        for name in self.filters:
            if name != "q":
                self.filters[name].extra["choices"] = self.choices(name)

    def others(self, name):
        """Return the rows narrowed by every filter but one."""
        rows = self.queryset.all()
        for key, each in self.filters.items():
            values = self.data.getlist(key)
            if key != name and any(values):
                rows = self.narrow(each, rows, values[-1] if key == "q" else values)
        return rows.order_by()

    def narrow(self, each, rows, values):
        """Narrow rows by one filter, whose field is not made yet."""
        if each.method:
            return getattr(self, each.method)(rows, None, values)
        return rows.filter(**{f"{each.field_name}__in": values})

    def choices(self, name):
        """Return (value, label with its count) pairs by name, no more than are shown."""
        counted = sorted(getattr(self, f"count_{name}")(self.others(name)), key=lambda each: normalize(each[1]))
        frequent = sorted(counted, key=lambda each: each[2], reverse=True)[:SHOWN]
        return [
            (value, f"{label} ({number})") for value, label, number in sorted(frequent, key=lambda c: normalize(c[1]))
        ]

    def count_axe(self, rows):
        return rows.values_list("axis__slug", "axis__short_label").annotate(n=Count("pk", distinct=True))

    def count_theme(self, rows):
        return (
            rows.filter(themes__isnull=False)
            .values_list("themes__slug", "themes__name")
            .annotate(n=Count("pk", distinct=True))
        )

    def count_partenaire(self, rows):
        total = Counter()
        roles = self.roles(rows).exclude(partner=F("action__lead_partner"))
        for slug, name, number in rows.values_list("lead_partner__slug", "lead_partner__name").annotate(
            n=Count("pk", distinct=True)
        ):
            total[slug, name] += number
        for slug, name, number in roles.values_list("partner__slug", "partner__name").annotate(
            n=Count("pk", distinct=True)
        ):
            total[slug, name] += number
        return [(slug, name, number) for (slug, name), number in total.items()]

    def count_pays(self, rows):
        total = Counter()
        roles = self.roles(rows).exclude(partner__country=F("action__lead_partner__country"))
        for code, number in rows.values_list("lead_partner__country").annotate(n=Count("pk", distinct=True)):
            total[code] += number
        for code, number in roles.values_list("partner__country").annotate(n=Count("action", distinct=True)):
            total[code] += number
        return [(code.lower(), country_name(code), number) for code, number in total.items() if code]

    def count_annee(self, rows):
        total = Counter()
        spans = rows.with_last_day(self.today).filter(starts_on__isnull=False)
        years = spans.values_list(ExtractYear("starts_on"), ExtractYear("last_day")).annotate(
            n=Count("pk", distinct=True)
        )
        for first, last, number in years:
            for year in range(first, min(last, self.today.year + 5) + 1):
                total[str(year)] += number
        return [(year, year, number) for year, number in total.items()]

    def count_statut(self, rows):
        counted = rows.values_list("stage").annotate(n=Count("pk", distinct=True))
        return [(stage, str(ActionStage(stage).label), number) for stage, number in counted]

    def roles(self, rows):
        """Return the other partners of `rows` that are public."""
        return ActionPartner.objects.filter(public(Partner, self.today, "partner__"), action__in=rows).order_by()

    def search(self, rows, _name, value):
        """Keep the actions whose text holds the words."""
        return rows.filter(contains_all("search_text", value))

    def with_partners(self, rows, _name, values):
        """Keep the actions led by or shared with one of the partners."""
        return rows.filter(Q(lead_partner__slug__in=values) | Q(partners__slug__in=values)).distinct()

    def in_countries(self, rows, _name, values):
        """Keep the actions with a partner of one of the countries."""
        codes = [value.upper() for value in values]
        return rows.filter(Q(lead_partner__country__in=codes) | Q(partners__country__in=codes)).distinct()

    def in_years(self, rows, _name, values):
        """Keep the actions of one of the years."""
        return rows.under_way_in([int(value) for value in values], self.today)


class PlainList(ListView):
    """The list."""

    template_name = "bench/plain.html"
    paginate_by = 20
    context_object_name = "actions"

    def get_queryset(self):
        today, reader = timezone.localdate(), AnonymousUser()
        self.filter = PlainFilter(self.request.GET, Action.objects.published(today), today)
        rows = self.filter.qs.select_related("axis", "lead_partner").with_shown_roles(reader, today)
        return rows.order_by("-sorts_on", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filter, **kwargs)
