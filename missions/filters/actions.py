"""What a reader may ask of the actions: the one place that narrows the list, its counts and its export."""

from django.db.models import CharField, F, Q
from django.db.models.functions import Cast, Substr
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Theme
from missions.models import Action, ActionPartner, ActionStage
from partners.models import Partner
from records.listing.facets import NO_RANK, Facet, RowsFacet, WordsFilter
from records.listing.filterset import FacetedFilterSet
from records.listing.options import Option
from records.publication.status import visible
from records.words.countries import COUNTRIES, country_name
from records.words.languages import spoken
from records.words.normalizing import normalize

# A word that names more partners than this names none in particular.
PARTNERS_NAMED = 100
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


class ThemeFacet(RowsFacet):
    """On which theme."""

    def table(self):
        return Theme.objects.all(), spoken("name"), NO_RANK

    def narrow(self, queryset, keys):
        return queryset.filter(pk__in=Action.themes.through.objects.filter(theme__in=keys).values("action"))

    def counts(self, queryset):
        tags = Action.themes.through.objects.filter(action__in=queryset)
        return [self.count(tags, "theme__slug", spoken("theme__name"))]


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


class CountryFacet(Facet):
    """With a partner of which country, as lead or beside the lead."""

    def parse(self, typed):
        code = typed.upper()
        return Option(code.lower(), country_name(code), key=code) if code in COUNTRIES else None

    def narrow(self, queryset, keys):
        roles = self.parent.shown_roles.filter(partner__country__in=keys)
        return with_partners(queryset, roles, Q(lead_partner__country__in=keys))

    def counts(self, queryset):
        others = self.parent.shown_roles.filter(action__in=queryset)
        elsewhere = others.exclude(partner__country=F("action__lead_partner__country"))
        return [
            self.count(queryset, "lead_partner__country"),
            self.count(elsewhere, "partner__country", once_each="action"),
        ]


class StageFacet(Facet):
    """How far along."""

    def parse(self, typed):
        if typed not in ActionStage.values:
            return None
        return Option(typed, str(ActionStage(typed).label), ActionStage.values.index(typed), typed)

    def narrow(self, queryset, keys):
        return queryset.filter(stage__in=keys)

    def counts(self, queryset):
        return [self.count(queryset, "stage")]


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


class ActionWords(WordsFilter):
    """All the words, each in the title, the description or the name of a partner."""

    def narrow(self, queryset, keys):
        for word in dict.fromkeys(word for key in keys for word in key):
            named = self._named.get(word, [])
            roles = ActionPartner.objects.filter(partner__in=named)
            queryset = with_partners(queryset, roles, Q(search_text__contains=word) | Q(lead_partner__in=named))
        return queryset

    @cached_property
    def _named(self):
        """Return {word: keys of the partners whose name contains it}: their searched column holds other things too."""
        asked = {word for option in self.parent.chosen[self.field_name] for word in option.key}
        contains = Q(*(Q(search_text__contains=word) for word in asked), _connector=Q.OR)
        partners = Partner.objects.visible_to(self.parent.user, self.parent.today).filter(contains).order_by("pk")
        named = {word: [] for word in asked}
        for pk, *names in partners.values_list("pk", "name", "acronym", "seat_city"):
            search_text = normalize(" ".join(names))
            for word in asked:
                if word in search_text:
                    named[word].append(pk)
        return {word: keys for word, keys in named.items() if len(keys) <= PARTNERS_NAMED}


class ActionFilter(FacetedFilterSet):
    """What a reader may ask of the actions."""

    q = ActionWords(label=_("Recherche"))
    axe = AxisFacet(label=_("Axe"))
    theme = ThemeFacet(label=_("Thème"))
    partenaire = PartnerFacet(label=_("Partenaire"))
    pays = CountryFacet(label=_("Pays"))
    annee = YearFacet(label=_("Année"))
    statut = StageFacet(label=_("Étape"))

    @cached_property
    def shown_roles(self):
        """The other partners that the reader may read."""
        return ActionPartner.objects.filter(visible(Partner, self.user, self.today, "partner__")).order_by()


def with_partners(actions, roles, condition):
    """Keep the `actions` that meet `condition` or that one of `roles` (rows of other partners) belongs to."""
    return actions.filter(condition | Q(pk__in=roles.order_by().values("action")))
