"""What anyone may read, decided once: the queryset and the instance agree."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import ValidationError

from records.publication.status import PublicationStatus, public_since, put_online
from tests.records.bookshelf.models import Author, Book, Series
from tests.records.factories import AuthorFactory, BookFactory, SeriesFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
DAYS = [None, TODAY - dt.timedelta(1), TODAY, TODAY + dt.timedelta(1)]


def states():
    """Return every state a record can be in: (status, date of publication) pairs the database accepts."""
    return [
        (status, day) for status in PublicationStatus for day in DAYS if day or status != PublicationStatus.PUBLISHED
    ]


@pytest.mark.parametrize(("status", "day"), states())
def test_the_queryset_and_the_record_agree(status, day):
    author = AuthorFactory(status=status, published_on=day)
    listed = Author.objects.published(TODAY).filter(pk=author.pk).exists()
    assert listed == author.is_public(TODAY)
    assert listed == (status == PublicationStatus.PUBLISHED and day <= TODAY)


@pytest.mark.parametrize("what", ["series", "author"])
@pytest.mark.parametrize(("status", "day"), states())
def test_a_book_is_public_only_with_its_series_and_its_author(what, status, day):
    book = BookFactory(published=True, **{f"{what}__status": status, f"{what}__published_on": day})
    listed = Book.objects.published(TODAY).filter(pk=book.pk).exists()
    assert listed == book.is_public(TODAY) == getattr(book, what).is_public(TODAY)


@pytest.fixture
def reader(db):
    """Someone of the bureau who may read authors, and nothing else."""
    user = User.objects.create_user("lecture", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_author"))
    return user


@pytest.mark.parametrize(
    ("status", "seen"),
    [
        (PublicationStatus.DRAFT, True),
        (PublicationStatus.REVIEW, True),
        (PublicationStatus.PUBLISHED, True),
        (PublicationStatus.ARCHIVED, False),
    ],
)
def test_staff_who_may_read_also_see_what_is_being_prepared(reader, status, seen):
    AuthorFactory(status=status, published_on=TODAY)
    assert Author.objects.visible_to(reader, TODAY).exists() == seen


@pytest.mark.parametrize("status", PublicationStatus)
def test_others_see_only_what_is_public(status):
    author = AuthorFactory(status=status, published_on=TODAY)
    for user in (AnonymousUser(), User.objects.create_user("sans-droit", is_staff=True)):
        assert Author.objects.visible_to(user, TODAY).exists() == author.is_public(TODAY)


def test_a_published_book_is_not_saved_with_an_author_nobody_may_see():
    book = BookFactory(published=True)
    book.author = AuthorFactory(name="Anne Hébert")
    with pytest.raises(ValidationError) as refusal:
        book.full_clean()
    assert "Anne Hébert" in refusal.value.message_dict["author"][0]


def test_what_stands_on_a_record_is_known():
    book = BookFactory(published=True)
    BookFactory(author=book.author, series=book.series)
    assert book.author.public_dependents(TODAY) == [book]
    assert book.series.public_dependents(TODAY) == [book]
    assert book.public_dependents(TODAY) == []


@pytest.mark.parametrize(
    ("first", "kept"), [(None, TODAY), (TODAY - dt.timedelta(9), TODAY - dt.timedelta(9))], ids=["new", "republished"]
)
def test_what_is_put_online_again_keeps_its_first_date(first, kept):
    author = Author(published_on=first)
    put_online(author, TODAY)
    assert (author.status, author.published_on) == (PublicationStatus.PUBLISHED, kept)
    assert not Author.objects.exists(), "it is for the caller to save it"


def test_no_more_than_ten_of_what_stands_on_a_record_are_read(django_assert_max_num_queries):
    first = BookFactory(published=True)
    BookFactory.create_batch(11, published=True, series=first.series, author=first.author)
    for ground in (first.series, first.author):
        with django_assert_max_num_queries(1) as statements:
            assert len(ground.public_dependents(TODAY)) == 10
        assert "LIMIT 10" in statements[0]["sql"]


def test_no_more_than_ten_are_told_of_several_kinds_together(monkeypatch):
    # As if series were public only while who directs them is.
    monkeypatch.setattr(Series, "published_with", ("director",))
    author = AuthorFactory(published=True)
    [series, *_others] = SeriesFactory.create_batch(5, published=True, director=author)
    BookFactory.create_batch(6, published=True, author=author, series=series)
    found = author.public_dependents(TODAY)
    assert len(found) == 10
    assert {type(each) for each in found} == {Book, Series}


def test_ten_who_stand_on_a_record_are_all_told():
    book = BookFactory(published=True)
    others = BookFactory.create_batch(9, published=True, series=book.series)
    assert set(book.series.public_dependents(TODAY)) == {book, *others}


def test_what_stands_on_a_record_and_is_not_public_yet_does_not_hold_it():
    series = BookFactory(published=True, published_on=TODAY + dt.timedelta(1)).series
    BookFactory(series=series)
    assert series.public_dependents(TODAY) == []
    assert len(series.public_dependents(TODAY + dt.timedelta(1))) == 1


@pytest.mark.parametrize(("days", "hidden"), [(None, False), (-1, False), (0, False), (1, True)])
def test_an_embargo_hides_until_its_very_day(days, hidden):
    until = None if days is None else TODAY + dt.timedelta(days)
    book = BookFactory(published=True, embargo_until=until)
    assert book.is_under_embargo(TODAY) == hidden
    assert Book.objects.published(TODAY).exists() == book.is_public(TODAY) == (not hidden)


def since(model):
    """Return the day from which the one row of `model` is public."""
    return model.objects.annotate(since=public_since(model)).get().since


@pytest.mark.parametrize("embargo", DAYS)
@pytest.mark.parametrize(("status", "day"), states())
def test_the_day_a_book_under_embargo_is_public_since_agrees_with_what_is_public(status, day, embargo):
    book = BookFactory(published=True, status=status, published_on=day, embargo_until=embargo)
    agree_on_every_day(book)


@pytest.mark.parametrize("what", ["series", "author"])
@pytest.mark.parametrize(("status", "day"), states())
def test_the_day_a_book_is_public_since_agrees_with_what_is_public(what, status, day):
    book = BookFactory(published=True, published_on=TODAY, **{f"{what}__status": status, f"{what}__published_on": day})
    agree_on_every_day(book)


def agree_on_every_day(record):
    """Check that a record is public from the day it is said to be, and never otherwise."""
    day = since(type(record))
    for on in (TODAY + dt.timedelta(days) for days in range(-3, 4)):
        is_public = day is not None and day <= on
        assert record.is_public(on) == is_public
        assert type(record).objects.published(on).exists() == is_public


@pytest.mark.parametrize(
    "state",
    [{}, {"published": True, "published_on": TODAY + dt.timedelta(1)}, {"status": PublicationStatus.ARCHIVED}],
    ids=["a draft", "one to be public tomorrow", "an archive"],
)
def test_what_a_record_is_published_with_is_named_when_it_is_not_public(state):
    book = Book(author=AuthorFactory(published=True), series=SeriesFactory(name="Rives", **state))
    with pytest.raises(ValidationError) as refusal:
        book.refuse_unless_publishable(TODAY)
    assert refusal.value.message_dict == {"series": ["À mettre en ligne d’abord\u00a0: collection « Rives »."]}


def test_what_a_record_is_published_with_is_asked_for_when_it_is_not_known():
    book = Book(author=AuthorFactory(published=True))
    with pytest.raises(ValidationError) as refusal:
        book.refuse_unless_publishable(TODAY)
    assert refusal.value.message_dict == {"series": ["À mettre en ligne d’abord\u00a0: collection « inconnu »."]}


def test_a_draft_is_saved_with_what_nobody_may_see_yet():
    book = BookFactory()
    book.full_clean()
    assert not book.series.is_public(TODAY)
