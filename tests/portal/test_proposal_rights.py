"""Who may propose, approve, drop; who changes what is online at once, and says why; what never waits for approval."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError

from partners.models import Contact
from records.publication.proposal_steps import take_proposal_step
from records.publication.proposals import ProposalState
from tests.house.code import our_models
from tests.missions.factories import ActionFactory, MissionFactory, OutcomeFactory
from tests.partners.factories import ContactFactory, PartnerFactory
from tests.portal.bureau import address, take_many
from tests.portal.proposals import Bureau, rank_of

pytestmark = pytest.mark.django_db

CONTACT = {
    "function": "Maire",
    "email": "maire@exemple.invalid",
    "purpose": "Jumelage",
    "source": "Courriel",
    "verified_on": "2026-01-01",
    "keep_until": "2030-01-01",
}


@pytest.fixture
def mission():
    """A mission that is online."""
    return MissionFactory(published=True, title="Lyon", purpose="Visiter le port")


@pytest.fixture
def people(redaction, approbation, gestion):
    """The people of the bureau, by name."""
    other = User.objects.create_user("collegue", is_staff=True)
    other.groups.set(redaction.groups.all())
    return {"writer": redaction, "colleague": other, "approver": approbation, "manager": gestion}


@pytest.fixture
def desks(people, mission):
    """A desk for each of the bureau, with the mission on it: {name: Bureau}."""
    return {name: Bureau(person, mission) for name, person in people.items()}


MAY_TAKE = {
    "submit": {"writer", "colleague", "approver"},
    "comment": {"writer", "colleague", "approver"},
    "drop": {"writer", "approver"},
    "publish": {"approver"},
    "send_back": {"approver"},
    "take_back": {"writer"},
}


@pytest.mark.parametrize("person", ["writer", "colleague", "approver", "manager"])
@pytest.mark.parametrize("step", MAY_TAKE)
def test_who_may_take_which_step(people, person, step):
    # The rights are those of every sort of record; the form of an action is short.
    action = ActionFactory(published=True, title="Lyon")
    desks = {name: Bureau(each, action) for name, each in people.items()}
    desks["writer"].propose(title="Grenoble", is_submitted=step in {"send_back", "take_back"})
    shown = desks[person].read()
    assert (step in shown.context["steps"]) == (person in MAY_TAKE[step])
    response = desks[person].take(step, "Voilà.")
    assert response.status_code == (302 if person in MAY_TAKE[step] else 403)


@pytest.mark.parametrize("is_asked", [True, False])
def test_who_wrote_in_a_proposal_has_somebody_else_put_it_online(desks, mission, settings, is_asked):
    settings.FOUR_EYES = is_asked
    desks["writer"].propose(title="Grenoble")
    desks["approver"].write(title="Nantes", query={"_propose": "1"})
    shown = desks["approver"].read()
    assert ("publish" in shown.context["steps"]) != is_asked
    assert ("quelqu’un d’autre la met en ligne" in shown.text) == is_asked
    assert desks["approver"].take("publish").status_code == (403 if is_asked else 302)
    mission.refresh_from_db()
    assert mission.title == ("Lyon" if is_asked else "Nantes")


def test_the_step_itself_refuses_to_put_online_what_the_same_person_wrote(desks, approbation, redaction):
    desks["writer"].propose(title="Grenoble")
    with pytest.raises(ValidationError, match="quelqu’un d’autre"):
        take_proposal_step(desks["writer"].proposal(), "publish", by=redaction)
    assert take_proposal_step(desks["writer"].proposal(), "publish", by=approbation).is_applied


def test_a_step_unknown_or_that_starts_elsewhere_is_refused(desks):
    desks["writer"].propose(title="Grenoble")
    assert desks["approver"].take("destroy").status_code == 404
    assert "Cette proposition est rendue ailleurs" in desks["approver"].take("send_back", "Encore.").text
    desks["writer"].take("submit")
    assert "Écrivez un commentaire" in desks["approver"].take("send_back", "  ").text
    assert desks["writer"].proposal().state == ProposalState.SUBMITTED


def test_a_proposal_that_changes_nothing_any_more_is_not_submitted(desks):
    desks["writer"].propose(title="Grenoble")
    response = desks["writer"].write(title="Lyon", _submit="1")
    assert response.status_code == 302
    assert desks["writer"].proposal().state == ProposalState.PREPARED
    assert "ne change rien" in desks["writer"].read().text


def test_who_reads_everything_proposes_nothing(desks):
    shown = desks["manager"].open()
    assert "_propose" not in shown.text
    assert desks["manager"].client.post(address(shown.context["original"]), {"title": "Autre"}).status_code == 403
    assert desks["manager"].proposal() is None


def test_nobody_else_reads_a_proposal(desks, client):
    desks["writer"].propose(title="Grenoble")
    stranger = User.objects.create_user("stagiaire", is_staff=True)
    for page in ("proposal", "preview"):
        url = desks["writer"].page(page=page)
        assert client.get(url)["Location"].startswith("/admin/login/")
        visitor = Bureau(stranger, desks["writer"].record)
        assert visitor.client.get(url).status_code == 403
    assert desks["writer"].client.get(url.replace("/propositions/", "/propositions/9")).status_code == 404


def test_who_changes_online_at_once_says_why_and_the_history_keeps_it(desks, mission):
    outcome = OutcomeFactory(mission=mission, action=None, text="Annoncée")
    approver = desks["approver"]
    shown = approver.open()
    data = {"title": "Grenoble", f"{rank_of(shown, outcome)}-text": "Signée"}
    refused = approver.write(shown, **data)
    assert "Dites en une ligne pourquoi" in refused.text
    assert 'value="Grenoble"' in refused.text
    assert approver.write(shown, **data, change_reason="Coquille signalée").status_code == 302
    for row in (mission.history.filter(title="Grenoble").first(), outcome.history.first()):
        assert (row.history_user, row.history_change_reason) == (approver.person, "Coquille signalée")
    assert approver.proposal() is None


def test_who_changes_only_a_part_online_says_why_too(desks, mission):
    refused = desks["approver"].write(rows={"outcomes": [{"position": "1", "text": "Bourse"}]})
    assert "Dites en une ligne pourquoi" in refused.text
    assert mission.outcomes.count() == 0


def test_who_changes_nothing_is_asked_nothing(desks):
    assert desks["approver"].write().status_code == 302


def test_who_approves_may_propose_instead(desks, mission):
    assert "Enregistrer comme proposition" in desks["approver"].open().text
    response = desks["approver"].write(title="Grenoble", _propose="1")
    assert response["Location"] == desks["approver"].page()
    mission.refresh_from_db()
    assert mission.title == "Lyon"


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_what_is_not_online_is_asked_no_reason(approbation, status):
    mission = MissionFactory(status=status)
    assert "change_reason" not in Bureau(approbation, mission).open().text
    assert Bureau(approbation, mission).write(title="Autre").status_code == 302


def test_a_verb_of_a_list_changes_nothing_online_for_who_only_proposes(desks, mission):
    text = take_many(desks["writer"].client, [mission], "bring_back_selected").text
    assert "Seule l’approbation peut la changer" in text
    stage = mission.stage
    mission.refresh_from_db()
    assert mission.stage == stage


def test_the_contacts_of_a_partner_online_are_kept_up_without_approval(redaction):
    partner = PartnerFactory(published=True, name="Namur")
    former = ContactFactory(partner=partner, function="Échevine")
    writer = Bureau(redaction, partner)
    shown = writer.open()
    response = writer.write(shown, rows={"contacts": [CONTACT]}, **{f"{rank_of(shown, former)}-function": "Députée"})
    assert response["Location"] == address(partner)
    assert sorted(each.function for each in Contact.objects.all()) == ["Députée", "Maire"]
    assert writer.proposal() is None
    text = writer.open().text
    assert "ne demande pas d’approbation" in text
    assert "aucune proposition" not in text
    assert Contact.history.filter(function="Maire").get().history_user == redaction


def test_contacts_and_the_rest_of_a_form_go_each_their_way(redaction):
    partner = PartnerFactory(published=True, name="Namur")
    writer = Bureau(redaction, partner)
    writer.write(rows={"contacts": [CONTACT]}, name="Namur-la-Neuve")
    partner.refresh_from_db()
    assert (partner.name, Contact.objects.get().function) == ("Namur", "Maire")
    proposal = writer.proposal()
    assert proposal.changes == {"fields": {"name": ["Namur", "Namur-la-Neuve"]}}
    assert "maire@exemple.invalid" not in str(proposal.history.values())


def test_an_approver_keeps_contacts_up_without_a_reason(approbation):
    partner = PartnerFactory(published=True)
    assert Bureau(approbation, partner).write(rows={"contacts": [CONTACT]}).status_code == 302
    assert Contact.objects.get().function == "Maire"


def test_two_who_keep_contacts_up_at_once_are_told(redaction, approbation):
    partner = PartnerFactory(published=True)
    mine, theirs = Bureau(redaction, partner), Bureau(approbation, partner)
    shown = theirs.open()
    mine.write(rows={"contacts": [CONTACT]})
    told = theirs.write(shown, rows={"contacts": [CONTACT]})
    assert "a changé pendant que vous y travailliez" in told.text
    assert Contact.objects.count() == 1


def test_who_submits_a_draft_is_told_what_it_stands_on_that_is_a_draft_too(redaction):
    action = ActionFactory(axis__published=True, lead_partner__name="Namur <3>")
    client = Bureau(redaction, action).client
    shown = client.post(address(action, "publication"), {"_step": "submit"}, follow=True)
    text = " ".join(str(message) for message in shown.context["messages"])
    link = f'<a href="{address(action.lead_partner)}">Namur &lt;3&gt;</a>'
    assert "À mettre en ligne d’abord\u00a0: partenaire principal" in text
    assert link in text
    assert "axe" not in text


def test_no_permission_is_asked_of_proposals_but_those_on_their_records():
    assert not Permission.objects.filter(content_type__model__in=[f"{name}proposal" for name in MODERATED]).exists()
    assert {model._meta.model_name for model in our_models() if model.__name__.endswith("Proposal")} == {
        f"{name}proposal" for name in MODERATED | {"source"}
    }


MODERATED = {model._meta.model_name for model in our_models() if hasattr(model, "published_with")}
