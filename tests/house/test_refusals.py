"""The helper that says which rule of the database refused is itself seen saying so, and seen failing."""

import pytest
from django.db import connection

from axes.models import Vision
from missions.models import CostFact, Mission, Reminder
from tests.axes.factories import AxisFactory, VisionFactory
from tests.missions.factories import CostFactFactory, MissionFactory, ReminderFactory
from tests.partners.factories import PartnerFactory
from tests.rules import Broken, database_refuses, refused_by

pytestmark = pytest.mark.django_db


def test_a_check_is_named():
    mission = MissionFactory(ceiling=1)
    rows = Mission.objects.filter(pk=mission.pk)
    assert refused_by(lambda: rows.update(ceiling=-1)) == "missions_mission_ceiling_not_negative"


def test_what_must_be_unique_is_named_by_its_constraint():
    axis = AxisFactory()
    other = AxisFactory.build(vision=axis.vision, position=axis.position)
    assert refused_by(other.save) == "axes_axis_rank_is_its_own"


@pytest.mark.parametrize(
    ("factory", "model", "values", "constraint"),
    [
        (VisionFactory, Vision, {"is_current": True}, "axes_vision_one_is_current"),
        (ReminderFactory, Reminder, {}, "missions_reminder_sent_once"),
    ],
)
def test_what_must_be_unique_among_some_rows_is_named_too(factory, model, values, constraint):
    first = factory(**values)
    copy = model.objects.get(pk=first.pk)
    copy.pk, copy._state.adding = None, True
    if hasattr(copy, "slug"):
        copy.slug = "autre"
    assert refused_by(copy.save) == constraint


@pytest.mark.parametrize("write", [lambda rows: rows.update(amount=5), lambda rows: rows.delete()])
def test_a_trigger_is_named_by_what_it_says(write):
    CostFactFactory(mission__published=True)
    assert refused_by(lambda: write(CostFact.objects.all())) == "missions_costfact_published_stays"


@pytest.mark.parametrize(
    ("case", "values"),
    [
        ("another check", {"ceiling": -1}),
        ("two checks at once, another first", {"ceiling": -1, "stage": "non_retenue"}),
    ],
)
def test_a_case_fails_when_another_constraint_refuses_first(case, values):
    wrong = Broken("missions_mission_end_has_its_start", MissionFactory, "starts_on", values)
    with pytest.raises(AssertionError):
        database_refuses(wrong)


def test_a_case_of_one_unique_constraint_fails_when_another_refuses():
    PartnerFactory(slug="namur")
    wrong = Broken("partners_agreementparty_once_each", PartnerFactory, "slug", {"slug": "namur"})
    with pytest.raises(AssertionError):
        database_refuses(wrong)


def test_a_case_fails_when_nothing_refuses():
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        database_refuses(Broken("missions_mission_end_has_its_start", MissionFactory, "starts_on"))


def test_after_a_refusal_the_test_goes_on():
    refused_by(lambda: Mission.objects.bulk_create([MissionFactory.build(slug="m", sorts_on="1000-01-01", ceiling=-1)]))
    assert not Mission.objects.exists()
    assert not connection.needs_rollback
