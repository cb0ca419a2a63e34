"""The facets that any table may have: choices, countries, regions, years; each value counts what it leads to."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.translation import override

from records.listing.choices import UNKNOWN_YEAR, ChoiceFacet, CountryFacet, RegionFacet, YearOfDateFacet
from records.listing.filterset import FacetedFilterSet
from records.listing.options import LAST_RANK
from records.publication.status import PublicationStatus
from records.words.regions import REGIONS
from tests.records.bookshelf.models import Author
from tests.records.factories import AuthorFactory

TODAY = dt.date(2026, 3, 2)


class AuthorFilter(FacetedFilterSet):
    """Narrows the authors by what any table may hold."""

    etat = ChoiceFacet(PublicationStatus, "status", label="Publication")
    pays = CountryFacet(label="Pays")
    region = RegionFacet(label="Région")
    naissance = YearOfDateFacet("born_on", label="Naissance")


def narrow(query=""):
    """Return the authors narrowed by a query string."""
    return AuthorFilter(QueryDict(query), Author.objects.order_by("name"), user=AnonymousUser(), today=TODAY)


def names(query):
    """Return the names of the authors that a query string asks for."""
    return [author.name for author in narrow(query).qs]


@pytest.fixture
def authors(db):
    """A Belgian and a French who are born, another French who is a draft, somebody of whom nothing is known."""
    AuthorFactory(name="Anne", country="BE", born_on=dt.date(1950, 1, 1), born_precision="jour", published=True)
    AuthorFactory(name="Benoît", country="FR", born_on=dt.date(1949, 12, 31), born_precision="jour", published=True)
    AuthorFactory(name="Claude", country="FR", born_on=dt.date(1950, 12, 31), born_precision="jour")
    AuthorFactory(name="Denis")


@pytest.mark.parametrize(
    ("typed", "label", "rank"),
    [
        ("draft", "brouillon", 0),  # ranked as they are written
        ("archived", "archive", 3),
    ],
)
def test_a_choice_is_read_by_its_code(typed, label, rank):
    assert narrow().filters["etat"].parse(typed) == (typed, label, rank, typed)


@pytest.mark.parametrize("typed", ["", "DRAFT", "brouillon", " draft", "0"])
def test_what_is_no_code_is_no_choice(typed):
    assert narrow().filters["etat"].parse(typed) is None


def test_a_choice_is_told_in_the_language_spoken():
    facet = ChoiceFacet(PublicationStatus, "status")
    with override("en"):
        assert facet.parse("published").label == facet.named_values()["published"] == "online"
    assert facet.named_values() == {
        "draft": "brouillon",
        "review": "à approuver",
        "published": "en ligne",
        "archived": "archive",
    }


@pytest.mark.parametrize(
    ("typed", "value", "label", "key"),
    [
        ("be", "be", "Belgique", "BE"),
        ("BE", "be", "Belgique", "BE"),  # its address is one, however it is typed
        ("inconnu", "inconnu", "inconnu", "inconnu"),
    ],
)
def test_a_country_is_read_by_its_code(typed, value, label, key):
    option = narrow().filters["pays"].parse(typed)
    assert (option.value, option.label, option.key) == (value, label, key)


@pytest.mark.parametrize("typed", ["", "zz", "bel", "belgique", "b", "INCONNU", "ßß", "b\u0065\u0301"])
def test_what_is_no_country_is_not_read(typed):
    assert narrow().filters["pays"].parse(typed) is None


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_is_read_by_its_name_in_addresses_alone(name):
    facet = narrow().filters["region"]
    assert (facet.parse(name).label, facet.parse(name).key) == (REGIONS[name].name, name)
    assert facet.parse(name.upper()) is None
    assert facet.named_values()[name] == REGIONS[name].french


def test_a_region_is_named_in_the_language_spoken():
    facet, name = RegionFacet(), next(iter(REGIONS))
    with override("en"):
        assert facet.parse(name).label == facet.named_values()[name] == REGIONS[name].english


@pytest.mark.parametrize(
    ("typed", "rank", "key"),
    [
        ("1950", -1950, 1950),  # the latest comes first
        ("1000", -1000, 1000),
        ("9999", -9999, 9999),
        (UNKNOWN_YEAR, LAST_RANK, UNKNOWN_YEAR),
    ],
)
def test_a_year_is_read_in_four_figures(typed, rank, key):
    option = narrow().filters["naissance"].parse(typed)
    assert (option.value, option.rank, option.key) == (typed, rank, key)


@pytest.mark.parametrize("typed", ["", "195", "0999", "0000", "19500", "-195", "1 50", "+950", "١٩٥٠", "²²²²", "195O"])
def test_what_is_no_year_is_not_read(typed):
    assert narrow().filters["naissance"].parse(typed) is None


def test_rows_without_a_date_are_called_as_the_list_calls_them():
    assert YearOfDateFacet("born_on").parse(UNKNOWN_YEAR).label == "date inconnue"
    assert YearOfDateFacet("born_on", "naissance inconnue").parse(UNKNOWN_YEAR).label == "naissance inconnue"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Anne", "Benoît", "Claude", "Denis"]),
        ("etat=draft", ["Claude", "Denis"]),
        ("etat=draft&etat=published", ["Anne", "Benoît", "Claude", "Denis"]),
        ("etat=archived", []),
        ("pays=fr", ["Benoît", "Claude"]),
        ("pays=inconnu", ["Denis"]),
        ("pays=be&pays=inconnu", ["Anne", "Denis"]),
        ("pays=de", []),
        ("region=europe", ["Anne", "Benoît", "Claude"]),
        ("region=afrique", []),
        ("region=inconnu", ["Denis"]),
        ("region=afrique&region=inconnu", ["Denis"]),
        ("naissance=1950", ["Anne", "Claude"]),  # its first and its last days
        ("naissance=1949", ["Benoît"]),
        ("naissance=inconnue", ["Denis"]),
        ("naissance=1949&naissance=inconnue", ["Benoît", "Denis"]),
        ("naissance=1951", []),
        ("pays=fr&naissance=1950&etat=draft", ["Claude"]),
    ],
)
def test_a_choice_narrows_the_list(authors, query, found):
    assert names(query) == found


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("etat", {"draft": 2, "published": 2}),
        ("pays", {"be": 1, "fr": 2, "inconnu": 1}),
        ("region", {"europe": 3, "inconnu": 1}),
        ("naissance", {"1950": 2, "1949": 1, "inconnue": 1}),
    ],
)
def test_each_value_counts_the_rows_that_it_leads_to(authors, name, counted):
    numbers = {option.value: number for option, number in narrow().counts.numbers_of(name)}
    assert list(numbers.items()) == list(counted.items())
    assert all(len(names(f"{name}={value}")) == number for value, number in numbers.items())
    assert {value: narrow().counts.number_of(name, value) for value in numbers} == counted


@pytest.mark.parametrize("name", ["etat", "pays", "region", "naissance"])
def test_a_list_of_nothing_counts_nothing(db, name):
    assert narrow().counts.numbers_of(name) == []


def test_a_country_that_is_no_more_is_counted_nowhere(db):
    AuthorFactory(country="ZZ")
    assert narrow().counts.numbers_of("pays") == []
    assert narrow().total == 1


def test_a_country_without_a_region_is_counted_in_none(db):
    AuthorFactory(country="AQ")
    assert narrow().counts.numbers_of("region") == []
    assert narrow().counts.number_of("pays", "aq") == 1


def test_a_facet_that_the_list_does_not_have_counts_nothing(db):
    assert narrow().counts.numbers_of("langue") == []
    assert narrow().counts.number_of("langue", "fr") == 0
    assert narrow().counts.number_of("pays", "fr") == 0
