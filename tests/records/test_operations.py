"""The steps of publication."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.publication import operations
from records.publication.status import PublicationStatus
from tests.records.bookshelf.models import Author
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


def test_who_submitted_may_take_it_back(writer):
    author = operations.recall(operations.submit(AuthorFactory(), by=writer), by=writer)
    assert author.is_draft
    assert author.history.first().history_change_reason == "Repris avant approbation"


def test_nobody_else_takes_it_back_even_who_edited_it_since(approver, writer):
    author = operations.submit(AuthorFactory(), by=writer)
    author._history_user = approver
    author.save()
    with pytest.raises(ValidationError, match="Seule la personne qui a soumis"):
        operations.recall(author, by=approver)
    assert operations.recall(author, by=writer).is_draft


def test_only_what_waits_for_approval_is_taken_back(writer):
    with pytest.raises(ValidationError, match="Seul un texte à approuver"):
        operations.recall(AuthorFactory(), by=writer)


def test_what_was_submitted_before_by_another_is_taken_back_by_the_last(approver, writer):
    author = operations.submit(AuthorFactory(), by=writer)
    author = operations.submit(operations.send_back(author, by=approver, comment="Encore."), by=approver)
    assert not author.is_submitted_by(writer)
    assert author.is_submitted_by(approver)


def test_what_came_from_a_file_was_submitted_by_nobody(writer):
    assert not AuthorFactory(status=PublicationStatus.REVIEW).is_submitted_by(writer)


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


def test_publishing_holds_the_record_then_all_it_is_published_with(approver, monkeypatch):
    book, held, hold = BookFactory(series__published=True, author__published=True), [], operations.lock_row
    monkeypatch.setattr(operations, "lock_row", lambda record: held.append(record) or hold(record))
    operations.publish(book, by=approver, on=TODAY)
    assert held == [book, book.series, book.author]


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


@pytest.mark.parametrize(
    ("step", "status", "reason", "extra"),
    [
        ("submit", PublicationStatus.DRAFT, "Soumis à l’approbation", {}),
        ("send_back", PublicationStatus.REVIEW, "Renvoyé avec un commentaire", {"comment": "À revoir."}),
        ("publish", PublicationStatus.REVIEW, "Mise en ligne", {"on": TODAY}),
        ("withdraw", PublicationStatus.PUBLISHED, "Retrait du site", {"on": TODAY}),
        ("reopen", PublicationStatus.ARCHIVED, "Réouverture", {}),
    ],
)
def test_a_step_leaves_who_took_it_why_and_one_row_of_history(approver, step, status, reason, extra):
    author = AuthorFactory(status=status, published_on=TODAY)
    moved = getattr(operations, step)(author, by=approver, **extra)
    [last, _first] = author.history.all()
    assert (last.history_user, last.history_change_reason, last.status) == (approver, reason, moved.status)


@pytest.mark.parametrize(
    ("step", "extra"),
    [("submit", {}), ("publish", {"on": TODAY}), ("send_back", {"comment": "Non."}), ("reopen", {})],
)
def test_a_step_looks_at_the_record_as_it_is_and_not_at_the_copy_in_hand(approver, step, extra):
    status = {"send_back": "review", "reopen": "archived"}.get(step, "draft")
    copy = AuthorFactory(status=status, published_on=TODAY)
    now = {"publish": "archived"}.get(step, "published")
    type(copy).objects.update(status=now)
    with pytest.raises(ValidationError):
        getattr(operations, step)(copy, by=approver, **extra)
    copy.refresh_from_db()
    assert (copy.status, copy.history.count()) == (now, 1)


@pytest.mark.parametrize(
    ("step", "status", "extra"),
    [
        ("submit", PublicationStatus.DRAFT, {}),
        ("recall", PublicationStatus.DRAFT, {}),
        ("send_back", PublicationStatus.REVIEW, {"comment": "À revoir."}),
        ("publish", PublicationStatus.REVIEW, {"on": TODAY}),
        ("withdraw", PublicationStatus.PUBLISHED, {"on": TODAY}),
        ("reopen", PublicationStatus.ARCHIVED, {}),
    ],
)
def test_a_step_keeps_what_was_written_since_the_copy_in_hand_was_read(approver, step, status, extra):
    copy = AuthorFactory(status=status, published_on=TODAY, name="Avant")
    if step == "recall":
        copy = operations.submit(copy, by=approver)
    Author.objects.update(name="Depuis")
    getattr(operations, step)(copy, by=approver, **extra)
    assert Author.objects.get().name == "Depuis"


def test_the_comment_goes_once_the_text_is_online(approver):
    author = AuthorFactory(status=PublicationStatus.REVIEW, review_comment="À revoir.")
    assert operations.publish(author, by=approver, on=TODAY).review_comment == ""
    author.refresh_from_db()
    assert author.review_comment == ""


def test_a_comment_is_kept_without_the_spaces_around_it(approver):
    author = AuthorFactory(status=PublicationStatus.REVIEW)
    assert operations.send_back(author, by=approver, comment=" À revoir.\n ").review_comment == "À revoir."


def test_the_day_of_publication_is_the_day_given(approver):
    later = operations.publish(AuthorFactory(), by=approver, on=TODAY + dt.timedelta(5))
    assert later.published_on == TODAY + dt.timedelta(5)
    assert not later.is_public(TODAY)


def test_what_a_book_stands_on_must_be_public_on_the_day_it_is_published_from(approver):
    book = BookFactory(series__published=True, author__published=True)
    later = TODAY + dt.timedelta(5)
    type(book.series).objects.update(published_on=later)
    with pytest.raises(ValidationError):
        operations.publish(book, by=approver, on=TODAY)


def test_a_refusal_to_withdraw_names_what_needs_the_record_and_leaves_it_online(approver):
    book = BookFactory(published=True, title="Le Tramway", author__name="Anne Hébert")
    BookFactory(published=True, title="Le Port", author=book.author, series=book.series)
    BookFactory(title="Page cachée", author=book.author, series=book.series)
    with pytest.raises(ValidationError) as refusal:
        operations.withdraw(book.author, by=approver, on=TODAY)
    [said] = refusal.value.messages
    assert said.startswith("« Anne Hébert » soutient encore\u00a0: « ")
    assert {"« Le Tramway »", "« Le Port »"} <= {f"« {each} »" for each in titles(said)}
    assert "cachée" not in said
    book.author.refresh_from_db()
    assert (book.author.is_online, book.author.history.count()) == (True, 1)


def titles(sentence):
    """Return what a sentence puts between quotation marks (a list)."""
    return re.findall(r"« ([^»]+) »", sentence)


def test_what_would_need_the_record_only_from_tomorrow_does_not_hold_it_today(approver):
    book = BookFactory(published=True, published_on=TODAY + dt.timedelta(1))
    assert operations.withdraw(book.series, by=approver, on=TODAY).is_archived


def test_a_step_that_is_refused_leaves_nothing_behind(approver, monkeypatch):
    author, save = AuthorFactory(), Author.save

    def fail(record):
        save(record)
        raise RuntimeError("once written")

    monkeypatch.setattr(Author, "save", fail)
    with pytest.raises(RuntimeError):
        operations.submit(author, by=approver)
    author.refresh_from_db()
    assert (author.status, author.history.count()) == (PublicationStatus.DRAFT, 1)
