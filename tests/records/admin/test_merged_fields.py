"""Two records side by side, before they are made one: what makes one doubt, what each says, what points to each."""

import pytest

from records.admin.merging import doubts_of_pair, value_of
from records.admin.merging_pages import MergedField, merged_fields, ties
from tests.records.bookshelf.models import Author, Book, Chapter, Tag
from tests.records.factories import AuthorFactory, BookFactory, SeriesFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kept", "former", "sentences"),
    [
        ("Plume", "plume", []),
        ("Université Laval", "Université de Laval", []),
        ("Plume", "Zorro", ["Leurs noms se ressemblent peu\u00a0: «\u00a0Plume\u00a0» et «\u00a0Zorro\u00a0»."]),
    ],
)
def test_names_that_differ_much_are_doubted(kept, former, sentences):
    assert doubts_of_pair(Tag(name=kept), Tag(name=former)) == sentences


@pytest.mark.parametrize(
    ("kept", "former", "is_doubted"),
    [
        ("BE", "FR", True),
        ("BE", "BE", False),
        ("BE", "", False),  # a country that nobody knows is no other
        ("", "", False),
    ],
)
def test_two_countries_are_doubted(kept, former, is_doubted):
    doubts = doubts_of_pair(Author(name="Plume", country=kept), Author(name="Plume", country=former))
    said = ["Elles ne sont pas dans le même pays\u00a0: Belgique et France."]
    assert doubts == (said if is_doubted else [])


@pytest.mark.parametrize(
    ("record", "name", "said"),
    [
        (Author(country="BE"), "country", "Belgique"),
        (Author(country=""), "country", ""),
        (Author(confidence="high"), "confidence", "forte"),  # a choice by its words
        (Author(confidence=""), "confidence", ""),
        (Author(born_on=None), "born_on", ""),
        (Chapter(is_free=True), "is_free", "oui"),
        (Book(author=Author(name="Plume")), "author", "Plume"),
    ],
)
def test_a_field_says_its_value_in_words(record, name, said):
    assert value_of(record, name) == said


def test_the_fields_in_which_two_records_differ_are_told():
    kept = AuthorFactory(name="Plume", country="FR", biography="")
    former = AuthorFactory(name="Plume", country="BE", biography="Née à Namur.")
    assert merged_fields(kept, former, {}) == [
        MergedField("biography", "Biographie", "", "Née à Namur.", True),  # what only the other says is taken
        MergedField("country", "Pays", "France", "Belgique", False),
    ]


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"choix-country": "autre", "choix-biography": "autre"}, ["biography", "country"]),
        ({"choix-country": "autre", "choix-biography": "celle-ci"}, ["country"]),
        ({"_version": "1"}, []),  # once choices are sent, nothing is supposed
    ],
)
def test_the_choices_made_are_followed(sent, taken):
    kept, former = AuthorFactory(country="FR"), AuthorFactory(country="BE", biography="Née à Namur.")
    found = merged_fields(kept, former, sent)
    assert [each.name for each in found if each.is_taken and each.name != "name"] == taken


def test_neither_the_address_nor_the_relations_to_many_are_chosen():
    kept, former = BookFactory(title="A"), BookFactory(title="A", series=SeriesFactory(name="Essais"))
    former.tags.set([TagFactory()])
    assert kept.slug != former.slug
    assert {each.name for each in merged_fields(kept, former, {})} == {"series", "author"}


def test_what_points_to_each_is_counted():
    kept, former = AuthorFactory(), AuthorFactory()
    BookFactory(author=kept), BookFactory(author=former), BookFactory(author=former)
    SeriesFactory(director=kept)
    assert sorted(ties(kept, former)) == [("Collections", 1, 0), ("Livres", 1, 2)]
    assert ties(AuthorFactory(), AuthorFactory()) == []


def test_what_ties_many_to_each_is_counted_too():
    kept, former = TagFactory(), TagFactory()
    BookFactory().tags.set([kept, former])
    assert ties(kept, former) == [("Livres", 1, 1)]
