"""Sharing what is prepared by a link: what a link may show, who makes and revokes it, what the form asks."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from records.admin.sharing import DAYS, REVOKE, REVOKED, ShareForm, subject_of
from records.models import SharedLink
from records.publication.proposals import ProposalState
from records.publication.shared_links import secret_digest
from records.publication.status import PublicationStatus
from tests.records.admin.bureau import person_who_may, request_of, said_to
from tests.records.admin.library import LIBRARY, PAGES, SHELF
from tests.records.factories import (
    ONLINE_SINCE,
    BookFactory,
    SharedLinkFactory,
    SharedOpinionFactory,
    SourceProposalFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

WRITES = ["view_source", "change_source"]


@pytest.fixture
def proposal(cited):
    """A change prepared on a source that a public book cites."""
    return SourceProposalFactory(record=cited)


def link_to(subject, **values):
    """Make a link that shows a record or a proposal."""
    return SharedLinkFactory(model=subject._meta.label_lower, key=subject.pk, **values)


def shared(proposal, person=None, sent=None):
    """Return what the page that shares a source tells, and the request."""
    request = request_of(person, sent)
    return PAGES.share_view(request, proposal.record_id).context_data, request


@pytest.mark.parametrize(
    ("status", "is_shown"),
    [
        (PublicationStatus.DRAFT, True),
        (PublicationStatus.REVIEW, True),
        (PublicationStatus.ARCHIVED, False),
    ],
)
def test_a_record_that_is_prepared_is_shown_by_its_own_link(status, is_shown):
    book = BookFactory(status=status, published_on=ONLINE_SINCE)
    assert subject_of(book) == (book if is_shown else None)


@pytest.mark.parametrize(
    ("state", "is_shown"),
    [
        (ProposalState.PREPARED, True),
        (ProposalState.SUBMITTED, True),
        (ProposalState.APPLIED, False),
        (ProposalState.DROPPED, False),
    ],
)
def test_of_what_is_online_the_open_proposal_is_shown(cited, state, is_shown):
    proposal = SourceProposalFactory(record=cited, state=state)
    assert subject_of(cited) == (proposal if is_shown else None)


def test_what_is_online_and_not_proposed_is_shown_by_no_link(cited):
    assert subject_of(cited) is None
    with pytest.raises(Http404):
        PAGES.share_view(request_of(), cited.pk)


@pytest.mark.parametrize(
    ("permissions", "may"),
    [
        (["change_book"], True),
        (["view_book", "publish_book"], False),
        ([], False),
    ],
)
def test_who_may_write_a_record_may_share_it(permissions, may):
    assert SHELF.may_share(request_of(person_who_may(*permissions)), BookFactory()) == may


def test_nobody_shares_what_nothing_is_prepared_of():
    archive = BookFactory(status=PublicationStatus.ARCHIVED, published_on=ONLINE_SINCE)
    assert not SHELF.may_share(request_of(), archive)


def test_the_page_that_shares_is_for_who_writes(proposal):
    with pytest.raises(PermissionDenied):
        PAGES.share_view(request_of(person_who_may("view_source")), proposal.record_id)
    with pytest.raises(Http404):
        PAGES.share_view(request_of(), proposal.record_id + 1)


def test_a_link_is_made_and_its_address_told_once(proposal, time_machine):
    time_machine.move_to("2026-03-02T12:00:00Z", tick=False)
    person = person_who_may(*WRITES)
    page, request = shared(proposal, person, {"name": "Directrice", "days": "7", "may_answer": "on"})
    link = SharedLink.objects.get()
    start, secret, _end = page["address"].rsplit("/", 2)
    assert (start, secret_digest(secret)) == ("http://testserver/partage", link.digest)
    assert (link.name, link.may_answer, link.made_by) == ("Directrice", True, person)
    assert link.expires_at == dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
    assert LIBRARY.deeds_of(request) == [("share", f"{proposal.record}: Directrice")]
    assert not page["form"].is_bound
    assert [*page["links"]] == [link]
    assert shared(proposal, person)[0]["address"] == ""


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({"days": "5"}, "days"),
        ({"days": ""}, "days"),
        ({"days": "7", "name": "x" * 161}, "name"),
    ],
)
def test_a_form_that_is_refused_makes_no_link(proposal, sent, name):
    page, _request = shared(proposal, person_who_may(*WRITES), sent)
    assert list(page["form"].errors) == [name]
    assert (page["address"], SharedLink.objects.count()) == ("", 0)


def test_the_form_proposes_two_weeks_and_an_answer():
    form = ShareForm()
    assert (form["days"].value(), form["may_answer"].value(), form.fields["name"].required) == (14, True, False)
    assert [days for days, _words in DAYS] == [7, 14, 30]


def test_whom_a_link_is_for_may_be_left_unsaid():
    form = ShareForm({"days": "30"})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "", "days": 30, "may_answer": False}


def test_a_link_is_revoked_once(proposal):
    link = link_to(proposal)
    request = request_of(sent={REVOKE: str(link.pk)})
    answer = PAGES.share_view(request, proposal.record_id)
    link.refresh_from_db()
    assert link.revoked_at is not None
    assert (answer.url, said_to(request)) == (PAGES.share_address(proposal.record), [("success", str(REVOKED))])
    with pytest.raises(Http404):
        PAGES.share_view(request, proposal.record_id)


@pytest.mark.parametrize("typed", ["", "abc", "9" * 30, "-1"])
def test_a_link_that_is_none_is_not_revoked(proposal, typed):
    with pytest.raises(Http404):
        PAGES.share_view(request_of(sent={REVOKE: typed}), proposal.record_id)


def test_the_link_to_another_record_is_not_revoked_from_here(proposal):
    other = SharedLinkFactory(key=proposal.pk)
    with pytest.raises(Http404):
        PAGES.share_view(request_of(sent={REVOKE: str(other.pk)}), proposal.record_id)
    other.refresh_from_db()
    assert other.revoked_at is None


def test_the_page_that_shares_tells_what_was_answered(proposal):
    opinion = SharedOpinionFactory(link=link_to(proposal), seen=10**6)
    SharedOpinionFactory()
    page, _request = shared(proposal)
    assert page["opinions"] == [opinion]
    assert page["opinions"][0].stands


@pytest.mark.parametrize(
    ("permissions", "state", "is_led"),
    [
        (WRITES, ProposalState.PREPARED, True),
        (["view_source"], ProposalState.PREPARED, False),
        (WRITES, ProposalState.APPLIED, False),
    ],
)
def test_the_page_of_a_proposal_leads_who_writes_to_its_links(cited, permissions, state, is_led):
    proposal = SourceProposalFactory(record=cited, state=state)
    request = request_of(person_who_may(*permissions))
    page = PAGES.proposal_context(request, PAGES.find_proposal(request, proposal.pk))
    assert page["share_url"] == (f"/admin/records/source/{cited.pk}/partager/" if is_led else "")
