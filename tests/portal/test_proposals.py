"""A change prepared on a record that is online: the page stands still until someone approves it."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry

from missions.models import CostFact, CostType, MissionStage
from records.admin import PublishableAdmin
from records.publication.proposals import ProposalState
from tests.axes.factories import AxisFactory, CommitmentFactory, IndicatorFactory, VisionFactory, VisionItemFactory
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    MissionFactory,
    OutcomeFactory,
    ParticipantFactory,
    PriorityFactory,
    RuleFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.proposals import Bureau, rank_of

pytestmark = pytest.mark.django_db


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


def test_saving_what_is_online_makes_a_proposal_and_the_page_stands_still(writer, mission, client):
    before = client.get(mission.get_absolute_url()).text
    response = writer.write(title="Lyon et Grenoble")
    assert response["Location"] == writer.page()
    mission.refresh_from_db()
    assert mission.title == "Lyon"
    assert client.get(mission.get_absolute_url()).text == before
    proposal = writer.proposal()
    assert (proposal.state, proposal.author, proposal.title) == (ProposalState.PREPARED, writer.person, "Lyon")
    assert proposal.changes == {"fields": {"title": ["Lyon", "Lyon et Grenoble"]}}


def test_the_form_tells_that_a_proposal_exists_whose_and_since_when(writer, approver, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False)
    assert "devient une proposition" in writer.open().text
    writer.write(title="Lyon et Grenoble")
    for desk in (writer, approver):
        text = desk.open().text
        assert "Une proposition est ouverte sur cette fiche" in text
        assert "1<sup>er</sup>\u00a0mars 2026, proposée par redaction" in text
        assert writer.page() in text


def test_it_goes_online_with_its_rows_and_the_history_says_who_wrote_and_who_approved(writer, approver, mission):
    kept = ParticipantFactory(mission=mission, function="Cheffe")
    gone = ParticipantFactory(mission=mission, function="Conseiller")
    shown = writer.open()
    writer.write(
        shown,
        rows={"outcomes": [{"position": "1", "text": "Entente signée"}, {"position": "2", "text": "Bourse"}]},
        title="Lyon et Grenoble",
        **{f"{rank_of(shown, kept)}-function": "Directrice", f"{rank_of(shown, gone)}-DELETE": "on"},
        _submit="1",
    )
    assert writer.proposal().state == ProposalState.SUBMITTED
    assert [each.function for each in mission.participants.all()] == ["Cheffe", "Conseiller"]
    assert approver.take("publish").status_code == 302
    mission.refresh_from_db()
    assert mission.title == "Lyon et Grenoble"
    assert [each.function for each in mission.participants.all()] == ["Directrice"]
    assert [each.text for each in mission.outcomes.all()] == ["Entente signée", "Bourse"]
    assert writer.proposal().state == ProposalState.APPLIED
    reason = "Proposition approuvée, de\u00a0: redaction"
    deleted = gone.history.filter(history_type="-")
    for history in (mission.history.filter(title="Lyon et Grenoble"), kept.history, deleted):
        row = history.first()
        assert (row.history_user, row.history_change_reason) == (approver.person, reason)
    text = approver.client.get(address(mission, "history")).text
    assert text.count(reason) >= 3


@pytest.mark.parametrize(
    "make",
    [
        VisionFactory,
        AxisFactory,
        IndicatorFactory,
        PriorityFactory,
        PartnerFactory,
        AgreementFactory,
        MissionFactory,
        ActionFactory,
    ],
    ids=str,
)
def test_every_sort_of_record_is_proposed_then_approved(redaction, approbation, make):
    extra = {"partners": [PartnerFactory(published=True)]} if make is AgreementFactory else {}
    record = make(published=True, **extra)
    writer, approver = Bureau(redaction, record), Bureau(approbation, record)
    assert writer.write(note="Vérifié sur place", _submit="1").status_code == 302
    assert approver.read().status_code == 200
    assert "Précision publique" in approver.read().text
    assert approver.client.get(approver.page(page="preview")).status_code == 200
    record.refresh_from_db()
    assert record.note == ""
    assert approver.take("publish").status_code == 302
    record.refresh_from_db()
    assert (record.note, record.is_online) == ("Vérifié sur place", True)


def test_what_nobody_touched_proposes_nothing(writer, approver):
    response = writer.write()
    assert (writer.proposal(), response["Location"]) == (None, address(writer.record))
    assert "aucune proposition n’est faite" in writer.open().text


def test_the_form_shows_again_what_is_proposed_and_saving_it_untouched_changes_nothing(writer, mission):
    kept = OutcomeFactory(mission=mission, action=None, text="Entente annoncée")
    cost = {"fact_type": "estime", "amount": "12 000 $", "scope_code": "delegation", "payer": "ville"}
    shown = writer.open()
    writer.write(
        shown,
        rows={
            "outcomes": [{"position": "2", "text": "Bourse"}, {"position": "3", "text": "Stage"}],
            "costs": [cost, {**cost, "amount": "900 $"}],
        },
        title="Grenoble",
        movements_after_return=[],
        **{f"{rank_of(shown, kept)}-text": "Entente\nsignée"},
    )
    proposed = writer.proposal().changes
    shown = writer.open()
    for words in ("Grenoble", "Bourse", "Stage", "12 000 $", "900 $", "Entente\nsignée"):
        assert words in shown.text
    writer.write(shown)
    assert writer.proposal().changes == proposed
    assert writer.proposal().history.count() == 1


def test_another_joins_it_and_both_are_named_once_it_is_online(writer, approver, admin_user, mission):
    writer.write(title="Grenoble")
    other = Bureau(admin_user, mission)
    other.write(query={"_propose": "1"}, purpose="Visiter le tramway")
    proposal = writer.proposal()
    assert (type(proposal).objects.count(), proposal.author) == (1, writer.person)
    assert set(proposal.changes["fields"]) == {"title", "purpose"}
    approver.take("publish")
    assert mission.history.first().history_change_reason == "Proposition approuvée, de\u00a0: redaction, admin"


def test_sent_back_with_a_comment_it_is_corrected_submitted_again_and_goes_online(writer, approver, mission):
    writer.write(title="Grenoble", purpose="Visiter le tramway", _submit="1")
    approver.take("send_back", "Dites l’année.")
    assert writer.proposal().state == ProposalState.SENT_BACK
    assert "Dites l’année." in writer.read().text
    assert "depuis le dernier commentaire" not in writer.read().text
    writer.write(title="Grenoble 2026", purpose="Visiter le port")
    text = writer.read().text
    assert text.count("depuis le dernier commentaire</span>") == 1
    assert "N’est plus proposé depuis le dernier commentaire" in text
    assert writer.proposal().state == ProposalState.SENT_BACK
    writer.take("submit", "C’est fait.")
    page = approver.read().text
    assert page.index("Dites l’année.") < page.index("C’est fait.")
    approver.take("publish")
    mission.refresh_from_db()
    assert (mission.title, mission.purpose) == ("Grenoble 2026", "Visiter le port")


def test_what_is_submitted_stays_so_when_someone_goes_on_writing(writer):
    writer.write(title="Grenoble", _submit="1")
    writer.write(title="Grenoble 2026")
    assert (writer.proposal().state, writer.proposal().changes["fields"]["title"][1]) == ("submitted", "Grenoble 2026")


def test_dropped_it_leaves_room_for_another_and_may_be_taken_back_once_there_is_room(writer, mission):
    writer.write(title="Grenoble")
    first = writer.proposal()
    writer.take("drop")
    assert "Grenoble" not in writer.open().text
    writer.write(title="Annecy")
    second = writer.proposal()
    assert (type(first).objects.get(pk=first.pk).state, second.state) == ("dropped", "prepared")
    page = writer.page(first)
    version = writer.client.get(page).context["proposal"].version
    refused = writer.client.post(page, {"_step": "take_back", "_version": version})
    assert "Une autre proposition est ouverte" in refused.text
    writer.take("drop")
    assert writer.client.post(page, {"_step": "take_back", "_version": version}).status_code == 302
    assert "Grenoble" in writer.open().text


def test_its_author_takes_it_back_once_submitted(writer, approver):
    writer.write(title="Grenoble", _submit="1")
    shown = approver.read()
    writer.take("take_back")
    assert writer.proposal().state == ProposalState.PREPARED
    assert "a changé depuis que vous l’avez lue" in approver.take("publish", shown=shown).text


def test_a_published_amount_is_corrected_by_a_proposal_and_never_changed(writer, approver, mission):
    wrong = CostFactFactory(mission=mission, amount=10700, fact_type=CostType.AUTHORIZED)
    shown = writer.client.get(address(mission), {"corrige": wrong.pk})
    data_of_row = {"amount": "13000", "correction_reason": "Erreur de frappe"}
    [formset] = [each.formset for each in shown.context["inline_admin_formsets"] if each.formset.prefix == "costs"]
    [begun] = [form.prefix for form in formset.extra_forms]
    writer.write(shown, **{f"{begun}-{name}": value for name, value in data_of_row.items()}, title="Grenoble")
    assert list(CostFact.objects.all()) == [wrong]
    [row] = writer.proposal().changes["parts"]["costs"]["new"]
    assert (row["corrects"], row["amount"]) == (str(wrong.pk), "13000")
    writer.write(writer.open(), _submit="1")
    assert "Erreur de frappe" in approver.read().text
    approver.take("publish")
    correction = CostFact.objects.get(corrects=wrong)
    assert (correction.amount, CostFact.objects.get(pk=wrong.pk).amount) == (13000, 10700)


def test_a_criterion_not_weighed_yet_is_weighed_in_a_proposal(writer, approver, mission):
    vision = VisionFactory(is_current=True)
    first, second = (
        VisionItemFactory(vision=vision, kind="critere_mission", text=text) for text in ("Résultats", "Climat")
    )
    shown = writer.open()
    [formset] = [each.formset for each in shown.context["inline_admin_formsets"] if each.formset.prefix == "criteria"]
    rank = {form["criterion"].value(): form.prefix for form in formset.extra_forms}
    writer.write(shown, **{f"{rank[second.pk]}-verdict": "rempli", f"{rank[second.pk]}-reason": "Par train"})
    shown = writer.open()
    assert all(text in shown.text for text in ("Résultats", "Climat", "Par train"))
    writer.write(shown, _submit="1")
    approver.take("publish")
    [check] = mission.criteria.all()
    assert (check.criterion, check.reason) == (second, "Par train")
    assert first.checks.count() == 0


def test_what_follows_a_saving_follows_an_approval(writer, approver, mission):
    RuleFactory()
    when = {"starts_on": "2026-01-05", "ends_on": "2026-01-08", "date_precision": "jour"}
    writer.write(stage=MissionStage.DONE, **when, _submit="1")
    stored = type(mission).objects.get()
    assert (hasattr(stored, "report"), stored.history.count()) == (False, 1)
    approver.take("publish")
    mission.refresh_from_db()
    assert mission.report
    assert (mission.stage, mission.edited_at is not None) == (MissionStage.DONE, True)
    assert LogEntry.objects.filter(user=approver.person).count() == 1


def test_no_admin_saves_behind_the_back_of_proposals():
    """What an admin does once a record is saved is in `draw_consequences`: it must not follow what is only proposed."""
    published = [each for each in admin.site._registry.values() if isinstance(each, PublishableAdmin)]
    assert len(published) == 8
    for name in ("save_form", "save_model", "save_related", "save_formset", "log_change", "response_change"):
        homes = {next(home for home in type(each).__mro__ if name in vars(home)) for each in published}
        assert all(home.__module__.split(".")[0] in {"records", "django", "simple_history"} for home in homes), name


def test_the_parts_of_other_records_are_proposed_too(redaction, approbation):
    axis = AxisFactory(published=True)
    kept = CommitmentFactory(axis=axis, text="Accueillir")
    writer, approver = Bureau(redaction, axis), Bureau(approbation, axis)
    shown = writer.open()
    writer.write(shown, **{f"{rank_of(shown, kept)}-text": "Accueillir et suivre"}, _submit="1")
    approver.take("publish")
    kept.refresh_from_db()
    assert kept.text == "Accueillir et suivre"


def test_lists_of_rows_are_proposed_and_told_by_their_names(writer, approver, mission):
    former, other = (
        AxisFactory(published=True, name="Québec rayonne"),
        AxisFactory(published=True, name="Québec attire"),
    )
    mission.axes.add(former)
    writer.write(axes=[other.pk], _submit="1")
    assert "<strong>Axes\u00a0:</strong> Québec rayonne → Québec attire" in approver.read().text
    assert list(mission.axes.all()) == [former]
    approver.take("publish")
    assert list(mission.axes.all()) == [other]
