"""What a reader may ask of the actions: the one place that narrows the list, its counts and its export."""

from django.db.models import CharField, F, Q
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import Exact
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Commitment, Theme
from missions.filters.results import ResultFacet
from missions.models import Action, ActionKind, ActionPartner, ActionState, Service
from partners.filters import PartnerNamesFilter
from partners.models import Partner
from records.listing.choices import ChoiceFacet, CountryFacet, RegionFacet
from records.listing.facets import NO_RANK, Facet, RowsFacet
from records.listing.filterset import FacetedFilterSet
from records.listing.options import UNKNOWN_VALUE, Option
from records.publication.status import visible
from records.words.languages import spoken

# How far ahead years are offered.
YEARS_AHEAD = 5


class AxisFacet(RowsFacet):
    """Under which axis."""

    def table(self):
        return Axis.objects.visible_to(self.parent.user, self.parent.today), spoken("short_label"), F("position")

    def narrow(self, queryset, keys):
        return queryset.filter(axis__in=keys)

    def counts(self, queryset):
        return [self.count(queryset, "axis__slug", spoken("axis__short_label"), "axis__position")]


class CommitmentFacet(RowsFacet):
    """For which commitment, as long as its axis may be read."""

    def table(self):
        shown = Commitment.objects.visible_to(self.parent.user, self.parent.today)
        return shown, spoken("text"), F("axis__position") * 100 + F("position")

    def narrow(self, queryset, keys):
        return queryset.filter(commitment__in=keys)

    def counts(self, queryset):
        linked = queryset.filter(commitment__isnull=False)
        rank = F("commitment__axis__position") * 100 + F("commitment__position")
        return [self.count(linked, "commitment__slug", spoken("commitment__text"), rank)]


class ThemeFacet(RowsFacet):
    """On which theme."""

    def table(self):
        return Theme.objects.all(), spoken("name"), NO_RANK

    def narrow(self, queryset, keys):
        return queryset.filter(pk__in=Action.themes.through.objects.filter(theme__in=keys).values("action"))

    def counts(self, queryset):
        tags = Action.themes.through.objects.filter(action__in=queryset)
        return [self.count(tags, "theme__slug", spoken("theme__name"))]


class ServiceFacet(RowsFacet):
    """With which service of the City."""

    def table(self):
        return Service.objects.all(), spoken("name"), NO_RANK

    def narrow(self, queryset, keys):
        return queryset.filter(pk__in=Action.services.through.objects.filter(service__in=keys).values("action"))

    def counts(self, queryset):
        ties = Action.services.through.objects.filter(action__in=queryset)
        return [self.count(ties, "service__slug", spoken("service__name"))]


class PartnerFacet(RowsFacet):
    """With whom, as lead or beside the lead."""

    def table(self):
        return Partner.objects.visible_to(self.parent.user, self.parent.today), spoken("name"), NO_RANK

    def narrow(self, queryset, keys):
        return with_partners(queryset, ActionPartner.objects.filter(partner__in=keys), Q(lead_partner__in=keys))

    def counts(self, queryset):
        others = self.parent.shown_roles.filter(action__in=queryset).exclude(partner=F("action__lead_partner"))
        return [
            self.count(queryset, "lead_partner__slug", spoken("lead_partner__name")),
            self.count(others, "partner__slug", spoken("partner__name")),
        ]


class ActionCountryFacet(CountryFacet):
    """With a partner of which country, as lead or beside the lead."""

    def parse(self, typed):
        option = super().parse(typed)
        return None if option and option.key == UNKNOWN_VALUE else option

    def narrow(self, queryset, keys):
        codes = self.codes(keys)
        roles = self.parent.shown_roles.filter(partner__country__in=codes)
        return with_partners(queryset, roles, Q(lead_partner__country__in=codes))

    def counts(self, queryset):
        others = self.parent.shown_roles.filter(action__in=queryset)
        elsewhere = others.exclude(Exact(self.of("partner__country"), self.of("action__lead_partner__country")))
        return [
            self.count(queryset, self.of("lead_partner__country")),
            self.count(elsewhere, self.of("partner__country"), once_each="action"),
        ]


class ActionRegionFacet(RegionFacet, ActionCountryFacet):
    """With a partner of which region of the world."""


class YearFacet(Facet):
    """In which years, the latest first."""

    def parse(self, typed):
        if not (typed.isascii() and typed.isdigit() and 1000 <= int(typed[:5]) <= 9999):
            return None
        return Option(typed, typed, -int(typed), int(typed))

    def narrow(self, queryset, keys):
        return queryset.under_way_in(keys, self.parent.today)

    def counts(self, queryset):
        # As text, a date begins with its year on every database; SQLite asks Python for each part of a date.
        first, last = (Substr(Cast(date, CharField()), 1, 4) for date in ("starts_on", "last_day"))
        dated = queryset.with_last_day(self.parent.today).filter(starts_on__isnull=False)
        return [self.count(dated, first, last)]

    def sum_counts(self, rows):
        """Count each span, a (first year, last year, rank, number) tuple, in all its years."""
        sums = {}
        for first, last, _rank, number in rows:
            for year in range(int(first), min(int(last), self.parent.today.year + YEARS_AHEAD) + 1):
                sums[year] = sums.get(year, 0) + number
        return [(self.parse(str(year)), number) for year, number in sums.items()]


class ActionStateFacet(ChoiceFacet):
    """In which state today: the stage recorded, read against the dates."""

    def with_column(self, queryset):
        return queryset.with_state(self.parent.today)


class ActionWords(PartnerNamesFilter):
    """All the words, each in the title, the description or the name of a partner."""

    def concerns(self, partners):
        roles = ActionPartner.objects.filter(partner__in=partners)
        return Q(lead_partner__in=partners) | Q(pk__in=roles.order_by().values("action"))


class ActionFilter(FacetedFilterSet):
    """What a reader may ask of the actions."""

    q = ActionWords(label=_("Recherche"))
    resultat = ResultFacet("action", label=_("Résultat"))
    axe = AxisFacet(label=_("Axe"))
    engagement = CommitmentFacet(label=_("Engagement"))
    theme = ThemeFacet(label=_("Thème"))
    partenaire = PartnerFacet(label=_("Partenaire"))
    region = ActionRegionFacet(label=_("Région du monde"))
    pays = ActionCountryFacet(label=_("Pays"))
    annee = YearFacet(label=_("Année"))
    statut = ActionStateFacet(ActionState, "state_value", label=_("Avancement"))
    service = ServiceFacet(label=_("Service"))
    nature = ChoiceFacet(ActionKind, "kind", label=_("Nature"))

    @cached_property
    def shown_roles(self):
        """The other partners that the reader may read."""
        return ActionPartner.objects.filter(visible(Partner, self.user, self.today, "partner__")).order_by()


def with_partners(actions, roles, condition):
    """Keep the `actions` that meet `condition` or that one of `roles` (rows of other partners) belongs to."""
    return actions.filter(condition | Q(pk__in=roles.order_by().values("action")))
