"""What a field of the bureau's forms offers: of this mission, of this file, and nothing else."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from missions.admin.costs import CostFactInline
from missions.admin.decision import CriterionInline
from missions.admin.programme import LegInline, MeetingInline
from missions.models import Action, CostFact, CriterionCheck, FollowUp, Leg, Meeting, Mission
from records.admin import ToldChoice
from tests.axes.factories import CommitmentFactory, VisionFactory, VisionItemFactory
from tests.missions.admin.asked import asked_by
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    CriterionCheckFactory,
    FollowUpFactory,
    MeetingFactory,
    MissionFactory,
    ObjectiveFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db


def field_of(editor, model, name, request):
    """Return the form field that an admin or the rows of a part make of a field of `model`."""
    return editor.formfield_for_dbfield(model._meta.get_field(name), request)


def offered(editor, model, name, request):
    return list(field_of(editor, model, name, request).queryset)


def rows_of(inline):
    return inline(Mission, admin.site)


@pytest.mark.parametrize(
    ("name", "factory", "words"),
    [
        ("stop", StopFactory, "place"),
        ("objective", ObjectiveFactory, "text"),
        ("attendees", ParticipantFactory, "function"),
    ],
)
def test_a_meeting_is_offered_what_is_saved_of_its_mission(redaction, name, factory, words):
    row, _other = factory(), factory()
    editor, saved = rows_of(MeetingInline), asked_by(redaction, on=row.mission_id)
    assert offered(editor, Meeting, name, saved) == [row]
    assert offered(editor, Meeting, name, asked_by(redaction)) == []
    field = field_of(editor, Meeting, name, saved)
    assert field.label_from_instance(row) == str(getattr(row, words))
    assert str(field.help_text) == "Se choisit parmi ce qui est déjà enregistré de la mission."


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("corrects", CostFactFactory),
        ("participant", ParticipantFactory),
    ],
)
def test_an_amount_is_offered_what_belongs_to_its_mission(redaction, name, factory):
    row, _other = factory(), factory()
    editor = rows_of(CostFactInline)
    assert offered(editor, CostFact, name, asked_by(redaction, on=row.mission_id)) == [row]
    assert offered(editor, CostFact, name, asked_by(redaction)) == []


def test_a_promise_moves_among_the_meetings_of_its_mission(redaction):
    promise, other = FollowUpFactory(), MeetingFactory()
    second = MeetingFactory(mission=promise.meeting.mission, position=2)
    editor = admin.site.get_model_admin(FollowUp)
    assert offered(editor, FollowUp, "meeting", asked_by(redaction, on=promise.pk)) == [promise.meeting, second]
    assert set(offered(editor, FollowUp, "meeting", asked_by(redaction))) == {promise.meeting, second, other}


@pytest.mark.parametrize("asked", ["mission=", "mission=autre", "etat=retard", "mission=99999999999999999999"])
def test_a_promise_added_from_no_mission_known_is_offered_every_meeting(redaction, asked):
    meeting = MeetingFactory()
    request = asked_by(redaction, _changelist_filters=asked)
    assert offered(admin.site.get_model_admin(FollowUp), FollowUp, "meeting", request) == [meeting]


def test_a_promise_added_from_the_list_of_a_mission_is_offered_its_meetings(redaction):
    meeting, _other = MeetingFactory(), MeetingFactory()
    request = asked_by(redaction, _changelist_filters=f"mission={meeting.mission_id}&etat=retard")
    assert offered(admin.site.get_model_admin(FollowUp), FollowUp, "meeting", request) == [meeting]


def test_the_meetings_of_the_latest_mission_are_offered_first(redaction):
    undated = MeetingFactory()
    latest = MeetingFactory(mission__starts_on=dt.date(2026, 1, 5), mission__date_precision="jour", position=2)
    before = MeetingFactory(mission=latest.mission, position=1)
    found = offered(admin.site.get_model_admin(FollowUp), FollowUp, "meeting", asked_by(redaction))
    assert found == [before, latest, undated]


@pytest.mark.parametrize(("model", "factory"), [(Mission, MissionFactory), (Action, ActionFactory)])
def test_a_file_is_offered_to_the_people_of_the_bureau_and_stays_with_whoever_has_it(redaction, model, factory):
    reader = User.objects.create_user("lectrice")
    gone = User.objects.create_user("ancienne", is_staff=True, is_active=False)
    record, other = factory(owner=gone), factory(owner=reader)
    factory(owner=gone)
    editor = admin.site.get_model_admin(model)
    assert offered(editor, model, "owner", asked_by(redaction)) == [redaction]
    assert offered(editor, model, "owner", asked_by(redaction, on=record.pk)) == [gone, redaction]
    assert offered(editor, model, "owner", asked_by(redaction, on=other.pk)) == [reader, redaction]


def test_a_commitment_is_offered_under_its_axis(redaction, django_assert_num_queries):
    commitment = CommitmentFactory(text="Jumeler deux ports", axis__name="Québec rayonne")
    field = field_of(admin.site.get_model_admin(Action), Action, "commitment", asked_by(redaction))
    with django_assert_num_queries(1):
        [label] = [field.label_from_instance(each) for each in field.queryset]
    assert commitment.text in label
    assert "Québec rayonne" in label


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("leaves_at", "Heure de Québec."),
        ("arrives_at", "Heure de Québec."),
        ("factor", "Laissé vide, le plus récent de la classe"),
        ("travellers", ""),
    ],
)
def test_a_leg_says_whose_hour_it_is_and_what_a_blank_factor_means(redaction, name, words):
    told = str(field_of(rows_of(LegInline), Leg, name, asked_by(redaction)).help_text)
    assert told.startswith(words)
    assert bool(told) is bool(words)


@pytest.fixture
def criteria():
    """Two criteria of the Vision in force, beside a lever of it and a criterion of a former one."""
    vision = VisionFactory(is_current=True)
    VisionItemFactory(vision=vision)
    VisionItemFactory(kind="critere_mission")
    return [VisionItemFactory(vision=vision, kind="critere_mission") for _each in range(2)]


@pytest.mark.parametrize(
    ("direction", "is_held_against"),
    [
        ("sortante", True),
        ("entrante", False),
        ("accueil_evenement", False),
    ],
)
def test_a_trip_is_offered_the_criteria_it_was_not_held_against(criteria, direction, is_held_against):
    mission = MissionFactory(direction=direction)
    inline = rows_of(CriterionInline)
    assert inline.offered(None) == criteria
    assert inline.offered(mission) == (criteria if is_held_against else [])
    CriterionCheckFactory(mission=mission, criterion=criteria[0])
    CriterionCheckFactory(criterion=criteria[1])
    assert inline.offered(mission) == (criteria[1:] if is_held_against else [])


def test_there_is_one_row_for_each_criterion(criteria, redaction):
    mission = CriterionCheckFactory(criterion=criteria[0]).mission
    formset = rows_of(CriterionInline).get_formset(asked_by(redaction), mission)
    assert (formset.extra, formset.max_num, formset.offered) == (1, 2, criteria[1:])
    formset = rows_of(CriterionInline).get_formset(asked_by(redaction), None)
    assert (formset.extra, formset.max_num, formset.offered) == (2, 2, criteria)
    widget = field_of(rows_of(CriterionInline), CriterionCheck, "criterion", asked_by(redaction)).widget
    assert isinstance(widget.widget, ToldChoice)


def test_a_partner_of_a_leg_is_a_city():
    limit = Leg._meta.get_field("from_place").get_limit_choices_to()
    city, network = PartnerFactory(), PartnerFactory(organization=True)
    found = type(city).objects.complex_filter(limit)
    assert (city in found, network in found) == (True, False)
