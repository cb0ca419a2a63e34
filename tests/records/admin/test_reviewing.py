"""The page of a proposal: who may take which step, what the page tells, what a step does or refuses."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from records.admin.conflicts import STEP
from records.admin.proposing import PROPOSE
from records.admin.reviewing import CHANGED_SINCE, DELETED
from records.models import SourceProposal
from records.publication.proposal_steps import OWN_WORK, PROPOSAL_STEPS, keep_proposal, take_proposal_step
from records.publication.proposals import ProposalState
from records.publication.typed_forms import VERSION
from tests.records.admin.bureau import person_who_may, request_of, said_to
from tests.records.admin.library import LIBRARY, PAGES
from tests.records.factories import SourceFactory, SourceProposalFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

WRITES, APPROVES = ["view_source", "change_source"], ["view_source", "change_source", "publish_source"]
RIGHTS = {"writer": WRITES, "colleague": WRITES, "approver": APPROVES, "reader": ["view_source"], "other": []}
TO_SOLEIL = {"fields": {"publisher": ["Le Quotidien", "Le Soleil"]}}


class People(dict):
    """The people of the bureau by what they do, each made once asked for."""

    def __missing__(self, name):
        self[name] = person_who_may(*RIGHTS[name], username=name)
        return self[name]


@pytest.fixture
def people():
    """The people of the bureau."""
    return People()


def who_may(people, name, proposal):
    """Return the names of those who may take a step of a proposal (a set)."""
    step = PROPOSAL_STEPS[name]
    return {who for who in RIGHTS if PAGES.may_take_proposal(request_of(people[who]), step, proposal)}


@pytest.fixture
def proposal(cited, people):
    """A change of a cited source, that the writer prepared."""
    return keep_proposal(cited, TO_SOLEIL, by=people["writer"])


def step_sent(person, name, proposal, **sent):
    """Return the request by which a person takes a step of a proposal, as its page is now."""
    found = PAGES.find_proposal(request_of(person), proposal.pk)
    return request_of(person, {STEP: name, VERSION: str(found.version), "_confirme": "1", **sent})


def took(person, name, proposal, **sent):
    """Take a step of a proposal; return what was said of it, once the proposal is read again."""
    request = step_sent(person, name, proposal, **sent)
    PAGES.take_proposal(request, name, proposal)
    proposal.refresh_from_db()
    return said_to(request), LIBRARY.deeds_of(request)


def page_of(person, proposal):
    """Return what the page of a proposal tells a person."""
    request = request_of(person)
    return PAGES.proposal_context(request, PAGES.find_proposal(request, proposal.pk))


def test_a_proposal_is_read_by_who_reads_its_record(proposal, people):
    found = PAGES.find_proposal(request_of(people["reader"]), proposal.pk)
    assert (found, found.version) == (proposal, proposal.history.first().history_id)
    with pytest.raises(PermissionDenied):
        PAGES.find_proposal(request_of(people["other"]), proposal.pk)
    with pytest.raises(Http404):
        PAGES.find_proposal(request_of(people["reader"]), proposal.pk + 1)


@pytest.mark.parametrize(
    ("name", "persons"),
    [
        ("submit", {"writer", "colleague", "approver"}),
        ("comment", {"writer", "colleague", "approver"}),
        ("take_back", {"writer"}),
        ("drop", {"writer", "approver"}),
        ("send_back", {"approver"}),
        ("publish", {"approver"}),
    ],
)
def test_each_step_has_those_who_may_take_it(proposal, people, name, persons):
    assert who_may(people, name, proposal) == persons


def test_a_proposal_whose_author_is_gone_is_anyone_s_who_writes(proposal, people):
    proposal.author = None
    assert who_may(people, "take_back", proposal) == {"writer", "colleague", "approver"}


@pytest.mark.parametrize("is_asked", [True, False])
def test_who_wrote_in_it_leaves_it_to_somebody_else(proposal, people, settings, is_asked):
    settings.FOUR_EYES = is_asked
    keep_proposal(proposal.record, {"fields": {"publisher": ["Le Quotidien", "Le Devoir"]}}, by=people["approver"])
    page = page_of(people["approver"], proposal)
    assert page["waits_for_another"] == (str(OWN_WORK) if is_asked else "")
    assert ("publish" in page["steps"]) != is_asked
    assert page_of(people["writer"], proposal)["waits_for_another"] == ""


def test_put_online_it_changes_the_record_and_the_history_says_who_wrote_it(proposal, people):
    said, deeds = took(people["approver"], "publish", proposal)
    source = proposal.record
    source.refresh_from_db()
    assert (source.publisher, proposal.state) == ("Le Soleil", ProposalState.APPLIED)
    row = source.history.first()
    assert (row.history_user, row.history_change_reason) == (
        people["approver"],
        "Proposition approuvée, de\u00a0: writer",
    )
    assert said == [("success", f"{proposal.title}\u00a0: Mise en ligne.")]
    assert deeds == [("publish", proposal.title)]


def test_all_who_wrote_in_it_are_named_once(proposal, people):
    for name, publisher in (("colleague", "Le Devoir"), ("writer", "Le Soleil")):
        keep_proposal(proposal.record, {"fields": {"publisher": ["Le Quotidien", publisher]}}, by=people[name])
    proposal.history.filter(history_user=people["colleague"]).update(history_user=None)
    assert PAGES.reason_of(proposal) == "Proposition approuvée, de\u00a0: writer, compte supprimé"


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("publish", {VERSION: "0"}, CHANGED_SINCE),
        ("send_back", {"comment": "Précisez."}, "Cette proposition est rendue ailleurs\u00a0: en préparation."),
        ("comment", {"comment": " "}, "Écrivez un commentaire."),
    ],
)
def test_a_step_that_is_refused_changes_nothing(proposal, people, name, sent, sentence):
    with pytest.raises(ValidationError) as refused:
        took(people["approver"], name, proposal, **sent)
    assert refused.value.messages == [str(sentence)]
    assert (SourceProposal.objects.get().state, proposal.history.count()) == (ProposalState.PREPARED, 1)


def test_what_is_proposed_of_a_record_that_is_gone_is_not_put_online(people):
    orphan = SourceProposalFactory(record=None)
    with pytest.raises(ValidationError) as refused:
        took(people["approver"], "publish", orphan)
    assert refused.value.messages == [str(DELETED)]
    assert SourceProposal.objects.get().state == ProposalState.PREPARED
    page = page_of(people["approver"], orphan)
    assert (page["record"], page["preview_url"], page["edit_url"]) == (None, "", "")


def test_what_somebody_changed_meanwhile_is_in_conflict_and_not_put_online(proposal, people):
    source = proposal.record
    source.publisher = "Le Devoir"
    source.save()
    with pytest.raises(ValidationError, match="il faut choisir"):
        took(people["approver"], "publish", proposal)
    [conflict] = page_of(people["approver"], proposal)["conflicts"]
    assert conflict == ("Éditeur", "Le Quotidien", "Le Devoir", "Le Soleil")


def test_what_the_form_refuses_is_told_before_it_is_put_online(cited, people):
    wrong = SourceProposalFactory(record=cited, changes={"fields": {"publisher": ["Le Quotidien", ""]}})
    assert page_of(people["approver"], wrong)["faults"] == ["Éditeur\u00a0: Ce champ est obligatoire."]


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (ProposalState.PREPARED, ["submit", "publish", "comment", "drop"]),
        (ProposalState.SUBMITTED, ["publish", "send_back", "comment", "drop"]),
        (ProposalState.APPLIED, []),
        (ProposalState.DROPPED, []),
    ],
)
def test_the_page_offers_the_steps_from_where_it_stands(proposal, people, state, steps):
    SourceProposal.objects.update(state=state)
    page = page_of(people["approver"], proposal)
    assert [*page["steps"]] == steps
    assert bool(page["edit_url"]) == (state in {ProposalState.PREPARED, ProposalState.SUBMITTED})


def test_the_page_tells_what_changes_and_what_is_new_since_the_last_comment(proposal, people):
    [section] = page_of(people["reader"], proposal)["sections"]
    assert [(each.label, each.after, each.is_recent) for each in section.fields] == [("Éditeur", "Le Soleil", False)]
    take_proposal_step(proposal, "comment", by=people["approver"], comment="Lequel?")
    later = {"fields": {"kind": ["presse", "loi"]}}
    keep_proposal(proposal.record, later, by=people["writer"])
    page = page_of(people["reader"], proposal)
    assert [row.said for row in page["thread"]] == [False, True, False]
    assert [each.is_recent for each in page["sections"][0].fields] == [True]
    assert page["withdrawn"] == ["Éditeur"]


def test_the_same_comment_said_twice_is_said_twice(proposal, people, time_machine):
    for day in (2, 3):
        time_machine.move_to(f"2026-03-0{day}T12:00:00Z", tick=False)
        take_proposal_step(proposal, "comment", by=people["approver"], comment="Lequel?")
    assert [row.said for row in page_of(people["reader"], proposal)["thread"]] == [False, True, True]


@pytest.mark.parametrize(("name", "is_led"), [("writer", True), ("approver", True), ("reader", False)])
def test_who_may_write_is_led_to_the_form_that_continues_it(proposal, people, name, is_led):
    key = proposal.record_id
    expected = f"/admin/records/source/{key}/change/?{PROPOSE}=1" if is_led else ""
    assert page_of(people[name], proposal)["edit_url"] == expected


def test_a_source_has_no_page_to_show_beforehand(proposal, people):
    assert page_of(people["approver"], proposal)["preview_url"] == ""
    with pytest.raises(Http404):
        PAGES.preview_view(request_of(people["approver"]), proposal.pk)


@pytest.mark.parametrize("name", ["", "detruire", "withdraw"])
def test_a_step_that_is_none_is_not_found(proposal, people, name):
    with pytest.raises(Http404):
        PAGES.proposal_view(step_sent(people["approver"], name, proposal), proposal.pk)


def test_a_step_of_others_is_refused(proposal, people):
    with pytest.raises(PermissionDenied):
        PAGES.proposal_view(step_sent(people["colleague"], "publish", proposal), proposal.pk)


def test_a_step_with_consequences_is_confirmed_first(proposal, people):
    question = PAGES.proposal_view(request_of(people["writer"], {STEP: "drop"}), proposal.pk).context_data["question"]
    assert (question.follows, question.button) == (PROPOSAL_STEPS["drop"].follows, PROPOSAL_STEPS["drop"].words)
    assert question.title == f"Abandonner la proposition\u00a0: {proposal.title}"
    assert SourceProposal.objects.get().is_open
    PAGES.proposal_view(step_sent(people["writer"], "drop", proposal), proposal.pk)
    assert SourceProposal.objects.get().state == ProposalState.DROPPED


def test_a_step_refused_shows_the_page_again_with_what_was_typed(proposal, people):
    request = step_sent(people["approver"], "send_back", proposal, comment="Précisez.")
    shown = PAGES.proposal_view(request, proposal.pk).context_data
    assert (len(shown["refusals"]), shown["typed"]) == (1, "Précisez.")


def test_the_past_proposals_of_a_record_are_listed_the_latest_first(proposal, people):
    record = proposal.record
    closed = [SourceProposalFactory(record=record, state=state) for state in ("applied", "dropped")]
    page = PAGES.past_view(request_of(people["reader"]), record.pk).context_data["page"]
    assert [each.pk for each in page] == [each.pk for each in reversed(closed)]
    assert page[0].address == f"/admin/records/source/propositions/{closed[1].pk}/"


def test_the_past_of_a_record_is_for_who_reads_it(proposal, people):
    with pytest.raises(PermissionDenied):
        PAGES.past_view(request_of(people["other"]), proposal.record_id)
    with pytest.raises(Http404):
        PAGES.past_view(request_of(people["reader"]), proposal.record_id + 1)


def test_the_form_of_a_record_tells_of_its_open_proposal(proposal, people):
    source = PAGES.get_object(request_of(people["approver"]), str(proposal.record_id))
    assert PAGES.context_of_proposal(request_of(), source, {}) == {
        "proposal": proposal,
        "proposal_url": f"/admin/records/source/propositions/{proposal.pk}/",
    }
    alone = PAGES.get_object(request_of(people["approver"]), str(SourceFactory().pk))
    assert PAGES.context_of_proposal(request_of(), alone, {}) == {}
