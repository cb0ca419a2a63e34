"""The steps of publication."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.publication import operations
from records.publication.status import PublicationStatus
from tests.records.factories import AuthorFactory, BookFactory, SeriesFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)


def test_a_draft_is_submitted_published_withdrawn_and_reopened(approver):
    author = AuthorFactory()
    author = operations.submit(author, by=approver)
    assert author.status == PublicationStatus.REVIEW
    author = operations.publish(author, by=approver, on=TODAY)
    assert author.is_public(TODAY)
    assert not author.is_public(TODAY - dt.timedelta(1))
    author = operations.withdraw(author, by=approver, on=TODAY)
    assert author.status == PublicationStatus.ARCHIVED
    assert operations.reopen(author, by=approver).is_draft


def test_each_step_is_in_the_history_with_who_took_it(approver):
    author = operations.publish(AuthorFactory(), by=approver, on=TODAY)
    last = author.history.first()
    assert (last.history_user, last.history_change_reason) == (approver, "Mise en ligne")


@pytest.mark.parametrize("comment", ["", "   "])
def test_sending_back_takes_a_comment(approver, comment):
    author = operations.submit(AuthorFactory(), by=approver)
    with pytest.raises(ValidationError, match="ce qui est à revoir"):
        operations.send_back(author, by=approver, comment=comment)
    author.refresh_from_db()
    assert author.status == PublicationStatus.REVIEW


def test_the_comment_stays_until_the_text_is_submitted_again(approver, writer):
    author = operations.submit(AuthorFactory(), by=writer)
    author = operations.send_back(author, by=approver, comment="Préciser la source.")
    assert author.is_draft
    assert author.review_comment == "Préciser la source."
    assert operations.submit(author, by=writer).review_comment == ""


@pytest.mark.parametrize(
    ("step", "status"),
    [
        ("submit", PublicationStatus.REVIEW),
        ("submit", PublicationStatus.PUBLISHED),
        ("reopen", PublicationStatus.DRAFT),
        ("reopen", PublicationStatus.PUBLISHED),
    ],
)
def test_a_step_starts_only_from_where_it_makes_sense(approver, step, status):
    author = AuthorFactory(status=status, published_on=TODAY)
    with pytest.raises(ValidationError):
        getattr(operations, step)(author, by=approver)


def test_only_what_is_submitted_is_sent_back(approver):
    with pytest.raises(ValidationError, match="à approuver"):
        operations.send_back(AuthorFactory(), by=approver, comment="Non.")


def test_publishing_a_book_says_what_must_be_online_first(approver):
    book = BookFactory(author__name="Anne Hébert", series__name="Rives")
    with pytest.raises(ValidationError) as refusal:
        operations.publish(book, by=approver, on=TODAY)
    assert "Anne Hébert" in refusal.value.message_dict["author"][0]
    assert "Rives" in refusal.value.message_dict["series"][0]
    book.refresh_from_db()
    assert book.is_draft


def test_publishing_again_changes_nothing(approver):
    author = operations.publish(AuthorFactory(), by=approver, on=TODAY)
    again = operations.publish(author, by=approver, on=TODAY + dt.timedelta(9))
    assert again.published_on == TODAY
    assert author.history.count() == 2


def test_an_incomplete_record_is_not_published(approver):
    author = AuthorFactory(country="ZZ")
    with pytest.raises(ValidationError, match="Pays inconnu"):
        operations.publish(author, by=approver, on=TODAY)


@pytest.mark.parametrize("what", ["series", "author"])
def test_what_public_books_stand_on_is_not_withdrawn(approver, what):
    book = BookFactory(published=True, title="Le Tramway")
    with pytest.raises(ValidationError, match="Le Tramway"):
        operations.withdraw(getattr(book, what), by=approver, on=TODAY)
    operations.withdraw(book, by=approver, on=TODAY)
    operations.withdraw(getattr(book, what), by=approver, on=TODAY)


def test_an_archive_is_reopened_before_it_is_put_online_again(approver):
    author = AuthorFactory(status=PublicationStatus.ARCHIVED)
    with pytest.raises(ValidationError, match="se rouvre"):
        operations.publish(author, by=approver, on=TODAY)


@pytest.mark.parametrize("status", [PublicationStatus.DRAFT, PublicationStatus.REVIEW, PublicationStatus.ARCHIVED])
def test_only_what_is_online_is_withdrawn(approver, status):
    with pytest.raises(ValidationError, match="en ligne"):
        operations.withdraw(AuthorFactory(status=status), by=approver, on=TODAY)


def test_publishing_holds_what_it_relies_on_so_that_nobody_withdraws_it_meanwhile(approver):
    ready = BookFactory(series__published=True, author__published=True)
    with CaptureQueriesContext(connection) as statements:
        operations.publish(ready, by=approver, on=TODAY)
    held = [each["sql"] for each in statements if "FOR UPDATE" in each["sql"]]
    # SQLite has no row locks: it lets one writer in at a time.
    assert len(held) == (3 if connection.features.has_select_for_update else 0)


def test_publishing_looks_again_at_what_was_withdrawn_since(approver):
    book = BookFactory(series__published=True, author__published=True)
    operations.withdraw(book.author, by=approver, on=TODAY)
    assert book.author.is_online, "the copy in hand is out of date"
    with pytest.raises(ValidationError, match="À mettre en ligne"):
        operations.publish(book, by=approver, on=TODAY)


def test_a_withdrawn_and_republished_record_keeps_its_first_date(approver):
    series = operations.publish(SeriesFactory(), by=approver, on=TODAY)
    operations.withdraw(series, by=approver, on=TODAY)
    operations.reopen(series, by=approver)
    assert operations.publish(series, by=approver, on=dt.date(2026, 9, 1)).published_on == TODAY
