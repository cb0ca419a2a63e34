"""The steps of a proposal: from where each starts, where it leads, what it needs; and which proposals wait."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from records.models import SourceProposal
from records.publication.proposal_steps import PROPOSAL_STEPS, keep_proposal, take_proposal_step
from records.publication.proposals import OPEN_STATES, ProposalState
from tests.records.factories import SourceFactory, SourceProposalFactory

PREPARED, SUBMITTED, SENT_BACK, APPLIED, DROPPED = ProposalState
NOW = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)
CHANGES = {"fields": {"publisher": ["Le Quotidien", "Le Soleil"]}}


@pytest.fixture
def proposal(db):
    """A proposal that nobody wrote in yet, on a source."""
    return SourceProposalFactory()


def states_of(proposal):
    """Return the state of a proposal as it is kept, and why its history says it is there."""
    proposal.refresh_from_db()
    return proposal.state, proposal.history.first().history_change_reason


@pytest.mark.parametrize(
    ("step", "starts_from", "leads_to"),
    [
        ("submit", {PREPARED, SENT_BACK}, SUBMITTED),
        ("publish", {PREPARED, SUBMITTED, SENT_BACK}, APPLIED),
        ("send_back", {SUBMITTED}, SENT_BACK),
        ("comment", {PREPARED, SUBMITTED, SENT_BACK}, None),  # it stays where it is
        ("take_back", {SUBMITTED, DROPPED}, PREPARED),
        ("drop", {PREPARED, SUBMITTED, SENT_BACK}, DROPPED),
    ],
)
def test_a_step_starts_from_some_states_and_leads_to_one(proposal, approver, step, starts_from, leads_to):
    for state in ProposalState:
        SourceProposal.objects.update(state=state, comment="Avant.")
        if state in starts_from:
            assert take_proposal_step(proposal, step, by=approver, comment="Vu.").state == (leads_to or state)
            assert states_of(proposal) == (leads_to or state, str(PROPOSAL_STEPS[step].done))
        else:
            with pytest.raises(ValidationError, match=str(state.label)):
                take_proposal_step(proposal, step, by=approver, comment="Vu.")
            assert states_of(proposal)[0] == state


@pytest.mark.parametrize(
    ("step", "state", "needs"),
    [
        ("submit", PREPARED, False),
        ("publish", SUBMITTED, False),
        ("send_back", SUBMITTED, True),
        ("comment", PREPARED, True),
        ("take_back", SUBMITTED, False),
        ("drop", PREPARED, False),
    ],
)
@pytest.mark.parametrize("comment", ["", " \n"])
def test_some_steps_need_a_comment(proposal, approver, step, state, needs, comment):
    SourceProposal.objects.update(state=state)
    if needs:
        with pytest.raises(ValidationError, match="Écrivez un commentaire"):
            take_proposal_step(proposal, step, by=approver, comment=comment)
    else:
        assert take_proposal_step(proposal, step, by=approver, comment=comment).comment == ""


@pytest.mark.time_machine(NOW, tick=False)
def test_a_comment_is_kept_without_the_spaces_around_it_and_its_moment(proposal, approver):
    proposal = take_proposal_step(proposal, "comment", by=approver, comment=" À voir. ")
    assert (proposal.comment, proposal.commented_at) == ("À voir.", NOW)
    assert proposal.history.first().history_user == approver


def test_a_step_without_a_comment_leaves_the_last_one(proposal, approver):
    take_proposal_step(proposal, "comment", by=approver, comment="À voir.")
    assert take_proposal_step(proposal, "submit", by=approver).comment == "À voir."


@pytest.mark.parametrize(
    ("step", "comment", "moves"),
    [
        ("submit", "", True),
        ("comment", "Vu.", False),  # a comment does not make a proposal younger
    ],
)
@pytest.mark.time_machine(NOW, tick=False)
def test_a_proposal_is_in_its_state_since_it_was_moved(proposal, approver, step, comment, moves):
    before = NOW - dt.timedelta(days=9)
    SourceProposal.objects.update(state_since=before)
    assert take_proposal_step(proposal, step, by=approver, comment=comment).state_since == (NOW if moves else before)


@pytest.mark.parametrize("changes", [{}, {"fields": {}}, {"parts": {}}, {"fields": {}, "parts": {}}])
def test_what_changes_nothing_is_not_submitted(proposal, approver, changes):
    SourceProposal.objects.update(changes=changes)
    with pytest.raises(ValidationError, match="ne change rien"):
        take_proposal_step(proposal, "submit", by=approver)
    assert take_proposal_step(proposal, "drop", by=approver).state == DROPPED


@pytest.mark.parametrize("changes", [CHANGES, {"parts": {"proposals": [1]}}])
def test_a_field_or_a_part_changed_is_something(changes):
    assert not SourceProposal(changes=changes).is_empty


def test_a_proposal_bears_the_name_of_its_record_as_far_as_it_holds(writer):
    source = SourceFactory(url=f"https://a.invalid/{'b' * 400}")
    assert len(keep_proposal(source, CHANGES, by=writer).title) == 300


def test_who_wrote_in_a_proposal_does_not_put_it_online_unless_the_office_does_without(writer, approver, settings):
    proposal = keep_proposal(SourceFactory(), CHANGES, by=writer)
    with pytest.raises(ValidationError, match="quelqu’un d’autre la met en ligne"):
        take_proposal_step(proposal, "publish", by=writer)
    assert take_proposal_step(proposal, "publish", by=approver).is_applied
    settings.FOUR_EYES = False
    other = keep_proposal(SourceFactory(), CHANGES, by=writer)
    assert take_proposal_step(other, "publish", by=writer).is_applied


def test_a_step_that_is_not_one_is_a_mistake(proposal, approver):
    with pytest.raises(KeyError, match="vote"):
        take_proposal_step(proposal, "vote", by=approver)


def test_a_dropped_proposal_is_not_taken_back_while_another_is_open(proposal, approver):
    take_proposal_step(proposal, "drop", by=approver)
    SourceProposalFactory(record=proposal.record)
    with pytest.raises(ValidationError, match="Une autre proposition est ouverte"):
        take_proposal_step(proposal, "take_back", by=approver)
    assert states_of(proposal)[0] == DROPPED


def test_a_step_looks_at_the_proposal_as_it_is_and_not_at_the_copy_in_hand(proposal, approver):
    SourceProposal.objects.update(state=APPLIED)
    with pytest.raises(ValidationError, match="en ligne"):
        take_proposal_step(proposal, "drop", by=approver)


def test_a_first_change_begins_a_proposal_in_the_name_of_who_wrote_it(writer):
    source = SourceFactory(publisher="Le Quotidien", url="https://a.invalid/")
    proposal = keep_proposal(source, CHANGES, by=writer)
    assert (proposal.record, proposal.author, proposal.state) == (source, writer, PREPARED)
    assert (proposal.title, proposal.changes) == ("Le Quotidien – https://a.invalid/", CHANGES)
    assert proposal.history.get().history_change_reason is None


def test_a_proposal_that_changes_nothing_yet_is_begun_all_the_same(writer):
    assert keep_proposal(SourceFactory(), {}, by=writer).pk


def test_another_change_joins_the_open_proposal_and_leaves_its_author_and_its_state(writer, approver):
    proposal = keep_proposal(SourceFactory(), CHANGES, by=writer)
    take_proposal_step(proposal, "submit", by=writer)
    joined = keep_proposal(proposal.record, {"fields": {"kind": ["presse", "loi"]}}, by=approver)
    assert (joined.pk, joined.author, joined.state) == (proposal.pk, writer, SUBMITTED)
    assert joined.changes == {"fields": {"kind": ["presse", "loi"]}}
    assert joined.history.first().history_user == approver


def test_the_same_changes_again_are_nothing_written(writer, approver):
    proposal = keep_proposal(SourceFactory(), CHANGES, by=writer)
    assert keep_proposal(proposal.record, CHANGES, by=approver) == proposal
    assert proposal.history.count() == 1


@pytest.mark.parametrize("closed", [APPLIED, DROPPED])
def test_a_closed_proposal_is_not_joined(proposal, writer, closed):
    SourceProposal.objects.update(state=closed)
    assert keep_proposal(proposal.record, CHANGES, by=writer).pk != proposal.pk


@pytest.mark.parametrize("state", ProposalState)
def test_a_proposal_knows_where_it_stands_as_the_table_does(proposal, state):
    SourceProposal.objects.update(state=state, comment="Vu.")
    proposal.refresh_from_db()
    assert proposal.is_open == (state in OPEN_STATES) == SourceProposal.objects.still_proposed().exists()
    assert proposal.is_open != SourceProposal.objects.closed().exists()
    assert (proposal.is_applied, proposal.is_submitted) == (state == APPLIED, state == SUBMITTED)


def test_the_oldest_proposal_waits_first_and_the_last_closed_is_told_first(db):
    days = [NOW + dt.timedelta(days=rank) for rank in (2, 0, 1)]
    still = [SourceProposalFactory(state_since=day) for day in (*days, days[0])]
    closed = [SourceProposalFactory(state_since=day, state=DROPPED) for day in (*days, days[0])]
    assert list(SourceProposal.objects.still_proposed()) == [still[rank] for rank in (1, 2, 0, 3)]
    assert list(SourceProposal.objects.closed()) == [closed[rank] for rank in (3, 0, 2, 1)]


def test_a_version_is_that_of_the_last_row_of_its_history(proposal, approver):
    SourceProposalFactory()
    asked = SourceProposal.objects.with_version().filter(pk=proposal.pk)
    before = asked.get().version
    assert before == proposal.history.get().history_id
    take_proposal_step(proposal, "comment", by=approver, comment="Vu.")
    assert asked.get().version == proposal.history.latest("history_id").history_id > before


def test_a_proposal_is_ones_own_where_one_wrote_in_it_and_not_where_one_took_a_step(writer, approver):
    proposal = keep_proposal(SourceFactory(), CHANGES, by=writer)
    take_proposal_step(proposal, "comment", by=approver, comment="Vu.")
    keep_proposal(SourceFactory(), CHANGES, by=approver)
    asked = {user: SourceProposal.objects.with_own(user).get(pk=proposal.pk) for user in (writer, approver)}
    own = {user: found.is_own for user, found in asked.items()}
    assert own == {writer: True, approver: False}


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, []),
        ({"fields": {"publisher": [], "kind": []}}, ["éditeur", "nature"]),
        ({"fields": {"disparu": [], "kind": []}}, ["nature"]),  # a field that is no more
        ({"parts": {"proposals": []}}, ["propositions sur des sources"]),
        ({"fields": {"kind": []}, "parts": {"proposals": []}}, ["nature", "propositions sur des sources"]),
    ],
)
def test_what_a_proposal_changes_is_named_as_its_form_does(changes, kinds):
    assert SourceProposal(changes=changes).kinds_of_change() == kinds
