"""What a reader may ask of the directory of partners."""

from abc import abstractmethod

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Theme
from partners.models import Partner, PartnerGroup, RelationState
from records.listing.choices import ChoiceFacet, CountryFacet, RegionFacet
from records.listing.facets import NO_RANK, RowsFacet, WordsFilter
from records.listing.filterset import FacetedFilterSet
from records.publication.status import visible
from records.words.languages import spoken


class GroupFacet(ChoiceFacet):
    """In which of the six groups."""

    def with_column(self, queryset):
        return queryset.with_group()


class RelationFacet(ChoiceFacet):
    """In which state the relationship is today: what is known to have happened decides."""

    def with_column(self, queryset):
        return queryset.with_relation(self.parent.user, self.parent.today)


class SharedActionFacet(RowsFacet):
    """What the actions that a partner leads or shares are about, where they may be read."""

    # The path from a row of `tags` to its action, and to what is chosen; the fields that name and order it.
    action, chosen, named_by, ranked_by = "", "", "", NO_RANK

    @abstractmethod
    def tags(self):
        """Return the rows that tie a readable action to what may be chosen (a queryset)."""

    def actions(self):
        """Return the actions that the reader may read."""
        return Partner.led_actions.rel.related_model.objects.visible_to(self.parent.user, self.parent.today).order_by()

    def narrow(self, queryset, keys):
        tags = self.tags().filter(**{f"{self.chosen}__in": keys})
        leads, shares = tags.values(f"{self.action}lead_partner"), tags.values(f"{self.action}roles__partner")
        return queryset.filter(Q(pk__in=leads) | Q(pk__in=shares))

    def counts(self, queryset):
        lead, shared = f"{self.action}lead_partner", f"{self.action}roles__partner"
        leads = self.tags().filter(**{f"{lead}__in": queryset})
        # A partner that leads one action and shares another is one partner.
        leads_too = self.tags().filter(**{lead: OuterRef(shared), self.chosen: OuterRef(self.chosen)})
        shares = self.tags().filter(~Exists(leads_too), **{f"{shared}__in": queryset})
        names = (f"{self.chosen}__slug", spoken(f"{self.chosen}__{self.named_by}"))
        return [
            self.count(tags, *names, self.ranked_by, once_each=partner)
            for tags, partner in ((leads, lead), (shares, shared))
        ]


class SharedAxisFacet(SharedActionFacet):
    """Under which axis."""

    chosen, named_by, ranked_by = "axis", "short_label", "axis__position"

    def table(self):
        return Axis.objects.visible_to(self.parent.user, self.parent.today), spoken("short_label"), F("position")

    def tags(self):
        return self.actions()


class SharedThemeFacet(SharedActionFacet):
    """On which theme."""

    action, chosen, named_by = "action__", "theme", "name"

    def table(self):
        return Theme.objects.all(), spoken("name"), NO_RANK

    def tags(self):
        action = self.actions().model
        # Joined, not asked of a subquery: for each row a database would walk through all the actions there are.
        return action.themes.through.objects.filter(visible(action, self.parent.user, self.parent.today, "action__"))


class PartnerFilter(FacetedFilterSet):
    """What a reader may ask of the directory."""

    q = WordsFilter(label=_("Recherche"))
    groupe = GroupFacet(PartnerGroup, "group_value", label=_("Nature"))
    region = RegionFacet(label=_("Région du monde"))
    pays = CountryFacet(label=_("Pays"))
    etat = RelationFacet(RelationState, "state_value", label=_("État de la relation"))
    axe = SharedAxisFacet(label=_("Axe des actions"))
    theme = SharedThemeFacet(label=_("Thème des actions"))

    @property
    def query_beside_country(self):
        """The filters in force but the country, to be added to an address that asks for one: `&name=value`."""
        return self.query_without("pays").replace("?", "&", 1)
