"""Facets whose values are rows: found by their address, by one they bore, or by that of what was merged with them."""

import pytest

from records.models import RecordMerge
from tests.records.bookshelf.models import Book
from tests.records.factories import AuthorFactory, BookFactory, TagFactory
from tests.records.listing.book_list import narrow_books

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    """A book by Anne, of the sea, two by Zoé, one of them of the sea and of the summer."""
    sea, summer = TagFactory(name="mer", slug="mer"), TagFactory(name="Été", slug="ete")
    anne = AuthorFactory(name="Anne", slug="anne", name_en="Ann", published=True)
    zoe = AuthorFactory(name="Zoé", slug="zoe", published=True)
    BookFactory(title="Un", author=anne).tags.set([sea])
    BookFactory(title="Deux", author=zoe).tags.set([sea, summer])
    BookFactory(title="Trois", author=zoe)
    return anne, zoe


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Deux", "Trois", "Un"]),
        ("auteur=anne", ["Un"]),
        ("auteur=anne&auteur=zoe", ["Deux", "Trois", "Un"]),
        ("auteur=zoe&mot=mer", ["Deux"]),
        ("mot=mer&mot=ete", ["Deux", "Un"]),  # each book once
        ("auteur=personne", ["Deux", "Trois", "Un"]),  # unknown: nothing is narrowed
        ("auteur=Anne", ["Deux", "Trois", "Un"]),  # an address has no capitals
    ],
)
def test_a_row_is_chosen_by_its_address(books, query, titles):
    assert [book.title for book in narrow_books(query).qs] == titles


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("auteur", [("anne", "Anne", 1), ("zoe", "Zoé", 2)]),
        ("mot", [("ete", "Été", 1), ("mer", "mer", 2)]),
    ],
)
def test_each_row_counts_the_books_that_it_leads_to(books, name, counted):
    found = [(option.value, option.label, number) for option, number in narrow_books().counts.numbers_of(name)]
    assert found == counted
    assert all(narrow_books(f"{name}={value}").total == number for value, _label, number in counted)


def test_a_chosen_row_is_told_by_its_name_even_where_no_book_is_left(books):
    narrowed = narrow_books("auteur=anne", rows=Book.objects.none())
    panel = next(panel for panel in narrowed.panels if panel.name == "auteur")
    assert [(each.option.label, each.count, each.is_chosen) for each in panel.values] == [("Anne", 0, True)]


@pytest.mark.parametrize("typed", ["an ne", "anne!", "anne/", "%27", "é è"])
def test_what_cannot_be_an_address_is_not_even_looked_for(books, django_assert_num_queries, typed):
    narrowed = narrow_books(f"auteur={typed}")
    with django_assert_num_queries(0):
        assert narrowed.unknown == [("Auteur", typed.replace("%27", "'"))]


def test_all_the_rows_chosen_are_looked_up_in_one_statement(books, django_assert_num_queries):
    narrowed = narrow_books("auteur=anne&auteur=zoe&mot=mer")
    with django_assert_num_queries(1):
        assert [option.label for _name, option in narrowed.choices] == ["Anne", "Zoé", "mer"]


def test_a_row_that_the_reader_may_not_read_is_unknown(books, admin_user):
    AuthorFactory(name="Secret", slug="secret")
    assert narrow_books("auteur=secret").unknown == [("Auteur", "secret")]
    assert narrow_books("auteur=secret", user=admin_user).unknown == []


@pytest.fixture
def renamed(books):
    """Anne, who became Ursule."""
    anne, _zoe = books
    anne.slug = "ursule"
    anne.save()
    return anne


def test_an_address_that_a_row_bore_leads_to_it_under_its_present_one(renamed):
    narrowed = narrow_books("auteur=anne")
    assert [(name, option.value) for name, option in narrowed.choices] == [("auteur", "ursule")]
    assert narrowed.query == "?auteur=ursule"
    assert narrowed.unknown == []


def test_the_present_bearer_of_an_address_goes_before_the_former(renamed):
    AuthorFactory(name="Autre", slug="anne", published=True)
    assert [option.label for _name, option in narrow_books("auteur=anne").choices] == ["Autre"]


def test_an_address_that_several_bore_leads_to_the_last_of_them(books):
    anne, zoe = books
    for author, slug in ((zoe, "commune"), (zoe, "zoe"), (anne, "commune"), (anne, "anne")):
        author.slug = slug
        author.save()
    assert narrow_books("auteur=commune").query == "?auteur=anne"


def test_a_row_chosen_by_both_its_addresses_is_chosen_once(renamed):
    assert narrow_books("auteur=anne&auteur=ursule").query == "?auteur=ursule"


def test_the_address_of_a_row_merged_into_another_leads_to_that_one(books):
    anne, zoe = books
    Book.objects.filter(author=anne).update(author=zoe)
    key = anne.pk
    anne.delete()
    RecordMerge.objects.create(model="bookshelf.author", former_key=key, former_name="Anne", kept_key=zoe.pk)
    assert narrow_books("auteur=anne").query == "?auteur=zoe"


def test_the_address_of_a_row_that_is_gone_is_unknown(books):
    gone = AuthorFactory(slug="partie", published=True)
    gone.delete()
    assert narrow_books("auteur=partie").unknown == [("Auteur", "partie")]
