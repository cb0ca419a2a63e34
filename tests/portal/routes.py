"""The routes of the URLconf, and the addresses each is visited at: a route added tomorrow is among them."""

import re
from typing import NamedTuple

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

from portal.accountability.quarters import Quarter
from portal.opendata.datasets import DATASETS
from portal.sitemaps import SITEMAPS
from portal.subscriptions.links import confirm_link, leave_link
from records.publication.shared_links import make_link
from tests.partners.factories import PartnerFactory
from tests.portal.factories import PersonFactory, SubscriptionFactory

ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


class Route(NamedTuple):
    """A route: its pattern (« partenaires/<slug:slug>/ »), its name, its app, whether each language has its own."""

    pattern: str
    name: str
    is_spoken: bool

    @property
    def is_admin(self):
        """Whether it belongs to the bureau."""
        return self.pattern.startswith("admin/")

    @property
    def arguments(self):
        """The (kind, name) pair of each of its arguments (a list)."""
        return [(found["kind"] or "str", found["name"]) for found in ARGUMENT.finditer(self.pattern)]

    @property
    def prefixes(self):
        """What its addresses begin with, by language."""
        return {"fr": "/", "en": "/en/"} if self.is_spoken else {"fr": "/"}

    def address(self, language, *values):
        """Return its address in a language, with the values of its arguments."""
        rest = iter(values)
        return self.prefixes[language] + ARGUMENT.sub(lambda _found: str(next(rest)), self.pattern)


def every_route():
    """Return every Route of the URLconf (a list)."""
    return list(_walk(get_resolver().url_patterns, "", "", is_spoken=False))


def _walk(patterns, path, namespace, *, is_spoken):
    for each in patterns:
        if isinstance(each.pattern, LocalePrefixPattern):
            yield from _walk(each.url_patterns, path, namespace, is_spoken=True)
        elif isinstance(each, URLResolver):
            inner = f"{each.namespace}:" if each.namespace else namespace
            yield from _walk(each.url_patterns, path + str(each.pattern), inner, is_spoken=is_spoken)
        else:
            plain = _as_path(each.pattern) if isinstance(each.pattern, RegexPattern) else str(each.pattern)
            yield Route(path + plain, f"{namespace}{each.name or path + plain}", is_spoken)


def _as_path(pattern):
    """Return a regular expression as a path would be written, `<regex:group>` for each of its groups."""
    return re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "<regex:group>", str(pattern)).strip("^$").replace("\\Z", "")


class Values(NamedTuple):
    """What an argument may be: values that some page has, values of what is hidden, of which none has one."""

    public: list
    hidden: list


def slugs(world):
    """Return the Values of a slug for each kind of records (a list)."""
    kinds = sorted({type(each) for each in world.public}, key=lambda kind: kind.__name__)
    plain = [
        Values([row.slug], [each.slug for each in world.hidden]) for row in (world.thread.theme, world.thread.service)
    ]
    return plain + [
        Values(
            # The current vision has an address without a slug.
            [each.slug for each in world.public if type(each) is kind and not getattr(each, "is_current", False)],
            [each.slug for each in world.hidden if type(each) is kind],
        )
        for kind in kinds
    ]


def quarters(_world):
    """Return the Values of a quarter: one with trips, one without, one to come."""
    return [Values([Quarter(2025, 2), Quarter(2025, 4)], [Quarter(2030, 1)])]


def years(_world):
    """Return the Values of a year: one with missions, one without any."""
    return [Values([2025], [2030])]


def sections(_world):
    """Return the Values of a section of the map for machines."""
    return [Values(list(SITEMAPS), ["brouillons"])]


def documents(world):
    """Return the Values of a document that has a file."""
    addresses = [
        [f"{each.address_word}/{each.slug}" for each in rows] for rows in (world.documents, world.hidden_documents)
    ]
    return [Values(*addresses)]


def datasets(_world):
    """Return the Values of a dataset: whatever is public is there in each, and nothing hidden has one."""
    return [Values(list(DATASETS), ["contacts"])]


def place_datasets(_world):
    """Return the Values of a dataset whose rows are at places."""
    return [Values([each.slug for each in DATASETS.values() if each.place], ["missions"])]


def signed_links(_world):
    """Return the Values of what signs the links of mails: to confirm, to leave, and one that nobody signed."""
    subscriber = SubscriptionFactory().subscriber
    links = [make(subscriber).rstrip("/").rpartition("/")[2] for make in (confirm_link, leave_link)]
    return [Values([link], ["1:forge"]) for link in links]


def secrets(_world):
    """Return the Values of the secret of a link: that of a draft, and one that opens nothing."""
    draft = PartnerFactory(name="Partagée")
    _link, secret = make_link(draft, by=PersonFactory(is_superuser=True), days=7)
    return [Values([secret], ["forge"])]


# What each kind of argument may be, by the name of its converter; for a plain text, by its own.
ARGUMENTS = {
    "slug": slugs,
    "quarter": quarters,
    "year": years,
    "section": sections,
    "document": documents,
    "signed": signed_links,
    "secret": secrets,
    "dataset": datasets,
    "place_dataset": place_datasets,
}


def values_of(route, world):
    """Return the Values to visit `route` with (a list, empty without argument).

    Raise AssertionError, saying what to add, for an argument nobody told how to fill.
    """
    if not route.arguments:
        return []
    kinds = [name if kind == "str" else kind for kind, name in route.arguments]
    assert len(kinds) == 1 and kinds[0] in ARGUMENTS, (  # noqa: PT018 - one sentence tells both
        f"{route.name} is at « {route.pattern} »: the sweep does not know what <{':'.join(route.arguments[0])}> may be."
        f" Add to ARGUMENTS (tests/portal/routes.py), for {kinds}, a function that returns Values: public ones, that "
        "some page has, and hidden ones, of drafts."
    )
    return ARGUMENTS[kinds[0]](world)
