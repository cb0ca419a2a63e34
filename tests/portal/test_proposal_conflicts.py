"""What happens to a proposal while someone else changes, withdraws or deletes what it is about: nothing is lost."""

import datetime as dt

import pytest

from records.publication import operations
from records.publication.proposals import ProposalState
from tests.missions.factories import CostFactFactory, MissionFactory, OutcomeFactory, ParticipantFactory, ReportFactory
from tests.portal.bureau import address
from tests.portal.proposals import Bureau, rank_of

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
IN_CONFLICT = "Quelqu’un a changé en ligne ce que cette proposition change aussi"
TOLD = "Cette fiche a changé pendant que vous y travailliez"


@pytest.fixture
def mission():
    """A mission that is online."""
    return MissionFactory(published=True, title="Lyon", purpose="Visiter le port")


@pytest.fixture
def writer(redaction, mission):
    """Someone who writes, with the mission before them."""
    return Bureau(redaction, mission)


@pytest.fixture
def approver(approbation, mission):
    """Someone who approves, with the mission before them."""
    return Bureau(approbation, mission)


def cells(page):
    """Return the cells of the table of conflicts of a page (a list of tuples)."""
    return [tuple(each) for each in page.context["conflicts"]]


def test_what_someone_else_changed_beside_it_stays(writer, approver, mission):
    writer.propose(title="Grenoble", is_submitted=True)
    approver.write(purpose="Visiter le tramway", change_reason="Erreur signalée")
    assert approver.take("publish").status_code == 302
    mission.refresh_from_db()
    assert (mission.title, mission.purpose) == ("Grenoble", "Visiter le tramway")


def test_a_field_both_changed_is_told_three_ways_and_nothing_goes_online(writer, approver, mission):
    writer.propose(title="Grenoble", is_submitted=True)
    approver.write(title="Annecy", change_reason="Erreur signalée")
    page = approver.read()
    assert IN_CONFLICT in page.text
    assert cells(page) == [("Titre", "Lyon", "Annecy", "Grenoble")]
    assert "il faut choisir d’abord" in approver.take("publish").text
    assert "il faut choisir d’abord" in approver.client.get(approver.page(page="preview"), follow=True).text
    mission.refresh_from_db()
    assert (mission.title, writer.proposal().state) == ("Annecy", ProposalState.SUBMITTED)


def test_the_writer_chooses_in_the_form_which_shows_the_three(writer, approver, mission):
    writer.propose(title="Grenoble", is_submitted=True)
    approver.write(title="Annecy", change_reason="Erreur signalée")
    shown = writer.open()
    assert cells(shown) == [("Titre", "Lyon", "Annecy", "Grenoble")]
    writer.write(shown, title="Annecy et Grenoble")
    assert writer.proposal().changes == {"fields": {"title": ["Annecy", "Annecy et Grenoble"]}}
    assert approver.take("publish").status_code == 302
    mission.refresh_from_db()
    assert mission.title == "Annecy et Grenoble"


def test_who_approves_may_choose_too_where_the_office_lets_them_put_it_online(writer, approver, mission, settings):
    settings.FOUR_EYES = False
    writer.propose(title="Grenoble", is_submitted=True)
    approver.write(title="Annecy", change_reason="Erreur signalée")
    approver.write(query={"_propose": "1"})
    assert cells(approver.read()) == []
    approver.take("publish")
    mission.refresh_from_db()
    assert mission.title == "Grenoble"


def test_both_having_written_the_same_is_no_conflict(writer, approver, mission):
    writer.propose(title="Grenoble", is_submitted=True)
    approver.write(title="Grenoble", change_reason="Erreur signalée")
    assert cells(approver.read()) == []
    approver.take("publish")
    assert writer.proposal().state == ProposalState.APPLIED


def test_a_row_both_changed_or_that_is_gone_is_told(writer, approver, mission):
    changed = OutcomeFactory(mission=mission, action=None, text="Annoncée")
    gone = ParticipantFactory(mission=mission, function="Cheffe")
    shown = writer.open()
    values = {f"{rank_of(shown, changed)}-text": "Signée", f"{rank_of(shown, gone)}-function": "Directrice"}
    writer.write(shown, **values, _submit="1")
    gone.delete()
    changed.text = "Reportée"
    changed.save()
    assert cells(approver.read()) == [
        ("Participation – Fonction", "Cheffe", "ligne supprimée", "Directrice"),
        ("Retombée – Retombée", "Annoncée", "Reportée", "Signée"),
    ]
    writer.write(writer.open())
    assert writer.proposal().changes["parts"] == {
        "outcomes": {"rows": {str(changed.pk): {"text": ["Reportée", "Signée"]}}}
    }


def test_a_row_it_deletes_and_someone_else_changed_is_told(writer, approver, mission):
    outcome = OutcomeFactory(mission=mission, action=None, text="Annoncée")
    shown = writer.open()
    writer.write(shown, **{f"{rank_of(shown, outcome)}-DELETE": "on"}, _submit="1")
    outcome.text = "Signée"
    outcome.save()
    assert cells(approver.read()) == [("Retombée – Retombée", "Annoncée", "Signée", "ligne supprimée")]


def test_a_row_it_deletes_and_that_is_gone_is_gone(writer, approver, mission):
    outcome = OutcomeFactory(mission=mission, action=None)
    shown = writer.open()
    writer.write(shown, **{f"{rank_of(shown, outcome)}-DELETE": "on"}, _submit="1")
    outcome.delete()
    approver.take("publish")
    assert writer.proposal().state == ProposalState.APPLIED


def test_rows_added_and_deleted_meanwhile_move_no_other(writer, approver, mission):
    first, second = (ParticipantFactory(mission=mission, function=name) for name in ("Première", "Seconde"))
    shown = writer.open()
    writer.write(shown, **{f"{rank_of(shown, second)}-function": "Deuxième"}, _submit="1")
    first.delete()
    ParticipantFactory(mission=mission, function="Autre", position=0)
    approver.take("publish")
    assert sorted(each.function for each in mission.participants.all()) == ["Autre", "Deuxième"]


def test_what_no_longer_holds_is_refused_in_words_and_the_proposal_waits(writer, approver, mission):
    person = ParticipantFactory(mission=mission, function="Cheffe")
    row = {"fact_type": "estime", "amount": "100", "scope_code": "delegation", "payer": "ville"}
    writer.write(rows={"costs": [{**row, "participant": person.pk}]}, _submit="1")
    person.delete()
    assert "Pour qui\u00a0: Sélectionnez un choix valide" in approver.read().text
    assert "Sélectionnez un choix valide" in approver.take("publish").text
    assert (mission.costs.count(), writer.proposal().state) == (0, ProposalState.SUBMITTED)


def test_what_the_form_refuses_is_refused_when_it_is_proposed(writer):
    response = writer.write(starts_on="2026-05-09", ends_on="2026-05-01", date_precision="jour")
    assert "Une mission ne peut finir avant de commencer." in response.text
    assert writer.proposal() is None


def test_a_proposal_on_what_was_withdrawn_says_so_and_is_kept(writer, approver, mission):
    writer.propose(title="Grenoble", is_submitted=True)
    operations.withdraw(mission, by=approver.person, on=TODAY)
    for page in (writer.read(), approver.read(), approver.take("publish")):
        assert "La fiche n’est plus en ligne" in page.text
        assert "Grenoble" in page.text
    assert writer.proposal().state == ProposalState.SUBMITTED
    mission = operations.reopen(mission, by=approver.person)
    operations.publish(mission, by=approver.person, on=TODAY)
    approver.take("publish")
    mission.refresh_from_db()
    assert mission.title == "Grenoble"


def test_a_proposal_on_what_was_deleted_says_so_and_is_kept(writer, approver, mission):
    outcome = OutcomeFactory(mission=mission, action=None, text="Annoncée")
    shown = writer.open()
    writer.write(shown, title="Grenoble", **{f"{rank_of(shown, outcome)}-text": "Signée"}, _submit="1")
    page, version = writer.page(), writer.read().context["proposal"].version
    mission.delete()
    for desk in (writer, approver):
        text = desk.client.get(page).text
        for words in ("La fiche a été supprimée", "Grenoble", "Annoncée</del>", "Signée</ins>"):
            assert words in text
    refused = approver.client.post(page, {"_step": "publish", "_version": version, "comment": "Dommage."})
    assert "La fiche a été supprimée" in refused.text
    assert "Dommage." in refused.text
    assert writer.client.post(page, {"_step": "drop", "_version": version, "_confirme": "1"}).status_code == 302


def test_an_amount_that_became_final_meanwhile_is_not_rewritten(writer, approver, mission):
    mission.published_on = None
    mission.status = "draft"
    mission.save()
    cost = CostFactFactory(mission=mission, amount=100)
    mission.status, mission.published_on = "published", TODAY
    mission.save()
    shown = writer.open()
    writer.write(shown, **{f"{rank_of(shown, cost)}-amount": "200"})
    assert writer.proposal() is None
    cost.refresh_from_db()
    assert cost.amount == 100


def test_two_writers_of_one_proposal_are_told_of_each_other_and_lose_nothing(writer, admin_user, mission):
    other = Bureau(admin_user, mission)
    writer.propose(title="Grenoble")
    mine, theirs = writer.open(), other.open(_propose="1")
    writer.write(mine, title="Grenoble 2026")
    data = {"purpose": "Visiter le tramway"}
    told = other.write(theirs, query={"_propose": "1"}, **data)
    for words in (TOLD, "redaction", "Visiter le tramway"):
        assert words in told.text
    assert set(writer.proposal().changes["fields"]) == {"title"}
    seen = told.context["original"].version_read
    assert other.write(theirs, query={"_propose": "1"}, **data, _seen=seen).status_code == 302
    assert set(writer.proposal().changes["fields"]) == {"title", "purpose"}


def test_the_same_form_sent_twice_proposes_once_and_says_nothing(writer):
    shown = writer.open()
    assert [writer.write(shown, title="Grenoble").status_code for _click in (1, 2)] == [302, 302]
    assert writer.proposal().history.count() == 1


def test_a_writer_whose_proposal_went_online_meanwhile_is_told_and_proposes_again(writer, approver, mission):
    writer.propose(title="Grenoble", is_submitted=True)
    shown = writer.open()
    approver.take("publish")
    told = writer.write(shown, title="Grenoble 2026")
    assert TOLD in told.text
    assert "Grenoble 2026" in told.text
    again = writer.write(shown, title="Grenoble 2026", _seen=told.context["original"].version_read)
    assert again.status_code == 302
    assert writer.proposal().changes == {"fields": {"title": ["Grenoble", "Grenoble 2026"]}}


def test_a_proposal_that_changed_since_it_was_read_is_not_approved_and_the_comment_is_kept(writer, approver, mission):
    writer.propose(title="Grenoble", is_submitted=True)
    shown = approver.read()
    writer.write(title="Annecy")
    refused = approver.take("publish", "Très bien.", shown=shown)
    for words in ("a changé depuis que vous l’avez lue", "Très bien.", "Annecy"):
        assert words in refused.text
    mission.refresh_from_db()
    assert mission.title == "Lyon"


def test_the_form_of_who_changes_it_online_shows_what_is_online_and_leads_to_the_proposal(writer, approver, mission):
    writer.propose(title="Grenoble")
    text = approver.open().text
    assert 'value="Lyon"' in text
    assert "Grenoble" not in text
    assert f'href="{address(mission)}?_propose=1"' in approver.read().text


def test_a_part_there_is_one_of_added_by_both_is_refused_in_words(writer, approver, mission):
    row = {"published_on": "2026-01-05", "document_url": "https://exemple.invalid/a"}
    writer.write(rows={"report": [row]}, _submit="1")
    report = ReportFactory(mission=mission)
    assert approver.take("publish").status_code == 200
    assert "Déjà pris" in approver.read().text
    shown = writer.open()
    assert "Déjà pris" in shown.text
    values = {f"{rank_of(shown, report)}-{name}": value for name, value in row.items()}
    blank = {f"report-1-{name}": "" for name in row}
    writer.write(shown, **values, **blank)
    assert approver.take("publish").status_code == 302
    report.refresh_from_db()
    assert report.document_url == "https://exemple.invalid/a"
