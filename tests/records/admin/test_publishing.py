"""The steps of publication at the bureau: who may take which, from where, what comes of it and what is said of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from records.admin.bulk import NOT_ALLOWED
from records.admin.publication_steps import COMMENT, STEPS, CommentForm
from records.admin.publishing import (
    ALREADY_ONLINE,
    KEPT_IN_REVIEW,
    KEPT_ONLINE,
    KEPT_SINCE_ONLINE,
    PublishableAdmin,
)
from records.models import Source
from records.publication import operations
from records.publication.proposals import ProposalState
from records.publication.status import PublicationStatus
from tests.records.admin.bureau import person_who_may, request_of, said_to
from tests.records.admin.library import LIBRARY, SHELF
from tests.records.bookshelf.models import Book
from tests.records.factories import (
    ONLINE_SINCE,
    AuthorFactory,
    BookFactory,
    SeriesFactory,
    SourceFactory,
    SourceProposalFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

DRAFT, REVIEW, PUBLISHED, ARCHIVED = PublicationStatus
WRITES, APPROVES = ["view_book", "change_book"], ["view_book", "change_book", "publish_book"]


def book_at(status, **values):
    """Make a book that stands at a status, whatever its series and its author need."""
    since = None if status in (DRAFT, REVIEW) else ONLINE_SINCE
    needed = {"series__published": True, "author__published": True}
    return BookFactory(title="Atlas", status=status, published_on=since, **{**needed, **values})


def handed_over(person):
    """Make a book that a person submits; return it as it is by then."""
    return operations.submit(book_at(DRAFT), by=person)


@pytest.mark.parametrize("status", [*PublicationStatus])
@pytest.mark.parametrize("name", [*STEPS])
def test_a_step_is_offered_from_where_its_verb_takes_it(manager, name, status):
    book = handed_over(manager) if (name, status) == ("recall", REVIEW) else book_at(status)
    comment = {"comment": "Précisez."} if STEPS[name].asks_comment else {}
    day = {"on": dt.date(2026, 3, 2)} if name in {"publish", "withdraw"} else {}
    try:
        moved = getattr(operations, name)(book, by=manager, **comment, **day).status != status
    except ValidationError:
        moved = False
    assert moved == (status in STEPS[name].starts_from)


@pytest.mark.parametrize(
    ("permissions", "names"),
    [
        ([], []),
        (["view_book"], []),
        (WRITES, ["submit"]),
        (APPROVES, ["submit", "publish", "send_back", "withdraw", "reopen"]),
        (["publish_book"], ["publish", "send_back", "withdraw", "reopen"]),
    ],
)
def test_each_step_has_those_who_may_take_it(permissions, names):
    request = request_of(person_who_may(*permissions))
    assert [name for name, step in STEPS.items() if SHELF.may_take(request, step, book_at(REVIEW))] == names


def test_what_somebody_submitted_is_taken_back_by_nobody_else(manager):
    author = person_who_may()
    book = handed_over(author)
    assert SHELF.may_take(request_of(author), STEPS["recall"], book)
    assert not SHELF.may_take(request_of(manager), STEPS["recall"], book)
    assert not SHELF.may_take(request_of(author), STEPS["recall"], operations.recall(book, by=author))


@pytest.mark.parametrize(
    ("name", "status", "by_then"),
    [
        ("submit", DRAFT, REVIEW),
        ("publish", DRAFT, PUBLISHED),
        ("publish", REVIEW, PUBLISHED),
        ("send_back", REVIEW, DRAFT),
        ("withdraw", PUBLISHED, ARCHIVED),
        ("reopen", ARCHIVED, DRAFT),
    ],
)
def test_a_step_moves_the_record_and_is_told(manager, name, status, by_then):
    book, request = book_at(status), request_of(manager)
    assert SHELF.move(request, name, book, "Précisez.")
    book.refresh_from_db()
    assert (book.status, book.history.first().history_user) == (by_then, manager)
    assert book.review_comment == ("Précisez." if name == "send_back" else "")
    assert LIBRARY.deeds_of(request) == [(name, "Atlas")]


def test_what_is_put_online_is_so_from_today(manager):
    book = book_at(DRAFT)
    SHELF.move(request_of(manager), "publish", book, "")
    book.refresh_from_db()
    assert book.published_on == timezone.localdate()


def test_who_is_faster_is_told_of_once(manager):
    book, request = book_at(PUBLISHED), request_of(manager)
    assert not SHELF.move(request, "publish", book, "")
    assert LIBRARY.deeds_of(request) == []


def test_a_step_that_is_refused_is_told_to_nobody(manager):
    book, request = book_at(ARCHIVED), request_of(manager)
    with pytest.raises(ValidationError):
        SHELF.move(request, "publish", book, "")
    assert LIBRARY.deeds_of(request) == []


@pytest.mark.parametrize(
    ("name", "status", "comment", "level", "sentence"),
    [
        ("submit", DRAFT, "", "success", "Soumis."),
        ("publish", PUBLISHED, "", "success", "En ligne."),
        ("send_back", REVIEW, " Précisez. ", "success", "Renvoyé."),
        ("submit", REVIEW, "", "error", "Seul un brouillon se soumet à l’approbation."),
        ("send_back", REVIEW, " ", "error", "Dites à la personne qui rédige ce qui est à revoir."),
        (
            "submit",
            REVIEW,
            "Précisez.",
            "error",
            "Seul un brouillon se soumet à l’approbation.",
        ),  # no step of a comment
    ],
)
def test_what_came_of_a_step_is_said(manager, name, status, comment, level, sentence):
    request = request_of(manager, {COMMENT: comment})
    assert SHELF.take(request, name, book_at(status)) == (level == "success")
    assert said_to(request) == [(level, f"Atlas\u00a0: {sentence}")]


def test_the_comment_of_a_step_that_is_refused_is_given_back(manager):
    request = request_of(manager, {COMMENT: "Précisez."})
    SHELF.take(request, "send_back", book_at(DRAFT))
    assert said_to(request) == [
        ("error", "Atlas\u00a0: Seul un texte à approuver se renvoie."),
        ("warning", "Vous aviez écrit\u00a0: «\u00a0Précisez.\u00a0»."),
    ]


def test_who_submits_is_told_what_is_missing_and_led_there(manager):
    series = SeriesFactory(name="<Essais>")
    book = BookFactory(title="Atlas", series=series, author__published=True)
    request = request_of(manager)
    SHELF.take(request, "submit", book)
    [_submitted, (level, sentence)] = said_to(request)
    assert level == "warning"
    assert f'<a href="/admin/bookshelf/series/{series.pk}/change/">&lt;Essais&gt;</a>' in sentence
    assert "collection" in sentence


def test_what_nobody_chose_yet_is_missing_too():
    request = request_of()
    SHELF.tell_missing(request, Book(title="Atlas", author=AuthorFactory(published=True)))
    [(_level, sentence)] = said_to(request)
    assert "collection" in sentence
    assert "inconnu" in sentence


def test_of_many_records_each_moves_or_says_why_it_stays(manager):
    book = book_at(DRAFT)
    SHELF.move_one("publish", request_of(manager), book, {})
    for person, sentence in ((manager, ALREADY_ONLINE), (person_who_may(*WRITES), NOT_ALLOWED)):
        with pytest.raises(ValidationError) as refused:
            SHELF.move_one("publish", request_of(person), book, {})
        assert refused.value.messages == [str(sentence)]


def test_a_comment_goes_to_each_of_many(manager):
    book = book_at(REVIEW)
    SHELF.move_one("send_back", request_of(manager), book, {COMMENT: "Précisez."})
    book.refresh_from_db()
    assert book.review_comment == "Précisez."


def test_the_steps_that_many_take_at_once_come_first_among_what_is_done_with_many():
    verbs = SHELF.bulk_verbs(request_of())
    steps = [name.removesuffix("_selected") for name in verbs if name.endswith("_selected")]
    assert steps == [name for name in STEPS if name != "recall"]
    assert [*verbs][: len(steps)] == [f"{name}_selected" for name in steps]
    assert {name: verbs[f"{name}_selected"].permission for name in steps} == {
        "submit": "change", "publish": "publish", "send_back": "publish", "withdraw": "publish", "reopen": "publish",
    }  # fmt: skip
    assert [name for name in steps if verbs[f"{name}_selected"].form is CommentForm] == ["send_back"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 fiche retirée du site et archivée"),
        (2, "2 fiches retirées du site et archivées"),
    ],
)
def test_how_many_took_a_step_is_said(count, words):
    assert STEPS["withdraw"].counted % {"n": count} == words


@pytest.mark.parametrize(
    ("status", "since", "is_deleted", "words"),
    [
        (DRAFT, None, True, ""),
        (DRAFT, ONLINE_SINCE, False, KEPT_SINCE_ONLINE),  # reopened
        (REVIEW, None, False, KEPT_IN_REVIEW),
        (PUBLISHED, ONLINE_SINCE, False, KEPT_ONLINE),
        (ARCHIVED, ONLINE_SINCE, False, KEPT_SINCE_ONLINE),
    ],
)
def test_only_a_draft_that_never_was_online_is_deleted(status, since, is_deleted, words):
    book, request = Book(status=status, published_on=since), request_of()
    assert SHELF.has_delete_permission(request, book) == is_deleted
    assert SHELF.why_kept(request, book) == words


def test_who_deletes_nothing_is_not_told_what_keeps_a_record():
    request = request_of(person_who_may(*APPROVES))
    assert SHELF.why_kept(request, Book(status=PUBLISHED, published_on=ONLINE_SINCE)) == ""
    assert not SHELF.has_delete_permission(request)


@pytest.mark.parametrize(
    ("proposed", "words"),
    [
        (None, "en ligne"),
        (ProposalState.PREPARED, "en ligne; proposition en préparation"),
        (ProposalState.SENT_BACK, "en ligne; proposition à revoir"),
    ],
)
def test_a_list_says_where_a_record_and_its_proposal_stand(proposed, words):
    book = Book(status=PUBLISHED)
    book.proposal_state = proposed
    assert SHELF.publication(book) == words


def test_a_record_says_where_it_stands_outside_a_list_too():
    assert SHELF.publication(Book()) == "brouillon"


def test_the_rows_of_a_list_know_the_state_of_their_open_proposal():
    closed, waiting, _bare = SourceFactory(), SourceFactory(), SourceFactory()
    SourceProposalFactory(record=closed, state=ProposalState.DROPPED)
    SourceProposalFactory(record=waiting, state=ProposalState.APPLIED)
    SourceProposalFactory(record=waiting, state=ProposalState.SUBMITTED)
    rows = PublishableAdmin(Source, LIBRARY).get_queryset(request_of()).order_by("pk")
    assert [row.proposal_state for row in rows] == [None, "submitted", None]
