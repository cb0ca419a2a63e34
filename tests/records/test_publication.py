"""What anyone may read, decided once: the queryset and the instance agree."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import ValidationError

from records.publication.status import PublicationStatus
from tests.records.bookshelf.models import Author, Book
from tests.records.factories import AuthorFactory, BookFactory

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
