"""The smallest valid rows of the ground floor."""

import datetime as dt

import factory

from records.models import SearchEntry, Source, SourceKind
from records.publication.status import PublicationStatus

ONLINE_SINCE = dt.date(2026, 1, 1)


def online(**related):
    """Return the trait of what is online; `related`: what must be online with it."""
    return factory.Trait(status=PublicationStatus.PUBLISHED, published_on=ONLINE_SINCE, **related)


class SourceFactory(factory.django.DjangoModelFactory):
    """A page of the press."""

    class Meta:
        model = Source

    url = factory.Sequence("https://exemple.invalid/{}".format)
    publisher = "Le Quotidien"
    kind = SourceKind.PRESS


class SearchEntryFactory(factory.django.DjangoModelFactory):
    """What one record of a made-up kind is found by, in French."""

    class Meta:
        model = SearchEntry

    kind = "essais"
    key = factory.Sequence(int)
    slug = "essai"
    language = "fr-ca"
    title = "Essai"
    title_is_french = True
    sorts_on = ONLINE_SINCE
