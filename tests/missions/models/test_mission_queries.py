"""What is asked of missions: of one and of many, with the same answer."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from missions.models import CostFact, Direction, Mission, MissionStage
from records.words.dates import UNDATED
from tests.axes.factories import AxisFactory
from tests.missions.factories import (
    CeilingItemFactory,
    CostFactFactory,
    EmissionFactorFactory,
    LegFactory,
    MissionFactory,
    MissionPartnerFactory,
    ReportFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
TODAY = dt.date(2026, 3, 2)
BEFORE, AFTER = dt.date(2026, 3, 1), dt.date(2026, 3, 3)


def dated(starts_on, ends_on=None, **fields):
    precision = "jour" if starts_on else ""
    return MissionFactory(
        starts_on=starts_on, ends_on=ends_on, date_precision=precision, declined_reason="Non.", **fields
    )


def test_one_mission_and_the_database_agree_on_what_was_held_and_what_was_declined():
    missions = [dated(BEFORE, stage=stage) for stage in MissionStage]
    for found, says in (
        (Mission.objects.held(), lambda each: each.is_held),
        (Mission.objects.not_declined(), lambda each: not each.is_declined),
    ):
        expected = {each for each in missions if says(each)}
        assert set(found) == expected
        assert 0 < len(expected) < len(missions)


@pytest.mark.parametrize(
    ("case", "stage", "ends_on", "is_hidden"),
    [
        ("away, the last day", MissionStage.UNDER_WAY, TODAY, True),
        ("the day after the last", MissionStage.UNDER_WAY, BEFORE, False),
        ("said held, and yet not over", MissionStage.DONE, TODAY, True),
        ("held, its end unknown", MissionStage.CLOSED, None, False),
        ("declined, its end unknown", MissionStage.DECLINED, None, False),
        ("to come, its end unknown", MissionStage.AUTHORIZED, None, True),
    ],
)
def test_movements_wait_for_the_return(case, stage, ends_on, is_hidden):
    mission = Mission(stage=stage, starts_on=BEFORE, ends_on=ends_on)
    assert mission.hides_movements(TODAY) is is_hidden, case
    mission.movements_after_return = False
    assert mission.hides_movements(TODAY) is False, case


def test_those_to_come_start_after_today_the_next_first():
    later, sooner, same_day = dated(dt.date(2026, 5, 1)), dated(AFTER), dated(AFTER)
    dated(TODAY), dated(None)
    dated(AFTER, stage=MissionStage.DECLINED)
    assert list(Mission.objects.upcoming(TODAY)) == [sooner, same_day, later]


def test_those_back_are_trips_out_that_were_held_the_last_first():
    held = {"stage": MissionStage.DONE}
    earlier, today = dated(dt.date(2025, 1, 1), BEFORE, **held), dated(BEFORE, TODAY, stage=MissionStage.CLOSED)
    of_unknown_end, begun_today = dated(dt.date(2024, 1, 1), **held), dated(TODAY, **held)
    dated(BEFORE, AFTER, **held), dated(AFTER, **held), dated(None, **held)
    dated(BEFORE, BEFORE, direction=Direction.IN, **held), dated(BEFORE, BEFORE, stage=MissionStage.UNDER_WAY)
    assert list(Mission.objects.back(TODAY)) == [begun_today, today, earlier, of_unknown_end]


@pytest.mark.parametrize(
    ("case", "values", "report", "is_awaited"),
    [
        ("no report recorded", {}, None, True),
        ("a report without its day", {}, {}, True),
        ("a report with its day", {}, {"published_on": TODAY, "document_url": "https://exemple.invalid/"}, False),
        ("an end that nobody recorded", {"ends_on": None}, None, False),
        ("a delegation received", {"direction": Direction.IN}, None, False),
        ("declined", {"stage": MissionStage.DECLINED}, None, False),
    ],
)
def test_a_report_is_awaited_of_a_trip_out_of_which_none_is_published(case, values, report, is_awaited):
    mission = dated(**{"starts_on": BEFORE, "ends_on": BEFORE, **values})
    if report is not None:
        ReportFactory(mission=mission, **report)
    assert list(Mission.objects.awaiting_report()) == ([mission] if is_awaited else []), case


def test_the_latest_comes_first_of_two_the_same_day_the_last_recorded_and_the_undated_last():
    undated, first, second, older = dated(None), dated(BEFORE), dated(BEFORE), dated(dt.date(2020, 1, 1))
    assert list(Mission.objects.newest_first()) == [second, first, older, undated]
    assert undated.sorts_on == UNDATED


@pytest.mark.parametrize(
    ("fetch", "names"),
    [
        (lambda rows, user: rows.for_listing(user, TODAY), ["stops"]),
        (lambda rows, user: rows.with_shown_roles(user, TODAY), ["roles"]),
        (lambda rows, user: rows.for_page(user, TODAY), ["stops", "roles"]),
    ],
)
def test_a_partner_being_prepared_is_told_to_the_bureau_alone(redaction, fetch, names):
    mission = MissionFactory()
    places = [PartnerFactory(published=True), PartnerFactory(), PartnerFactory(status="archived")]
    for place in places:
        StopFactory(mission=mission, place=place)
        MissionPartnerFactory(mission=mission, partner=place)
    for user, expected in ((ANYONE, places[:1]), (redaction, places[:2])):
        told = fetch(Mission.objects, user).get()
        for name in names:
            rows = getattr(told, f"shown_{name}")
            assert [each.place if name == "stops" else each.partner for each in rows] == expected


def test_the_accounts_and_the_disclosure_tell_what_anyone_may_read_with_the_source_of_each_amount():
    mission = MissionFactory()
    mission.axes.set([axis := AxisFactory(published=True), AxisFactory()])
    place = PartnerFactory(published=True)
    StopFactory(mission=mission, place=place), StopFactory(mission=mission)
    MissionPartnerFactory(mission=mission, partner=place), MissionPartnerFactory(mission=mission)
    CostFactFactory(mission=mission).sources.add(source := SourceFactory())
    accounts = Mission.objects.for_accounts(TODAY).get()
    assert (list(accounts.axes.all()), [each.partner for each in accounts.shown_roles]) == ([axis], [place])
    for told in (accounts, Mission.objects.for_disclosure(TODAY).get()):
        assert [stop.place for stop in told.shown_stops] == [place]
        assert [cost.cited for cost in told.costs.all()] == [[source]]


def test_sources_are_told_of_the_mission_of_each_amount_and_of_each_factor_in_one_statement(
    django_assert_num_queries,
):
    mission, other = MissionFactory(), MissionFactory()
    (cost, again, bare), factor = CostFactFactory.create_batch(3, mission=mission), EmissionFactorFactory()
    LegFactory(mission=mission, factor=factor), LegFactory(mission=mission)
    own, of_both, of_factor, of_another = SourceFactory.create_batch(4)
    mission.sources.set([own, of_both]), cost.sources.set([of_both]), again.sources.set([of_both])
    factor.sources.set([of_factor, of_both]), other.sources.set([of_another])
    CostFactFactory(mission=other).sources.set([of_both])
    told = Mission.objects.for_page(ANYONE, TODAY).get(pk=mission.pk)
    with django_assert_num_queries(1):
        found = told.gather_sources()
    assert {source.pk for source in found} == {own.pk, of_both.pk}
    assert len(found) == 2
    assert {each.pk: each.cited for each in told.costs.all()} == {cost.pk: [of_both], again.pk: [of_both], bare.pk: []}
    [cited] = [leg.factor.cited for leg in told.legs.all() if leg.factor]
    assert sorted(source.pk for source in cited) == [of_both.pk, of_factor.pk]


def test_a_mission_without_a_flight_gathers_the_sources_of_no_factor():
    EmissionFactorFactory().sources.add(SourceFactory())
    mission = MissionFactory()
    assert mission.gather_sources() == []


@pytest.mark.parametrize(
    ("case", "direction", "lead_role", "city_delegates", "companions"),
    [
        ("the person who leads and two others", Direction.OUT, "Mairesse", 3, 2),
        ("the person who leads, alone", Direction.OUT, "Mairesse", 1, 0),
        ("nobody said who leads", Direction.OUT, "", 3, None),
        ("nobody counted them", Direction.OUT, "Mairesse", None, None),
        ("nobody of the City goes", Direction.OUT, "Mairesse", 0, None),
        ("a delegation received", Direction.IN, "Mairesse", 3, None),
    ],
)
def test_who_leads_is_counted_among_the_people_of_the_city(case, direction, lead_role, city_delegates, companions):
    mission = Mission(direction=direction, lead_role=lead_role, city_delegates=city_delegates)
    assert mission.companions == companions, case


def test_the_parts_of_a_ceiling_are_summed_and_without_any_the_sum_is_0():
    item = CeilingItemFactory(amount="500.25")
    CeilingItemFactory(mission=item.mission, category="repas", amount="100.50")
    assert str(item.mission.ceiling_items_sum) == "600.75"
    assert MissionFactory().ceiling_items_sum == 0


@pytest.mark.parametrize(
    ("starts_on", "words"),
    [
        (dt.date(2023, 8, 22), "Délégation de Namur 2023"),
        (None, "Délégation de Namur"),
    ],
)
def test_an_address_is_made_of_the_title_and_the_year(starts_on, words):
    assert Mission(title="Délégation de Namur", starts_on=starts_on).named_for_address() == words


def test_the_amounts_of_a_mission_are_given_their_references_the_day_it_goes_online():
    mission = dated(BEFORE)
    CostFactFactory.create_batch(2, mission=mission, made_public_on=BEFORE)
    mission.save()
    assert not CostFact.objects.exclude(reference=None).exists()
    mission.status, mission.published_on = "published", TODAY
    mission.save()
    told = list(CostFact.objects.order_by("pk").values_list("reference", flat=True))
    assert told == ["C-2026-01", "C-2026-02"]
    mission.save()
    assert told == list(CostFact.objects.order_by("pk").values_list("reference", flat=True))
