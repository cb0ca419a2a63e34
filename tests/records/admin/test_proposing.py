"""What a writer saves of a record that is online is proposed; who publishes may choose to propose too."""

import pytest

from records.admin.proposing import (
    CHANGE_ONLINE,
    KEPT,
    KEPT_AND_SUBMITTED,
    NOTHING_PROPOSED,
    PROPOSE,
    SUBMIT,
    is_applying,
)
from records.admin.publishing import CHANGE_WITHOUT_REASON
from records.admin.sent_requests import stand_in
from records.publication.proposals import ProposalState
from records.publication.status import PublicationStatus
from records.publication.typed_forms import VERSION
from tests.records.admin.bureau import person_who_may, request_of, said_to
from tests.records.admin.library import LIBRARY, PAGES, ROWS, SHELF
from tests.records.bookshelf.models import Book
from tests.records.factories import ONLINE_SINCE, SourceFactory, SourceProposalFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

WRITES, APPROVES = ["view_source", "change_source"], ["view_source", "change_source", "publish_source"]
TO_SOLEIL = {"fields": {"publisher": ["Le Quotidien", "Le Soleil"]}}


@pytest.fixture
def writer():
    """Somebody who writes."""
    return person_who_may(*WRITES)


@pytest.fixture
def approver():
    """Somebody who writes and approves."""
    return person_who_may(*APPROVES, username="approbatrice")


def read(person, source, query="", sent=None):
    """Return a source as the form of a person reads it, and the request."""
    request = request_of(person, sent, query)
    return PAGES.get_object(request, str(source.pk)), request


def form_sent(person, source, **values):
    """Return the form of a source as a person sends it with other `values`, with the source read for it."""
    shown = {"url": source.url, "publisher": source.publisher, "kind": source.kind, **values}
    record, request = read(person, source, sent=shown)
    return PAGES.get_form(request, record, change=True)(request.POST, instance=record), request


def saved(person, source, **values):
    """Save the form of a source as a person does; return the source as the form left it, and the request."""
    form, request = form_sent(person, source, **values)
    assert form.is_valid(), form.errors
    PAGES.save_model(request, PAGES.save_form(request, form, change=True), form, change=True)
    PAGES.save_related(request, form, [], change=True)
    return form.instance, request


@pytest.mark.parametrize(
    ("status", "writes", "approves"),
    [
        (PublicationStatus.DRAFT, True, True),
        (PublicationStatus.REVIEW, False, True),
        (PublicationStatus.PUBLISHED, True, True),  # to propose
        (PublicationStatus.ARCHIVED, False, True),
    ],
)
def test_who_writes_opens_drafts_and_what_is_online_and_who_approves_the_rest(status, writes, approves):
    book = Book(status=status, published_on=ONLINE_SINCE)
    rights = []
    for username, permissions in (("a", ["change_book"]), ("b", ["change_book", "publish_book"]), ("c", ["view_book"])):
        request = request_of(person_who_may(*permissions, username=username))
        rights.append(SHELF.has_change_permission(request, book))
        assert SHELF.has_change_permission(stand_in(request, is_applying=True), book)
    assert rights == [writes, approves, False]


def test_a_request_is_of_a_proposal_being_applied_only_if_it_says_so():
    assert not is_applying(request_of())
    assert is_applying(stand_in(request_of(), is_applying=True))
    assert not is_applying(stand_in(request_of(), is_applying=False))


@pytest.mark.parametrize(
    ("permissions", "of_draft", "of_online"),
    [
        ([], False, False),
        (WRITES, True, False),
        (APPROVES, True, True),
        (["publish_source"], False, False),
    ],
)
def test_a_draft_is_changed_at_once_and_what_is_online_by_who_publishes(cited, permissions, of_draft, of_online):
    request = request_of(person_who_may(*permissions))
    assert PAGES.changes_directly(request, SourceFactory()) == of_draft
    assert PAGES.changes_directly(request, cited) == of_online


@pytest.mark.parametrize(
    ("permissions", "query", "sent", "is_proposed"),
    [
        (WRITES, "", None, True),
        (WRITES, f"{PROPOSE}=1", None, True),
        (APPROVES, "", None, False),
        (APPROVES, f"{PROPOSE}=1", None, True),  # who publishes may choose to
        (APPROVES, "", {PROPOSE: "1"}, True),
        (["view_source"], "", None, False),
        (["publish_source"], f"{PROPOSE}=1", None, False),
    ],
)
def test_what_is_saved_of_what_is_online_is_proposed_or_not(cited, permissions, query, sent, is_proposed):
    record, request = read(person_who_may(*permissions), cited, query, sent)
    assert record.is_proposed == is_proposed
    assert record.asks_reason == ("change_source" in permissions and not is_proposed)
    assert not PAGES.proposes(stand_in(request, is_applying=True), cited)


def test_what_no_reader_sees_is_neither_proposed_nor_explained(writer, approver):
    for person in (writer, approver):
        record, _request = read(person, SourceFactory(), f"{PROPOSE}=1")
        assert (record.is_proposed, record.asks_reason) == (False, False)


def test_a_record_that_is_not_there_is_none(writer):
    assert PAGES.get_object(request_of(writer), "1000000") is None


def test_a_form_continues_the_open_proposal_and_knows_its_version(cited, writer, approver):
    proposal = SourceProposalFactory(record=cited, changes=TO_SOLEIL, author=writer)
    last = proposal.history.first().history_id
    record, request = read(writer, cited)
    assert (record.open_proposal, record.open_proposal.author) == (proposal, writer)
    assert record.version_read == f"{cited.history.first().history_id}+{last}"
    data = record.begin_with()
    assert (data["publisher"], data["url"], data[VERSION]) == ("Le Soleil", cited.url, record.version_read)
    assert record.begin_with is None
    assert PAGES.get_formset_kwargs(request, record, ROWS, "roles")["data"] is data
    other, _request = read(approver, cited)
    assert other.open_proposal == proposal
    assert "+" not in other.version_read
    assert not hasattr(other, "begin_with")


def test_the_parts_are_as_stored_without_a_proposal_and_as_sent_in_a_form_that_is_sent(cited, writer):
    record, opened = read(writer, cited)
    assert "data" not in PAGES.get_formset_kwargs(opened, record, ROWS, "roles")
    SourceProposalFactory(record=cited, changes=TO_SOLEIL)
    record, opened = read(writer, cited)
    record.begin_with()
    sent = request_of(writer, {"publisher": "Autre"})
    assert PAGES.get_formset_kwargs(sent, record, ROWS, "roles")["data"]["publisher"] == "Autre"


def test_a_form_that_is_sent_does_not_begin_with_what_is_proposed(cited, writer):
    SourceProposalFactory(record=cited, changes=TO_SOLEIL)
    record, _request = read(writer, cited, sent={"publisher": "Autre"})
    assert "+" in record.version_read
    assert not hasattr(record, "begin_with")


def test_a_proposal_that_is_closed_is_not_continued(cited, writer):
    SourceProposalFactory(record=cited, changes=TO_SOLEIL, state=ProposalState.APPLIED)
    record, _request = read(writer, cited)
    assert (record.open_proposal, hasattr(record, "begin_with")) == (None, False)


def test_a_writer_s_change_is_kept_and_the_record_stands_still(cited, writer):
    record, request = saved(writer, cited, publisher="Le Soleil")
    assert (record.open_proposal.changes, record.open_proposal.author) == (TO_SOLEIL, writer)
    cited.refresh_from_db()
    assert cited.publisher == "Le Quotidien"
    assert cited.history.count() == 1
    assert said_to(request) == [("success", str(KEPT))]
    assert LIBRARY.deeds_of(request) == []


def test_a_writer_s_change_is_submitted_if_asked(cited, writer):
    record, request = saved(writer, cited, publisher="Le Soleil", **{SUBMIT: "1"})
    assert record.open_proposal.is_submitted
    assert said_to(request) == [("success", str(KEPT_AND_SUBMITTED))]
    assert LIBRARY.deeds_of(request) == [("submit", str(cited))]
    _record, again = saved(writer, cited, publisher="Le Devoir", **{SUBMIT: "1"})
    assert [name for name, _title in LIBRARY.deeds_of(again)] == ["submit"]  # what is submitted is not submitted again


def test_what_nobody_typed_is_not_proposed(cited, writer):
    record, request = saved(writer, cited)
    assert (record.open_proposal, said_to(request)) == (None, [("info", str(NOTHING_PROPOSED))])


def test_what_is_proposed_no_more_is_kept_as_nothing_and_cannot_be_submitted(cited, writer):
    SourceProposalFactory(record=cited, changes=TO_SOLEIL)
    record, request = saved(writer, cited, **{SUBMIT: "1"})
    assert (record.open_proposal.changes, record.open_proposal.state) == ({}, ProposalState.PREPARED)
    assert said_to(request) == [("error", "Cette proposition ne change rien."), ("success", str(KEPT))]


def test_who_publishes_changes_it_at_once_and_says_why(cited, approver):
    _record, request = saved(approver, cited, publisher="Le Soleil", change_reason="Nouveau nom")
    cited.refresh_from_db()
    assert cited.publisher == "Le Soleil"
    assert cited.history.first().history_change_reason == "Nouveau nom"
    assert LIBRARY.deeds_of(request) == [(CHANGE_ONLINE, f"{cited}\u00a0: Nouveau nom")]


def test_who_publishes_without_changing_anything_is_told_of_to_nobody(cited, approver):
    _record, request = saved(approver, cited)
    assert LIBRARY.deeds_of(request) == []


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"publisher": "Le Soleil"}, {"change_reason": [CHANGE_WITHOUT_REASON]}),
        ({"publisher": "Le Soleil", "change_reason": "Nouveau nom"}, {}),
        ({}, {}),  # nothing changes
        ({"change_reason": "Nouveau nom"}, {}),
    ],
)
def test_what_is_online_is_changed_for_a_reason(cited, approver, values, errors):
    form, _request = form_sent(approver, cited, **values)
    assert form.errors == errors
    assert form.changed_data == [name for name in values if name != "change_reason"]


def test_a_reason_is_asked_of_who_changes_what_is_online_alone(cited, writer, approver):
    asked = []
    for person, source in ((approver, cited), (writer, cited), (approver, SourceFactory())):
        form, _request = form_sent(person, source)
        asked.append("change_reason" in form.fields)
    assert asked == [True, False, False]


def test_a_form_made_from_another_version_of_the_proposal_is_stale_unless_it_says_the_same(cited, writer):
    SourceProposalFactory(record=cited, changes=TO_SOLEIL)
    stale = f"{cited.history.first().history_id}+0"
    for publisher, is_stale in (("Le Devoir", True), ("Le Soleil", False), ("Le Quotidien", False)):
        form, _request = form_sent(writer, cited, publisher=publisher, **{VERSION: stale})
        form.full_clean()
        assert form.is_stale() == is_stale, publisher


def test_who_is_late_is_told_of_the_last_change_of_the_record_or_of_its_proposal(cited, writer):
    proposal = SourceProposalFactory(record=cited, changes=TO_SOLEIL)
    first = cited.history.first().history_id
    form, _request = form_sent(writer, cited, publisher="Le Devoir", **{VERSION: f"{first}+0"})
    assert form.newer_row() == proposal.history.first()
    cited.save()
    form, _request = form_sent(writer, cited, publisher="Le Devoir", **{VERSION: f"{first}+0"})
    assert form.newer_row() == cited.history.first()


def test_of_many_records_changed_at_once_what_is_proposed_is_submitted_unless_somebody_prepares_it(cited, writer):
    record, _request = read(writer, cited)
    assert PAGES.sent_beside(record) == {SUBMIT: ["oui"]}
    SourceProposalFactory(record=cited)
    assert PAGES.sent_beside(read(writer, cited)[0]) == {}
    assert PAGES.sent_beside(read(writer, SourceFactory())[0]) == {}


def test_the_site_says_of_a_proposal_that_it_is_one(cited, writer, approver):
    for person, said in ((writer, "Proposition"), (approver, [{"changed": {"fields": ["Éditeur"]}}])):
        form, request = form_sent(person, cited, publisher="Le Soleil", change_reason="Nouveau nom")
        assert form.is_valid()
        assert PAGES.construct_change_message(request, form, []) == said


@pytest.mark.parametrize("has_proposal", [True, False])
def test_after_a_proposal_its_page_is_shown(cited, writer, has_proposal):
    values = {"publisher": "Le Soleil"} if has_proposal else {}
    record, request = saved(writer, cited, **values)
    place = PAGES.response_change(request, record).url
    expected = f"propositions/{record.open_proposal.pk}/" if has_proposal else f"{cited.pk}/change/"
    assert place == f"/admin/records/source/{expected}"
