"""A list of sources narrowed by two facets and a search: the plainest there is."""

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from records.listing.facets import Facet, WordsFilter
from records.listing.filterset import FacetedFilterSet
from records.listing.options import Option
from records.models import Source, SourceKind
from records.words.normalizing import contains_all


class KindFacet(Facet):
    """By kind of source."""

    def parse(self, typed):
        return Option(typed, str(SourceKind(typed).label), key=typed) if typed in SourceKind.values else None

    def narrow(self, queryset, keys):
        return queryset.filter(kind__in=keys)

    def counts(self, queryset):
        return [self.count(queryset, "kind")]


class PublisherFacet(Facet):
    """By publisher, the last of the alphabet first."""

    def parse(self, typed):
        return Option(typed, typed, -ord(typed[0]), typed)

    def narrow(self, queryset, keys):
        return queryset.filter(publisher__in=keys)

    def counts(self, queryset):
        return [self.count(queryset, "publisher")]


class SourceWords(WordsFilter):
    """By words."""

    def narrow(self, queryset, keys):
        return queryset.filter(contains_all("search_text", " ".join(keys[0])))


class SourceFilter(FacetedFilterSet):
    """Narrows the sources."""

    q = SourceWords(label="Recherche")
    nature = KindFacet(label="Nature")
    editeur = PublisherFacet(label="Éditeur")


def narrow(query="", today=None, user=None):
    """Return the sources narrowed by a query string, as an anonymous reader sees them unless `user` is given."""
    return SourceFilter(QueryDict(query), Source.objects.order_by("pk"), user=user or AnonymousUser(), today=today)
