"""What a reader may ask of the register of agreements."""

from django.db.models import F, Q, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partners.filters.names import PartnerNamesFilter
from partners.models import AgreementKind, AgreementParty, AgreementState, Partner
from records.listing.choices import ChoiceFacet, CountryFacet, RegionFacet, YearOfDateFacet
from records.listing.facets import NO_RANK, RowsFacet
from records.listing.filterset import FacetedFilterSet
from records.listing.options import UNKNOWN_VALUE
from records.publication.status import visible
from records.words.languages import spoken


class AgreementWords(PartnerNamesFilter):
    """All the words, each in the title, the fields of work or the name of a party."""

    def concerns(self, partners):
        return Q(pk__in=self.parent.shown_parties.filter(partner__in=partners).values("agreement"))


class StateFacet(ChoiceFacet):
    """In which state today: one that is to be checked may expire soon too, and counts in both."""

    def narrow(self, queryset, keys):
        return queryset.in_states(keys, self.parent.today)

    def counts(self, queryset):
        told = queryset.with_state(self.parent.today)
        besides = told.exclude(term_value="").exclude(term_value=F("state_value"))
        return [self.count(told, "state_value"), self.count(besides, "term_value")]


class ClosingFacet(YearOfDateFacet):
    """In which year it ends, by its term or by an act."""

    def narrow(self, queryset, keys):
        return super().narrow(queryset.with_closing(), keys)

    def counts(self, queryset):
        return super().counts(queryset.with_closing())


class PartyCountryFacet(CountryFacet):
    """With a party of which country, or of none that is known."""

    def narrow(self, queryset, keys):
        parties = self.parent.placed_parties.filter(partner__country__in=self.codes(keys))
        placed = Q(pk__in=parties.values("agreement"))
        return queryset.filter(placed | self._nowhere if UNKNOWN_VALUE in keys else placed)

    def counts(self, queryset):
        parties = self.parent.placed_parties.filter(agreement__in=queryset)
        return [
            self.count(parties, self.of("partner__country"), once_each="agreement"),
            self.count(queryset.filter(self._nowhere), Value(UNKNOWN_VALUE)),
        ]

    @property
    def _nowhere(self):
        return ~Q(pk__in=self.parent.placed_parties.values("agreement"))


class PartyRegionFacet(RegionFacet, PartyCountryFacet):
    """With a party of which region of the world."""


class PartyFacet(RowsFacet):
    """With whom."""

    def table(self):
        return Partner.objects.visible_to(self.parent.user, self.parent.today), spoken("name"), NO_RANK

    def narrow(self, queryset, keys):
        return queryset.filter(pk__in=self.parent.shown_parties.filter(partner__in=keys).values("agreement"))

    def counts(self, queryset):
        parties = self.parent.shown_parties.filter(agreement__in=queryset)
        return [self.count(parties, "partner__slug", spoken("partner__name"))]


class AgreementFilter(FacetedFilterSet):
    """What a reader may ask of the register."""

    q = AgreementWords(label=_("Recherche"))
    etat = StateFacet(AgreementState, "state_value", label=_("État"))
    nature = ChoiceFacet(AgreementKind, "kind", label=_("Nature"))
    signature = YearOfDateFacet("signed_on", _("signature non datée"), label=_("Année de signature"))
    fin = ClosingFacet("closes_on", _("sans fin connue"), label=_("Année de fin"))
    region = PartyRegionFacet(label=_("Région du monde"))
    pays = PartyCountryFacet(label=_("Pays"))
    partenaire = PartyFacet(label=_("Partenaire"))

    @cached_property
    def shown_parties(self):
        """The parties that the reader may read."""
        return AgreementParty.objects.filter(visible(Partner, self.user, self.today, "partner__")).order_by()

    @cached_property
    def placed_parties(self):
        """Those of them that lie in a known country."""
        return self.shown_parties.exclude(partner__country="")
