"""Year against year: what changed, what is drawn, and what serves each commitment."""

import re

import pytest
from django.template.loader import render_to_string

from axes.models import CommitmentKind
from missions.models import ActionStage
from portal.accountability.work import YearWork, commitment_lines, draw_work, work_by_year
from portal.accountability.years import Figure
from tests.axes.factories import AxisFactory, CommitmentFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MissionFactory,
    OutcomeFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.accountability.entries import TODAY, D


def work(year, *numbers, partners=0, before=None):
    """Return the YearWork of a year with so many actions, results, agreements signed and ended."""
    return YearWork(year, *(Figure(each, f"?annee={year}") for each in numbers), partners, before)


def test_what_is_counted_of_a_year_is_told_with_its_change_and_its_list():
    former = work(2023, 4, 5, 1, 2, partners=4)
    told = work(2024, 5, 2, 1, 0, partners=3, before=former)
    assert [(figure.number, route, change) for figure, route, change in told.figures] == [
        (5, "missions:actions", "+1"),
        (2, "missions:results", "−3"),
        (1, "partners:agreements", "="),
        (0, "partners:agreements", "−2"),
    ]
    assert told.partners_change == "−1"


def test_the_first_year_is_compared_with_none():
    first = work(2023, 3, 5, 1, 2, partners=4)
    assert [change for _figure, _route, change in first.figures] == [""] * 4
    assert first.partners_change == ""


def test_each_column_is_drawn_to_its_own_scale_and_one_with_nothing_is_left_out():
    drawn = draw_work([work(2024, 4, 100, 0, 1, partners=2), work(2022, 2, 0, 0, 0, partners=1)])
    assert [(str(each.words), each.route) for each in drawn] == [
        ("actions", "missions:actions"),
        ("résultats", "missions:results"),
        ("partenaires", ""),
        ("fins d’ententes", "partners:agreements"),
    ]
    assert [each.numbers for each in drawn] == [
        {2024: 4, 2022: 2},
        {2024: 100, 2022: 0},
        {2024: 2, 2022: 1},
        {2024: 1, 2022: 0},
    ]
    assert [each.chart.most for each in drawn] == [4, 100, 2, 1]
    actions, _results, partners, _ended = drawn
    assert [[part.amount.address for part in each.parts] for each in actions.chart.columns] == [
        ["?annee=2022"],
        [],  # a year that nobody acted in
        ["?annee=2024"],
    ]
    assert {part.amount.address for each in partners.chart.columns for part in each.parts} == {""}


def test_nothing_is_drawn_of_no_year():
    assert draw_work([]) == []


def acted(starts_on, ends_on=None, **options):
    known = {"published": True, "stage": ActionStage.DONE, "date_precision": "jour"}
    return ActionFactory(starts_on=starts_on, ends_on=ends_on, **{**known, **options})


@pytest.mark.django_db
def test_a_partner_counts_once_in_each_year_of_its_actions_and_in_the_year_of_a_mission_held():
    partner = PartnerFactory(published=True)
    acted(D(2020, 12, 31), D(2022, 1, 1), lead_partner=partner)
    acted(D(2021, 5, 1), D(2021, 6, 1), lead_partner=partner)
    # Those that help count as long as the action does, but those that are not told.
    helped = acted(D(2023, 5, 1), D(2024, 5, 1), lead_partner=partner)
    ActionPartnerFactory(action=helped, partner__published=True)
    ActionPartnerFactory(action=helped)
    # Of a mission, the year of the departure alone; of one that perhaps met nobody, or that is not told, none.
    for options in ({}, {"stage": "a_verifier"}, {"published": False}):
        dates = {"starts_on": D(2024, 12, 30), "ends_on": D(2025, 1, 2), "date_precision": "jour"}
        mission = MissionFactory(**{"published": True, "stage": "realisee", **dates, **options})
        StopFactory(mission=mission, place__published=True)
        StopFactory(mission=mission)
    # What has no date, or is not told, counts in no year.
    ActionPartnerFactory(action=ActionFactory(published=True), partner__published=True)
    StopFactory(mission=MissionFactory(published=True, stage="realisee"), place__published=True)
    acted(D(2015, 5, 1), lead_partner=partner, published=False)
    # An action that goes on counts up to the day, not beyond.
    acted(D(2025, 5, 1), D(2030, 5, 1), stage=ActionStage.UNDER_WAY)
    works = work_by_year(TODAY)
    # A year is compared with the one before it, but the first, and those that the register does not cover whole.
    compared = {each.year: each.before and (each.before.year, each.before.partners) for each in works}
    assert compared == {
        2026: None,
        2025: None,
        2024: (2023, 2),
        2023: (2022, 1),
        2022: (2021, 1),
        2021: (2020, 1),
        2020: None,
    }
    assert {each.year: each.partners for each in works} == {
        2026: 1,
        2025: 1,
        2024: 3,
        2023: 2,
        2022: 1,
        2021: 1,
        2020: 1,
    }


@pytest.mark.django_db
def test_actions_results_and_agreements_are_counted_in_their_years_up_to_that_of_the_day():
    action = acted(D(2023, 5, 1), D(2024, 5, 1))
    OutcomeFactory(action=action)
    days = {"signed_on": D(2023, 5, 1), "signed_precision": "jour"}
    AgreementFactory(published=True, **days, ends_on=D(2024, 5, 1))
    AgreementFactory(published=True, **days, ends_on=D(2027, 5, 1))
    AgreementFactory(**days)  # a draft
    AgreementFactory(published=True, signed_on=D(2022, 5, 1), signed_precision="jour")
    ActionFactory(published=True)  # of nobody knows when
    works = work_by_year(TODAY)
    told = {each.year: [figure.number for figure, _route, _change in each.figures] for each in works}
    assert told == {2024: [1, 0, 0, 1], 2023: [1, 1, 2, 0], 2022: [0, 0, 1, 0]}
    queries = [figure.query for figure, _route, _change in works[0].figures]
    assert queries == ["?annee=2024", "?annee=2024", "?signature=2024", "?fin=2024"]


@pytest.mark.django_db
def test_commitments_stand_in_the_order_of_the_vision_with_what_serves_them():
    second, first = (
        CommitmentFactory(axis__published=True, axis__position=position, kind=CommitmentKind.COMMITMENT, position=1)
        for position in (2, 1)
    )
    hidden = CommitmentFactory()
    for commitment, stage in (
        (first, "realisee"),
        (first, "annoncee"),
        (first, "annoncee"),
        (second, "realisee"),
        (hidden, "realisee"),
    ):
        OutcomeFactory(action=ActionFactory(published=True, axis=commitment.axis, commitment=commitment, stage=stage))
    draft = ActionFactory(axis=first.axis, commitment=first, stage="realisee")
    OutcomeFactory(action=draft)
    lines = commitment_lines(TODAY)
    assert [(line.commitment, line.actions.number, line.results) for line in lines] == [(first, 3, 3), (second, 1, 1)]
    OutcomeFactory(action=ActionFactory(published=True))  # of an action that serves none
    assert lines[0].actions.query == f"?engagement={first.slug}"
    assert [(str(each.label), each.number) for each in lines[0].states] == [("réalisées", 1), ("à venir", 2)]
    # Each bar is as long as its actions, the busiest commitment filling it.
    assert [[(stretch.begins, stretch.size) for stretch, _count in line.bar] for line in lines] == [
        [("0%", "33.33%"), ("33.33%", "66.67%")],
        [("0%", "33.33%")],
    ]


@pytest.mark.django_db
def test_a_commitment_that_nothing_serves_is_told_with_nothing():
    commitment = CommitmentFactory(axis__published=True)
    [line] = commitment_lines(TODAY)
    assert (line.commitment, line.states, line.actions.number, line.results, line.bar) == (commitment, [], 0, 0, [])


@pytest.mark.django_db
def test_under_an_axis_commitments_stand_by_kind_then_by_rank():
    axis = AxisFactory(published=True)
    kinds = [(CommitmentKind.COMMITMENT, 2), (CommitmentKind.COMMITMENT, 1), (list(CommitmentKind)[1], 1)]
    made = [CommitmentFactory(axis=axis, kind=kind, position=position) for kind, position in kinds]
    expected = sorted(made, key=lambda each: (each.kind, each.position))
    assert [line.commitment for line in commitment_lines(TODAY)] == expected


@pytest.mark.parametrize(("number", "told"), [(1, "2024, fins d’ententes : 1"), (12, "2024, fins d’ententes : 12")])
def test_a_column_that_is_pointed_at_says_its_number_without_an_agreement_to_get_wrong(number, told):
    [drawn] = draw_work([work(2024, 0, 0, 0, number)])
    html = render_to_string("_partials/columns.html", {"chart": drawn.chart, "list_url": "/", "words": drawn.words})
    assert re.search(r"<title>(.*?)</title>", html)[1].replace("\u00a0", " ").replace("\u202f", " ") == told
