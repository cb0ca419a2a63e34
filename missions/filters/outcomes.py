"""What a reader may ask of the results: what came of the actions and missions that their own lists would give."""

from django.db.models import Case, CharField, F, Q, TextChoices, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import Exact
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Theme
from missions.filters.actions import ActionFilter
from missions.filters.missions import MissionFilter
from missions.models import Action, Learning, Mission, OutcomeKind
from partners.filters import PartnerNamesFilter
from partners.models import Partner
from records.listing.choices import ChoiceFacet, CountryFacet, RegionFacet, YearOfDateFacet
from records.listing.facets import NO_RANK, RowsFacet
from records.listing.filterset import FacetedFilterSet
from records.listing.options import LAST_RANK, UNKNOWN_VALUE, Option
from records.models import Confidence
from records.words.languages import spoken

OF_ACTION, OF_MISSION = "action__outcomes", "mission__outcomes"


class Evidence(TextChoices):
    """Whether something proves it."""

    PROVEN = "avec", _("avec preuve")
    UNPROVEN = "sans", _("sans preuve connue")


class OutcomeWords(PartnerNamesFilter):
    """All the words, each in the result, in its action or its mission, or in the name of a partner of these."""

    def holds(self, word):
        of_parent = Q(action__search_text__contains=word) | Q(mission__search_text__contains=word)
        return super().holds(word) | of_parent

    def concerns(self, partners):
        return self.parent.come_of(*(each.filters["q"].concerns(partners) for each in self.parent.of_parents))


class OfParents:
    """A facet of the actions and of the missions, asked of what came of them."""

    def narrow(self, queryset, keys):
        narrowed = [each.filters[self.field_name].narrow(each.queryset.all(), keys) for each in self.parent.of_parents]
        return queryset.filter(self.parent.come_of(*(Q(pk__in=each.values("pk")) for each in narrowed)))


class OutcomeAxisFacet(OfParents, RowsFacet):
    """Under which axis."""

    def table(self):
        return Axis.objects.visible_to(self.parent.user, self.parent.today), spoken("short_label"), F("position")

    def counts(self, queryset):
        of_actions = Action.objects.order_by().filter(outcomes__in=queryset)
        shown = self.parent.of_missions.shown_axes
        of_missions = Mission.axes.through.objects.filter(mission__outcomes__in=queryset, axis__in=shown)
        names = ("axis__slug", spoken("axis__short_label"), "axis__position")
        return [
            self.count(of_actions, *names, once_each="outcomes"),
            self.count(of_missions, *names, once_each=OF_MISSION),
        ]


class OutcomeThemeFacet(OfParents, RowsFacet):
    """On which theme."""

    def table(self):
        return Theme.objects.all(), spoken("name"), NO_RANK

    def counts(self, queryset):
        names = ("theme__slug", spoken("theme__name"))
        of_actions = Action.themes.through.objects.filter(action__outcomes__in=queryset)
        of_missions = Mission.themes.through.objects.filter(mission__outcomes__in=queryset)
        return [
            self.count(of_actions, *names, once_each=OF_ACTION),
            self.count(of_missions, *names, once_each=OF_MISSION),
        ]


class OutcomePartnerFacet(OfParents, RowsFacet):
    """With whom."""

    def table(self):
        return Partner.objects.visible_to(self.parent.user, self.parent.today), spoken("name"), NO_RANK

    def counts(self, queryset):
        led = Action.objects.order_by().filter(outcomes__in=queryset)
        shared = self.parent.of_actions.shown_roles.filter(action__outcomes__in=queryset)
        shared = shared.exclude(partner=F("action__lead_partner"))
        named = [
            self.count(led, "lead_partner__slug", spoken("lead_partner__name"), once_each="outcomes"),
            self.count(shared, "partner__slug", spoken("partner__name"), once_each=OF_ACTION),
        ]
        for field, rows in self.parent.of_missions.ties:
            ties = rows.filter(mission__outcomes__in=queryset)
            named.append(self.count(ties, f"{field}__slug", spoken(f"{field}__name"), once_each=OF_MISSION))
        return named


class OutcomeCountryFacet(OfParents, CountryFacet):
    """With a partner of which country, or in which country."""

    def parse(self, typed):
        option = super().parse(typed)
        return None if option and option.key == UNKNOWN_VALUE else option

    def counts(self, queryset):
        led = Action.objects.order_by().filter(outcomes__in=queryset)
        shared = self.parent.of_actions.shown_roles.filter(action__outcomes__in=queryset)
        elsewhere = shared.exclude(Exact(self.of("partner__country"), self.of("action__lead_partner__country")))
        stops = self.parent.of_missions.shown_stops.filter(mission__outcomes__in=queryset)
        origins = self.parent.of_missions.shown_origins.filter(mission__outcomes__in=queryset)
        return [
            self.count(led, self.of("lead_partner__country"), once_each="outcomes"),
            self.count(elsewhere, self.of("partner__country"), once_each=OF_ACTION),
            self.count(stops, self.of("place__country"), once_each=OF_MISSION),
            self.count(origins, self.of("partner__country"), once_each=OF_MISSION),
        ]


class OutcomeRegionFacet(RegionFacet, OutcomeCountryFacet):
    """With a partner of which region of the world, or in which one."""


class ResultYearFacet(YearOfDateFacet):
    """In which year its action or its mission began."""

    def narrow(self, queryset, keys):
        return super().narrow(queryset.dated(), keys)

    def counts(self, queryset):
        return super().counts(queryset.dated())


class SaidOrNotFacet(ChoiceFacet):
    """A word that may not have been said: UNKNOWN_VALUE asks for the rows where it was not."""

    def parse(self, typed):
        if typed == UNKNOWN_VALUE:
            return Option(typed, str(_("non dit")), LAST_RANK, "")
        return super().parse(typed)

    def named_values(self):
        return {**super().named_values(), UNKNOWN_VALUE: str(_("non dit"))}

    def counts(self, queryset):
        return [self.count(queryset, Coalesce(NullIf(self.held, Value("")), Value(UNKNOWN_VALUE)))]


class EvidenceFacet(ChoiceFacet):
    """With something that proves it, or without."""

    def with_column(self, queryset):
        proven = Case(
            When(evidence__isnull=False, then=Value(Evidence.PROVEN.value)),
            default=Value(Evidence.UNPROVEN.value),
            output_field=CharField(),
        )
        return queryset.annotate(is_proven=proven)


class OutcomeFilter(FacetedFilterSet):
    """What a reader may ask of the results."""

    q = OutcomeWords(label=_("Recherche"))
    axe = OutcomeAxisFacet(label=_("Axe"))
    nature = SaidOrNotFacet(OutcomeKind, "kind", label=_("Nature"))
    apprentissage = ChoiceFacet(Learning, "learning", label=_("Apprentissage"))
    preuve = EvidenceFacet(Evidence, "is_proven", label=_("Preuve"))
    confiance = SaidOrNotFacet(Confidence, "confidence", label=_("Confiance"))
    annee = ResultYearFacet("dated_on", label=_("Année"))
    theme = OutcomeThemeFacet(label=_("Thème"))
    region = OutcomeRegionFacet(label=_("Région du monde"))
    pays = OutcomeCountryFacet(label=_("Pays"))
    partenaire = OutcomePartnerFacet(label=_("Partenaire"))

    @cached_property
    def of_actions(self):
        """What the list of actions would ask for this reader."""
        return ActionFilter({}, Action.objects.all(), user=self.user, today=self.today)

    @cached_property
    def of_missions(self):
        """What the list of missions would ask for this reader."""
        return MissionFilter({}, Mission.objects.all(), user=self.user, today=self.today)

    @property
    def of_parents(self):
        """Both."""
        return self.of_actions, self.of_missions

    def come_of(self, actions, missions):
        """Return the Q of what came of the actions and of the missions that meet these Qs."""
        return Q(action__in=Action.objects.filter(actions).order_by().values("pk")) | Q(
            mission__in=Mission.objects.filter(missions).order_by().values("pk")
        )
