"""What narrows a list of the bureau: each filter keeps what it says; what it does not know leaves the list whole."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import override

from records.admin import RecordAdmin
from records.admin.narrowing import (
    ArchiveFilter,
    MineFilter,
    ProposalFilter,
    RelatedFilter,
    RelatedOnlyFilter,
    UnsourcedFilter,
    UsedFilter,
    YearFilter,
    country_filter,
)
from records.publication.proposals import ProposalState
from records.publication.status import PublicationStatus
from tests.records.admin.bureau import filter_with, kept_by, request_of
from tests.records.admin.library import LIBRARY, PAGES
from tests.records.bookshelf.models import Author, Book, Series
from tests.records.editions import another_edition  # noqa: F401 - asked of every test here
from tests.records.factories import (
    ONLINE_SINCE,
    AuthorFactory,
    BookFactory,
    SeriesFactory,
    SourceFactory,
    SourceProposalFactory,
)

pytestmark = pytest.mark.django_db
AUTHORS, BOOKS = LIBRARY.get_model_admin(Author), RecordAdmin(Book, LIBRARY)


def filter_of(kind, model_admin, value=None, user=None):
    """Return the filter that a list has when `value` is asked of it; None if it has nothing to offer."""
    made = filter_with(kind, model_admin, value, user)
    return made if made.has_output() else None


def narrowed(kind, model_admin, value, user=None):
    """Return the rows that a list keeps for a `value` of a filter."""
    return kept_by(kind, model_admin, model_admin.model.objects.order_by("pk"), value, user)


def keys(*rows):
    """Return the keys of rows (a list)."""
    return [row.pk for row in rows]


def test_the_records_with_an_open_proposal_are_found_by_where_it_stands():
    prepared, submitted, _none = SourceFactory(), SourceFactory(), SourceFactory()
    SourceProposalFactory(record=prepared)
    SourceProposalFactory(record=submitted, state=ProposalState.SUBMITTED)
    SourceProposalFactory(record=submitted, state=ProposalState.APPLIED)
    found = {value: keys(*narrowed(ProposalFilter, PAGES, value)) for value in ("prepared", "submitted", "sent_back")}
    assert found == {"prepared": [prepared.pk], "submitted": [submitted.pk], "sent_back": []}


@pytest.mark.parametrize("value", ["applied", "dropped", "", "n’importe quoi"])
def test_a_state_in_which_no_proposal_waits_leaves_the_list_whole(value):
    SourceProposalFactory(), SourceProposalFactory(state=ProposalState.APPLIED)
    assert narrowed(ProposalFilter, PAGES, value).count() == 2


def test_the_states_in_which_a_proposal_waits_are_offered():
    offered = [(key, str(words)) for key, words in filter_of(ProposalFilter, PAGES).lookup_choices]
    assert offered == [("prepared", "en préparation"), ("submitted", "à approuver"), ("sent_back", "à revoir")]


def test_the_archives_are_left_out_if_it_is_asked():
    draft, online = BookFactory(), BookFactory(published=True)
    archive = BookFactory(status=PublicationStatus.ARCHIVED, published_on=ONLINE_SINCE)
    assert keys(*narrowed(ArchiveFilter, BOOKS, "sans")) == keys(draft, online)
    assert keys(*narrowed(ArchiveFilter, BOOKS, "avec")) == keys(draft, online, archive)


def test_the_records_without_a_source_are_found():
    bare, sourced = BookFactory(), BookFactory()
    sourced.sources.set([SourceFactory(), SourceFactory()])
    assert keys(*narrowed(UnsourcedFilter, BOOKS, "aucune")) == [bare.pk]
    assert keys(*narrowed(UnsourcedFilter, BOOKS, "une")) == keys(bare, sourced)


def test_the_records_that_somebody_wrote_are_found():
    person, other = User.objects.create_user("lectrice"), User.objects.create_user("autre")
    books = [BookFactory(), BookFactory(), BookFactory()]
    for book, author in zip(books, (person, other, None), strict=True):
        book.history.update(history_user=author)
    assert keys(*narrowed(MineFilter, BOOKS, "moi", person)) == [books[0].pk]
    assert keys(*narrowed(MineFilter, BOOKS, "toi", person)) == keys(*books)


@pytest.mark.parametrize("kind", [ArchiveFilter, UnsourcedFilter, MineFilter])
def test_a_filter_of_one_choice_offers_it(kind):
    words = {ArchiveFilter: "sans les archives", UnsourcedFilter: "aucune source", MineFilter: "mes fiches"}
    assert [str(each) for _key, each in filter_of(kind, BOOKS).lookup_choices] == [words[kind]]


def related(kind, name, model_admin=BOOKS):
    """Return the filter of a list by a relation of its rows."""
    field = model_admin.model._meta.get_field(name)
    return kind(field, request_of(), {}, model_admin.model, model_admin, name)


@pytest.mark.parametrize(
    ("name", "model_admin", "words"),
    [
        ("director", LIBRARY.get_model_admin(Series), "sans auteur"),
        ("tags", BOOKS, "sans mot-clé"),
        ("sources", BOOKS, "sans source"),
    ],
)
def test_no_row_at_all_is_said_in_words(name, model_admin, words):
    assert related(RelatedFilter, name, model_admin).empty_value_display == words


def test_nobody_at_all_is_said_in_words():
    field = models.ForeignKey(User, models.CASCADE, null=True)
    field.set_attributes_from_name("owner")
    field.model, field.remote_field.model = Book, User
    assert RelatedFilter(field, request_of(), {}, Book, BOOKS, "owner").empty_value_display == "personne"


def test_a_list_that_names_a_relation_alone_has_a_filter_that_says_none_in_words():
    made = RelatedFilter.create(Book._meta.get_field("tags"), request_of(), {}, Book, BOOKS, "tags")
    assert isinstance(made, RelatedFilter)
    assert not isinstance(made, RelatedOnlyFilter)


def test_the_rows_that_a_list_has_are_offered_alone():
    book, _unread = BookFactory(author__name="Plume"), AuthorFactory(name="Encre")
    offered = [(str(key), words) for key, words in related(RelatedOnlyFilter, "author").lookup_choices]
    assert offered == [(str(book.author.pk), "Plume")]
    assert len(related(RelatedFilter, "author").lookup_choices) == 2


@pytest.mark.django_db(transaction=True)
def test_the_rows_that_a_list_has_are_read_once_an_edition(django_assert_num_queries):
    BookFactory(author__name="Plume")
    first = related(UsedFilter, "author").lookup_choices
    with django_assert_num_queries(0):
        assert related(UsedFilter, "author").lookup_choices == first
    assert [words for _key, words in first] == ["Plume"]
    assert related(UsedFilter, "series").lookup_choices != first


def test_the_years_of_a_list_are_offered_the_latest_first():
    for day in (dt.date(2024, 12, 31), dt.date(2026, 1, 1), dt.date(2024, 1, 1), None):
        BookFactory(printed_on=day, printed_precision="jour" if day else "")
    assert filter_of(YearFilter, BOOKS).lookup_choices == [("2026", "2026"), ("2024", "2024")]


def test_a_list_without_a_date_offers_no_year():
    BookFactory()
    assert filter_of(YearFilter, BOOKS) is None


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2024", [0, 1]),  # its first and its last day
        ("2025", [0, 1, 2]),  # a year that has no row leaves the list whole
        ("2026", [2]),
        ("MMXXIV", [0, 1, 2]),
        ("", [0, 1, 2]),
    ],
)
def test_the_rows_of_a_year_are_found(value, kept):
    days = (dt.date(2024, 12, 31), dt.date(2024, 1, 1), dt.date(2026, 1, 1))
    books = [BookFactory(printed_on=day, printed_precision="jour") for day in days]
    assert keys(*narrowed(YearFilter, BOOKS, value)) == [books[rank].pk for rank in kept]


def test_the_countries_of_a_list_are_offered_by_their_names():
    for code in ("BE", "US", "FR", "BE", ""):
        AuthorFactory(country=code)
    offered = filter_of(country_filter("country"), AUTHORS).lookup_choices
    assert offered == [("BE", "Belgique"), ("US", "États-Unis"), ("FR", "France")]  # whatever the accent
    with override("en"):
        offered = filter_of(country_filter("country"), AUTHORS).lookup_choices
    assert [code for code, _name in offered] == ["BE", "FR", "US"]


def test_a_list_without_a_country_offers_none():
    AuthorFactory()
    assert filter_of(country_filter("country"), AUTHORS) is None


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("BE", [0, 1]),  # by either path, once each
        ("FR", [1, 2]),
        ("DE", []),
        ("", [0, 1, 2]),
    ],
)
def test_the_rows_of_a_country_are_found_by_each_path(value, kept):
    pairs = [("BE", "BE"), ("FR", "BE"), ("FR", "")]
    books = [
        BookFactory(author__country=author, series=SeriesFactory(director=AuthorFactory(country=director)))
        for author, director in pairs
    ]
    made = country_filter("author__country", "series__director__country")
    assert keys(*narrowed(made, BOOKS, value)) == [books[rank].pk for rank in kept]


def test_two_lists_have_each_their_own_countries():
    BookFactory(author__country="BE"), AuthorFactory(country="FR")
    offered = [
        [code for code, _name in filter_of(country_filter(path), each).lookup_choices]
        for path, each in (("author__country", BOOKS), ("country", AUTHORS))
    ]
    assert offered == [["BE"], ["BE", "FR"]]
