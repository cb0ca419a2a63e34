"""What a reader may ask of the actions; the page, its facets and the export all ask it."""

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, ExtractYear
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from axes.models import Axis, Theme
from missions.models import ActionPartner, ActionStage
from partners.models import Partner
from records.countries import COUNTRIES, country_name
from records.facets import Choice, FacetedFilterSet, ValuesFilter
from records.publication import visible
from records.search import fold, words

YEARS = range(1, 10_000)


class ActionFilter(FacetedFilterSet):
    """Narrows the actions by axis, partner, country, theme, stage, year and words."""

    q = CharFilter(label=_("Mots"), method="with_words")
    axe = ValuesFilter(label=_("Axe"), method="of_axis")
    statut = ValuesFilter(label=_("Étape"), method="at_stage")
    annee = ValuesFilter(label=_("Année"), method="in_years")
    theme = ValuesFilter(label=_("Thème"), method="with_theme")
    pays = ValuesFilter(label=_("Pays"), method="in_country")
    partenaire = ValuesFilter(label=_("Partenaire"), method="with_partner")

    def __init__(self, data, queryset, *, user, today):
        self.user, self.today = user, today
        super().__init__(data, queryset)

    # How each filter narrows.

    def with_words(self, actions, _name, query):
        """Keep the actions that hold every word, in their own text or in the name of their lead partner."""
        for word in words(query):
            actions = actions.filter(Q(folded__contains=word) | Q(lead_partner__folded__contains=word))
        return actions

    def of_axis(self, actions, _name, slugs):
        """Keep the actions of these axes."""
        return actions.filter(axis__slug__in=slugs)

    def at_stage(self, actions, _name, stages):
        """Keep the actions at these stages."""
        return actions.filter(stage__in=stages)

    def in_years(self, actions, _name, years):
        """Keep the actions under way at some time in these years."""
        return actions.under_way_in([int(year) for year in years], self.today)

    def with_theme(self, actions, _name, slugs):
        """Keep the actions of these themes."""
        through = actions.model.themes.through
        return actions.filter(Exists(through.objects.filter(action=OuterRef("pk"), theme__slug__in=slugs)))

    def in_country(self, actions, _name, codes):
        """Keep the actions whose lead partner, or another the reader may see, is of these countries."""
        return self._with_any_partner(actions, country__in=[code.upper() for code in codes])

    def with_partner(self, actions, _name, slugs):
        """Keep the actions with these partners, as lead or not."""
        return self._with_any_partner(actions, slug__in=slugs)

    def _with_any_partner(self, actions, **wanted):
        (lookup, values), = wanted.items()
        others = self._roles().filter(action=OuterRef("pk"), **{f"partner__{lookup}": values})
        return actions.filter(Q(**{f"lead_partner__{lookup}": values}) | Exists(others))

    def _roles(self):
        return ActionPartner.objects.filter(visible(Partner, self.user, self.today, "partner__")).order_by()

    # Which values exist.

    def known_labels(self, asked):
        known = {("statut", stage.value): stage.label for stage in ActionStage}
        known |= {("pays", code): country_name(code.upper()) for code in asked["pays"] if code.upper() in COUNTRIES and code.islower()}
        known |= {("annee", year): year for year in asked["annee"] if year.isascii() and year.isdigit() and int(year) in YEARS}
        named = [
            Axis.objects.visible_to(self.user, self.today).filter(slug__in=asked["axe"]).values_list(Value("axe"), "slug", "name"),
            Partner.objects.visible_to(self.user, self.today)
            .filter(slug__in=asked["partenaire"])
            .values_list(Value("partenaire"), "slug", "name"),
            Theme.objects.filter(slug__in=asked["theme"]).values_list(Value("theme"), "slug", "name"),
        ]
        if asked["axe"] or asked["partenaire"] or asked["theme"]:
            rows = named[0].order_by().union(*(part.order_by() for part in named[1:]), all=True)
            known |= {(facet, slug): name for facet, slug, name in rows}
        return known

    # How each facet is counted.

    def counted(self, name, queryset):
        return getattr(self, f"_count_{name}")(queryset)

    def _count_axe(self, actions):
        return [tally(actions, "axis__slug", "axis__name")]

    def _count_statut(self, actions):
        return [tally(actions, "stage", "stage")]

    def _count_theme(self, actions):
        return [tally(actions.filter(themes__isnull=False), "themes__slug", "themes__name")]

    def _count_partenaire(self, actions):
        others = self._roles().filter(action__in=actions.values("pk"))
        return [tally(actions, "lead_partner__slug", "lead_partner__name"), tally(others, "partner__slug", "partner__name")]

    def _count_pays(self, actions):
        """Count an action once in a country, however many of its partners are there."""
        others = self._roles().filter(action__in=actions.values("pk"))
        others = others.exclude(partner__country="").exclude(partner__country=F("action__lead_partner__country"))
        return [
            tally(actions.exclude(lead_partner__country=""), "lead_partner__country", "lead_partner__country"),
            tally(others, "partner__country", "partner__country", of="action"),
        ]

    def _count_annee(self, actions):
        """Count by first and last year; `spread` gives each year its share."""
        dated = actions.filter(starts_on__isnull=False).with_last_day(self.today)
        first, last = (Cast(ExtractYear(day), CharField()) for day in ("starts_on", "last_day"))
        return [dated.values(value=first, label=last).annotate(rows=Count("pk"))]

    def _counts(self):
        """Tell apart the spans that start the same year: each first and last year is a value of its own."""
        for name, value, label, rows in super()._counts():
            yield name, f"{value}-{label}" if name == "annee" else value, label, rows

    def spread(self, name, counts):
        return getattr(self, f"_spread_{name}")(counts)

    def _spread_axe(self, counts):
        return list(counts.values())

    def _spread_statut(self, counts):
        return [Choice(stage.value, stage.label, counts[stage.value].count) for stage in ActionStage if stage.value in counts]

    def _spread_pays(self, counts):
        named = [Choice(code.lower(), country_name(code), choice.count) for code, choice in counts.items()]
        return sorted(named, key=lambda choice: fold(choice.label))

    def _spread_theme(self, counts):
        return sorted(counts.values(), key=lambda choice: fold(choice.label))

    def _spread_partenaire(self, counts):
        return sorted(counts.values(), key=lambda choice: (-choice.count, fold(choice.label)))

    def _spread_annee(self, counts):
        years = {}
        for choice in counts.values():
            first, last = (int(year) for year in choice.value.split("-"))
            for year in range(first, max(first, last) + 1):
                years[year] = years.get(year, 0) + choice.count
        return [Choice(str(year), str(year), years[year]) for year in sorted(years, reverse=True)]


def tally(rows, value, label, of="pk"):
    """Return the queryset that counts `rows` by `value`: (value, label, rows), each distinct `of` once."""
    return rows.values(value=F(value), label=F(label)).annotate(rows=Count(of, distinct=True))
