"""What is asked of the results of missions and actions, and what each says of itself."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from axes.models import Axis
from missions.models import Action, Learning, Mission, Outcome
from records.models import Confidence
from tests.axes.factories import AxisFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MissionFactory,
    MissionPartnerFactory,
    OutcomeFactory,
    StopFactory,
)
from tests.records.factories import SourceFactory

ANYONE = AnonymousUser()
D = dt.date
TODAY = D(2026, 3, 2)


def of_action(day=None, **fields):
    parent = {"action__starts_on": day, "action__date_precision": "jour"} if day else {}
    return OutcomeFactory(**parent, **fields)


def of_mission(day=None, **fields):
    parent = MissionFactory(starts_on=day, date_precision="jour" if day else "")
    return OutcomeFactory(action=None, mission=parent, **fields)


@pytest.mark.django_db
def test_what_came_of_something_is_read_by_who_may_read_it(redaction):
    public = OutcomeFactory(action__published=True)
    of_public_mission = OutcomeFactory(action=None, mission=MissionFactory(published=True))
    drafts = [OutcomeFactory(), of_mission()]
    OutcomeFactory(action__status="archived")
    OutcomeFactory(action=None, mission=MissionFactory(status="archived"))
    assert set(Outcome.objects.visible_to(ANYONE, TODAY)) == {public, of_public_mission}
    assert set(Outcome.objects.visible_to(redaction, TODAY)) == {public, of_public_mission, *drafts}


@pytest.mark.django_db
def test_results_have_the_day_of_what_they_came_of():
    days = {of_action(D(2024, 5, 1)).pk: D(2024, 5, 1), of_mission(D(2025, 5, 1)).pk: D(2025, 5, 1)}
    days |= {of_action().pk: None, of_mission().pk: None}
    for key, day in days.items():
        told = Outcome.objects.dated().filter(pk=key)
        assert told.filter(dated_on=day).exists() if day else told.filter(dated_on=None).exists()


@pytest.mark.django_db
def test_the_latest_results_come_first_those_of_one_record_in_their_order_and_the_undated_last():
    undated, early, late = of_action(), of_action(D(2024, 5, 1)), of_mission(D(2025, 5, 1))
    second = OutcomeFactory(action=early.action, position=2)
    first = OutcomeFactory(action=early.action, position=1)
    same_day = of_action(D(2024, 5, 1))
    assert list(Outcome.objects.newest_first()) == [late, same_day, early, first, second, undated]


@pytest.mark.django_db
def test_the_latest_result_of_an_axis_is_of_its_latest_action_that_has_one(redaction, django_assert_num_queries):
    axis, bare, other = AxisFactory(published=True), AxisFactory(published=True), AxisFactory(published=True)
    public = {"action__published": True, "action__axis": axis}
    of_action(D(2024, 1, 1), **public)
    latest = of_action(D(2025, 1, 1), **public, position=1)
    OutcomeFactory(action=latest.action, position=2), OutcomeFactory(action=latest.action, position=1)
    draft = of_action(D(2026, 1, 1), action__axis=axis)
    ActionFactory(published=True, axis=axis, starts_on=D(2026, 2, 1), date_precision="jour")
    apart = OutcomeFactory(action__published=True, action__axis=other)
    axes = Axis.objects.filter(pk__in=[axis.pk, bare.pk])
    with django_assert_num_queries(1):
        found = Outcome.objects.latest_of(axes, ANYONE, TODAY)
        assert found == {axis.pk: latest}
        assert found[axis.pk].action.axis_id == axis.pk
    assert Outcome.objects.latest_of(Axis.objects.all(), redaction, TODAY) == {axis.pk: draft, other.pk: apart}


@pytest.mark.django_db
def test_of_two_actions_of_one_day_the_last_recorded_is_the_latest_as_in_their_list():
    axis = AxisFactory(published=True)
    for day in (D(2025, 1, 1), None):
        first, last = (of_action(day, action__published=True, action__axis=axis) for _each in range(2))
        rows, actions = Outcome.objects.filter(pk__in=[first.pk, last.pk]), Action.objects.filter(axis=axis)
        assert rows.latest_of(Axis.objects.all(), ANYONE, TODAY) == {axis.pk: last}
        assert list(rows.best_of(actions)) == list(rows.newest_first()) == [last, first]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "first", "second"),
    [
        ("sure before fairly sure", {"confidence": Confidence.HIGH}, {"confidence": Confidence.MEDIUM}),
        ("fairly sure before ungraded", {"confidence": Confidence.MEDIUM}, {}),
        ("ungraded before known to be weak", {}, {"confidence": Confidence.LOW}),
        (
            "as sure as its action where it tells nothing",
            {"action__confidence": Confidence.HIGH},
            {"confidence": Confidence.MEDIUM},
        ),
        (
            "its own word before that of its action",
            {"confidence": Confidence.MEDIUM, "action__confidence": Confidence.LOW},
            {"action__confidence": ""},
        ),
        ("proven before not", {"evidence": SourceFactory}, {}),
        ("sure before proven", {"confidence": Confidence.HIGH}, {"evidence": SourceFactory}),
        ("later before earlier", {"action__starts_on": D(2025, 1, 1), "action__date_precision": "jour"}, {}),
    ],
)
def test_the_best_established_result_comes_first(case, first, second):
    # The weaker is made last, for what was recorded last to come first where nothing else decides.
    best, other = (
        OutcomeFactory(**{name: value() if value is SourceFactory else value for name, value in values.items()})
        for values in (first, second)
    )
    assert list(Outcome.objects.best_of(Action.objects.all())) == [best, other], case


@pytest.mark.django_db
def test_each_action_has_its_first_result_among_the_best_and_no_other_action_has(django_assert_num_queries):
    first = OutcomeFactory(position=1, evidence=SourceFactory())
    for position in (2, 1):
        OutcomeFactory(action=first.action, position=position, confidence=Confidence.HIGH)
    OutcomeFactory(), of_mission()
    with django_assert_num_queries(1):
        [found] = Outcome.objects.best_of(Action.objects.filter(pk=first.action.pk))
        assert (found, found.action, found.evidence) == (first, first.action, first.evidence)


@pytest.mark.django_db
def test_a_result_is_read_on_the_page_of_what_it_came_of_and_found_in_both_languages():
    outcome = of_mission(text="Une Étude reçue", text_en="A study received")
    assert outcome.record == outcome.mission
    assert outcome.get_absolute_url() == outcome.mission.get_absolute_url()
    assert OutcomeFactory().record == Action.objects.get()
    assert outcome.search_text == "une etude recue a study received"


@pytest.mark.parametrize(
    ("learning", "is_decided"),
    [
        ("", False),
        (Learning.SEEN, False),
        (Learning.RECEIVED, False),
        (Learning.PENDING, False),
        (Learning.ADOPTED, True),
        (Learning.REJECTED, True),
    ],
)
def test_a_practice_is_decided_once_adopted_or_rejected(learning, is_decided):
    assert Outcome(learning=learning).is_decided is is_decided


@pytest.mark.parametrize("confidence", ["", *Confidence])
def test_readers_are_told_where_little_supports_a_result(confidence):
    assert Outcome(confidence=confidence).is_weakly_sourced is (confidence == Confidence.LOW)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "None"),
        (Decimal("12.00"), "12"),
        (Decimal("12.50"), "12.50"),
        (Decimal("0.00"), "0"),
        (Decimal("-3.00"), "-3"),
    ],
)
def test_a_value_is_told_without_decimals_where_there_are_none(value, told):
    assert str(Outcome(value=value).display_value) == told


def test_a_result_has_a_mission_where_it_has_no_action():
    mission = Mission(title="Tournée", slug="tournee")
    assert Outcome(mission=mission).record is mission


@pytest.mark.django_db
def test_a_list_of_results_has_all_it_tells_at_hand(django_assert_num_queries):
    action, mission = OutcomeFactory(evidence=SourceFactory()).action, of_mission().mission
    draft, shown = ActionPartnerFactory(action=action), ActionPartnerFactory(action=action, partner__published=True)
    StopFactory(mission=mission, place=shown.partner), StopFactory(mission=mission, place=draft.partner)
    MissionPartnerFactory(mission=mission, partner=shown.partner)
    for record in (action, mission):
        record.sources.add(SourceFactory())
    told = list(Outcome.objects.for_listing(ANYONE, TODAY).with_sources().order_by("pk"))
    with django_assert_num_queries(0):
        first, second = told
        assert (first.action.axis, first.action.lead_partner) == (action.axis, action.lead_partner)
        assert [role.partner for role in first.action.shown_roles] == [shown.partner]
        assert (first.receiver, first.evidence is not None) == (None, True)
        assert [stop.place for stop in second.mission.shown_stops] == [shown.partner]
        assert [role.partner for role in second.mission.shown_roles] == [shown.partner]
        assert [len(each.record.sources.all()) for each in told] == [1, 1]
