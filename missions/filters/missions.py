"""What a reader may ask of the missions: the one place that narrows the list and its counts."""

from functools import reduce
from operator import or_

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Theme
from missions.filters.results import ResultFacet
from missions.models import (
    CostFact,
    Direction,
    Mission,
    MissionPartner,
    MissionRole,
    MissionStage,
    Objective,
    ObjectiveResult,
    Payer,
    Rule,
    Stop,
)
from missions.report_status import ReportState, status_expression
from missions.ties import mission_ties
from partners.filters import PartnerNamesFilter
from partners.models import Partner
from records.listing.choices import ChoiceFacet, CountryFacet, RegionFacet, YearOfDateFacet
from records.listing.facets import NO_RANK, RowsFacet
from records.listing.filterset import FacetedFilterSet
from records.listing.options import LAST_RANK, UNKNOWN_VALUE, Option, unknown_option
from records.publication.status import visible
from records.words.languages import spoken

# What asks for the missions with an objective of which nobody said yet what became.
RESULT_PENDING = "a_dire"


class MissionWords(PartnerNamesFilter):
    """All the words, each in the title, the purpose, or the name of a place or of a partner of the mission."""

    def concerns(self, partners):
        stops = self.parent.shown_stops.filter(place__in=partners)
        roles = MissionPartner.objects.filter(partner__in=partners).order_by()
        return Q(pk__in=stops.values("mission")) | Q(pk__in=roles.values("mission"))


class ReportFacet(ChoiceFacet):
    """Where the report stands."""

    def with_column(self, queryset):
        return queryset.alias(report_state=status_expression(self.parent.today, self.parent.book))


class ObjectiveFacet(ChoiceFacet):
    """With an objective of which result, the unsaid ones too."""

    def parse(self, typed):
        return (
            Option(typed, str(_("pas encore dit")), LAST_RANK, "") if typed == RESULT_PENDING else super().parse(typed)
        )

    def named_values(self):
        return {**super().named_values(), RESULT_PENDING: str(_("pas encore dit"))}

    def narrow(self, queryset, keys):
        return queryset.filter(pk__in=Objective.objects.filter(result__in=keys).order_by().values("mission"))

    def counts(self, queryset):
        objectives = Objective.objects.filter(mission__in=queryset)
        result = Coalesce(NullIf("result", Value("")), Value(RESULT_PENDING))
        return [self.count(objectives, result, once_each="mission")]


class MissionAxisFacet(RowsFacet):
    """Under which axis, or under none that is known."""

    def table(self):
        return self.parent.shown_axes, spoken("short_label"), F("position")

    def parse(self, typed):
        return unknown_option(typed) or super().parse(typed)

    def narrow(self, queryset, keys):
        tags = Mission.axes.through.objects.filter(axis__in=[key for key in keys if key != UNKNOWN_VALUE])
        condition = Q(pk__in=tags.values("mission"))
        return queryset.filter(condition | self._untagged if UNKNOWN_VALUE in keys else condition)

    def counts(self, queryset):
        tags = Mission.axes.through.objects.filter(mission__in=queryset, axis__in=self.parent.shown_axes)
        return [
            self.count(tags, "axis__slug", spoken("axis__short_label"), "axis__position"),
            self.count(queryset.filter(self._untagged), Value(UNKNOWN_VALUE), Value(UNKNOWN_VALUE), Value(LAST_RANK)),
        ]

    def option(self, value, label, rank):
        return unknown_option(value) or super().option(value, label, rank)

    @property
    def _untagged(self):
        tags = Mission.axes.through.objects.filter(axis__in=self.parent.shown_axes)
        return ~Q(pk__in=tags.values("mission"))


class MissionCountryFacet(CountryFacet):
    """Where a mission out goes, where a delegation in comes from; or neither is known."""

    def narrow(self, queryset, keys):
        codes = self.codes(keys)
        placed = self._somewhere(
            self.parent.shown_stops.filter(place__country__in=codes),
            self.parent.shown_origins.filter(partner__country__in=codes),
        )
        return queryset.filter(placed | self._nowhere if UNKNOWN_VALUE in keys else placed)

    def counts(self, queryset):
        stops = self.parent.shown_stops.filter(mission__in=queryset)
        origins = self.parent.shown_origins.filter(mission__in=queryset)
        return [
            self.count(stops, self.of("place__country"), once_each="mission"),
            self.count(origins, self.of("partner__country"), once_each="mission"),
            self.count(queryset.filter(self._nowhere), Value(UNKNOWN_VALUE)),
        ]

    def _somewhere(self, stops, origins):
        return Q(pk__in=stops.values("mission")) | Q(pk__in=origins.values("mission"))

    @property
    def _nowhere(self):
        known = self._somewhere(self.parent.shown_stops, self.parent.shown_origins)
        goes_somewhere = ~Q(direction=Direction.HOSTED) & ~Q(stage=MissionStage.DECLINED)
        return goes_somewhere & ~known


class MissionRegionFacet(RegionFacet, MissionCountryFacet):
    """In which region of the world."""


class PayerFacet(ChoiceFacet):
    """With an amount that the City, its host or another pays, or of which nobody says who does."""

    def narrow(self, queryset, keys):
        return queryset.filter(pk__in=CostFact.objects.filter(payer__in=keys).order_by().values("mission"))

    def counts(self, queryset):
        costs = CostFact.objects.filter(mission__in=queryset)
        return [self.count(costs, "payer", once_each="mission")]


class MissionThemeFacet(RowsFacet):
    """On which theme."""

    def table(self):
        return Theme.objects.all(), spoken("name"), NO_RANK

    def narrow(self, queryset, keys):
        return queryset.filter(pk__in=Mission.themes.through.objects.filter(theme__in=keys).values("mission"))

    def counts(self, queryset):
        tags = Mission.themes.through.objects.filter(mission__in=queryset)
        return [self.count(tags, "theme__slug", spoken("theme__name"))]


class MissionPartnerFacet(RowsFacet):
    """With whom: a place it stops at, a partner that has a role, or one that is met."""

    def table(self):
        return Partner.objects.visible_to(self.parent.user, self.parent.today), spoken("name"), NO_RANK

    def narrow(self, queryset, keys):
        ties = [rows.filter(**{f"{field}__in": keys}) for field, rows in self.parent.ties]
        return queryset.filter(reduce(or_, [Q(pk__in=each.values("mission")) for each in ties]))

    def counts(self, queryset):
        return [
            self.count(
                rows.filter(mission__in=queryset), f"{field}__slug", spoken(f"{field}__name"), once_each="mission"
            )
            for field, rows in self.parent.ties
        ]


class MissionFilter(FacetedFilterSet):
    """What a reader may ask of the missions."""

    q = MissionWords(label=_("Recherche"))
    resultat = ResultFacet("mission", label=_("Résultat"))
    annee = YearOfDateFacet("starts_on", label=_("Année"))
    sens = ChoiceFacet(Direction, "direction", label=_("Sorte de mission"))
    statut = ChoiceFacet(MissionStage, "stage", label=_("Avancement"))
    axe = MissionAxisFacet(label=_("Axe"))
    region = MissionRegionFacet(label=_("Région du monde"))
    pays = MissionCountryFacet(label=_("Pays"))
    rapport = ReportFacet(ReportState, "report_state", label=_("Rapport"))
    objectif = ObjectiveFacet(ObjectiveResult, "result", label=_("Objectif"))
    theme = MissionThemeFacet(label=_("Thème"))
    partenaire = MissionPartnerFacet(label=_("Partenaire"))
    payeur = PayerFacet(Payer, "payer", label=_("Qui paie"))

    @cached_property
    def book(self):
        """The RuleBook that reports follow."""
        return Rule.objects.book()

    @cached_property
    def ties(self):
        """The rows that tie missions to partners that the reader may read, with the field that names the partner."""
        return mission_ties(self.user, self.today)

    @cached_property
    def shown_axes(self):
        """The axes that the reader may read."""
        return Axis.objects.visible_to(self.user, self.today).order_by()

    @cached_property
    def shown_stops(self):
        """The places of missions out, where they may be read and lie in a known country; a declined trip has none."""
        stops = Stop.objects.filter(
            visible(Partner, self.user, self.today, "place__"), mission__direction=Direction.OUT
        )
        return stops.exclude(mission__stage=MissionStage.DECLINED).exclude(place__country="").order_by()

    @cached_property
    def shown_origins(self):
        """Where delegations in come from, where it may be read and lies in a known country."""
        origins = MissionPartner.objects.filter(
            visible(Partner, self.user, self.today, "partner__"),
            mission__direction=Direction.IN,
            role=MissionRole.ORIGIN,
        )
        return origins.exclude(mission__stage=MissionStage.DECLINED).exclude(partner__country="").order_by()
