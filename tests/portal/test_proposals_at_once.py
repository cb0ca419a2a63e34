"""Two who write and one who approves act on one record at the same moment, in every order: nothing is lost or mixed."""

import re

import pytest
from django.db import IntegrityError

from missions.models import Mission
from records.publication import operations
from records.publication.proposal_steps import keep_proposal, take_proposal_step
from records.publication.proposals import ProposalState
from tests.at_once import meanwhile, really_written, rows_are_locked
from tests.missions.factories import ActionFactory, MissionFactory
from tests.portal.proposals import Bureau

pytestmark = really_written

TOLD = "Cette fiche a changé pendant que vous y travailliez"


@pytest.fixture
def mission():
    """A mission that is online."""
    return MissionFactory(published=True, title="Lyon", purpose="Visiter le port")


def colleague(writer, name="collegue"):
    """Return someone else of the same group."""
    other = type(writer).objects.create_user(name, is_staff=True)
    other.groups.set(writer.groups.all())
    return other


def title_of(mission):
    """Return its title, as the database has it."""
    return Mission.objects.get(pk=mission.pk).title


@pytest.mark.parametrize("exists", [False, True], ids=["first proposal", "proposal joined"])
def test_of_two_who_propose_at_once_the_second_is_told_and_loses_nothing(redaction, mission, exists):
    mine, theirs = Bureau(redaction, mission), Bureau(colleague(redaction), mission)
    if exists:
        mine.write(purpose="Visiter le tramway")
    shown, seen = mine.open(), theirs.open()
    first, told = meanwhile(lambda: mine.write(shown, title="Grenoble"), lambda: theirs.write(seen, title="Annecy"))
    assert first.status_code == 302
    assert TOLD in told.text
    assert "redaction" in told.text
    assert 'value="Annecy"' in told.text
    assert mine.proposal().changes["fields"]["title"] == ["Lyon", "Grenoble"]
    assert type(mine.proposal()).objects.count() == 1


def test_who_approves_what_is_being_rewritten_is_told(redaction, approbation, mission):
    writer, approver = Bureau(redaction, mission), Bureau(approbation, mission)
    writer.propose(title="Grenoble", is_submitted=True)
    shown, read = writer.open(), approver.read()
    written, told = meanwhile(lambda: writer.write(shown, title="Annecy"), lambda: approver.take("publish", shown=read))
    assert written.status_code == 302
    assert "a changé depuis que vous l’avez lue" in told.text
    assert (title_of(mission), writer.proposal().state) == ("Lyon", ProposalState.SUBMITTED)


def test_who_rewrites_what_is_being_approved_is_told_and_proposes_again(redaction, approbation, mission):
    writer, approver = Bureau(redaction, mission), Bureau(approbation, mission)
    writer.propose(title="Grenoble", is_submitted=True)
    shown, read = writer.open(), approver.read()
    approved, told = meanwhile(
        lambda: approver.take("publish", shown=read), lambda: writer.write(shown, title="Annecy")
    )
    assert approved.status_code == 302
    assert TOLD in told.text
    assert 'value="Annecy"' in told.text
    assert (title_of(mission), writer.proposal().state) == ("Grenoble", ProposalState.APPLIED)
    [seen] = re.findall(r'name="_seen"[^>]*?value="([^"]+)"', told.text)
    again = writer.write(shown, title="Annecy", _seen=seen)
    assert again.status_code == 302
    assert writer.proposal().changes == {"fields": {"title": ["Grenoble", "Annecy"]}}


STEPS = ["publish", "send_back", "take_back", "drop"]


@pytest.mark.parametrize("first", STEPS)
@pytest.mark.parametrize("second", STEPS)
def test_of_two_steps_taken_at_once_the_second_is_told(redaction, approbation, first, second):
    # The steps are those of every sort of record; the form of an action is short.
    action = ActionFactory(published=True, title="Lyon")
    writer, approver = Bureau(redaction, action), Bureau(approbation, action)
    writer.propose(title="Grenoble", is_submitted=True)
    desks = {"publish": approver, "send_back": approver, "take_back": writer, "drop": writer}
    one, other = desks[first], Bureau(desks[second].person, action)
    read, seen = one.read(), other.read()
    taken, told = meanwhile(
        lambda: one.take(first, "Voilà.", shown=read), lambda: other.take(second, "Hélas.", shown=seen)
    )
    assert taken.status_code == 302
    assert "a changé depuis que vous l’avez lue" in told.text
    assert "Hélas." in told.text
    states = {"publish": "applied", "send_back": "sent_back", "take_back": "prepared", "drop": "dropped"}
    assert writer.proposal().state == states[first]
    action.refresh_from_db()
    assert action.title == ("Grenoble" if first == "publish" else "Lyon")


def test_two_proposals_are_not_put_online_on_what_someone_changes_at_once(redaction, approbation, admin_user, mission):
    writer, approver, other = (Bureau(person, mission) for person in (redaction, approbation, admin_user))
    writer.propose(title="Grenoble", is_submitted=True)
    shown, read = other.open(), approver.read()
    changed, told = meanwhile(
        lambda: other.write(shown, title="Annecy", change_reason="Coquille"),
        lambda: approver.take("publish", shown=read),
    )
    assert changed.status_code == 302
    assert "il faut choisir d’abord" in told.text
    assert (title_of(mission), writer.proposal().state) == ("Annecy", ProposalState.SUBMITTED)


def test_who_changes_online_what_is_being_approved_is_told(redaction, approbation, admin_user, mission):
    writer, approver, other = (Bureau(person, mission) for person in (redaction, approbation, admin_user))
    writer.propose(title="Grenoble", is_submitted=True)
    shown, read = other.open(), approver.read()
    approved, told = meanwhile(
        lambda: approver.take("publish", shown=read),
        lambda: other.write(shown, title="Annecy", change_reason="Coquille"),
    )
    assert approved.status_code == 302
    assert TOLD in told.text
    assert title_of(mission) == "Grenoble"


@pytest.mark.parametrize("order", ["withdrawn first", "approved first"])
def test_a_record_is_withdrawn_while_its_proposal_is_approved(redaction, approbation, mission, order):
    writer, approver = Bureau(redaction, mission), Bureau(approbation, mission)
    writer.propose(title="Grenoble", is_submitted=True)
    read, today = approver.read(), mission.published_on
    acts = [
        lambda: operations.withdraw(mission, by=approbation, on=today),
        lambda: approver.take("publish", shown=read),
    ]
    first, second = meanwhile(*(acts if order == "withdrawn first" else acts[::-1]))
    if order == "withdrawn first":
        assert first.is_archived
        assert "La fiche n’est plus en ligne" in second.text
        assert (title_of(mission), writer.proposal().state) == ("Lyon", ProposalState.SUBMITTED)
    else:
        assert second.is_archived
        assert (second.title, writer.proposal().state) == ("Grenoble", ProposalState.APPLIED)


def test_a_record_deleted_while_its_proposal_is_approved_leaves_it(redaction, approbation, mission):
    writer, approver = Bureau(redaction, mission), Bureau(approbation, mission)
    writer.propose(title="Grenoble", is_submitted=True)
    proposal, read = writer.proposal(), approver.read()
    url, version = writer.page(), read.context["proposal"].version
    step = {"_step": "publish", "_version": version}
    _gone, told = meanwhile(
        lambda: Mission.objects.get(pk=mission.pk).delete(), lambda: approver.client.post(url, step)
    )
    assert "La fiche a été supprimée" in told.text
    proposal.refresh_from_db()
    assert (proposal.record_id, proposal.state) == (None, ProposalState.SUBMITTED)


def test_the_verbs_alone_keep_to_one_open_proposal(redaction, admin_user, mission):
    one, other = meanwhile(
        lambda: keep_proposal(mission, {"fields": {"title": ["Lyon", "Grenoble"]}}, by=redaction),
        lambda: keep_proposal(mission, {"fields": {"title": ["Lyon", "Annecy"]}}, by=admin_user),
    )
    assert one.pk == other.pk
    dropped = take_proposal_step(one, "drop", by=redaction)
    again = keep_proposal(mission, {"fields": {"title": ["Lyon", "Nice"]}}, by=redaction)
    assert again.pk != dropped.pk


@rows_are_locked
def test_the_database_holds_one_open_proposal_whatever_writes(redaction, mission):
    table = Mission.proposals.rel.related_model
    first, refusal = meanwhile(
        lambda: table.objects.create(record=mission, title="Lyon", author=redaction),
        lambda: table.objects.create(record=mission, title="Lyon", author=redaction),
    )
    assert first.pk
    assert isinstance(refusal, IntegrityError)
