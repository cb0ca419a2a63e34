"""The table of the board: what counts once, what has no row, what has no room, what it costs; and its boxes."""

import pytest
from django.contrib.auth.models import AnonymousUser

from missions.costs import Span
from missions.models import CostType, MissionStage
from portal.board.boxes import Box, BoxLine, boxes_on
from portal.board.measures import Question
from portal.board.pivot import pivot_of
from portal.board.views import may_open_board
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import ActionFactory, CostFactFactory, MissionFactory, OutcomeFactory, StopFactory
from tests.partners.factories import PartnerFactory
from tests.portal.accountability.entries import TODAY, D

pytestmark = pytest.mark.django_db


def table(*question, user=None, **options):
    return pivot_of(Question(*question), user or AnonymousUser(), TODAY, **options)


def told(pivot):
    """Return {label: numbers through the columns, then the total} of the rows shown."""
    return {row.label: [cell.number for cell in row.cells] + [row.total.number] for row in pivot.rows}


@pytest.fixture
def themes():
    """An action of two themes in 2024, one of the first alone in 2025, one of none, and a draft of the second."""
    water, trade = ThemeFactory(name="Eau", slug="eau"), ThemeFactory(name="Commerce", slug="commerce")
    for year, own, published in (
        (2024, [water, trade], True),
        (2025, [water], True),
        (2025, [], True),
        (2025, [trade], False),
    ):
        ActionFactory(starts_on=D(year, 5, 1), date_precision="jour", published=published).themes.set(own)


def test_each_row_counts_through_the_columns_and_once_in_all(themes):
    pivot = table("actions", "theme", "annee")
    assert pivot.columns == ["2025", "2024"]
    assert told(pivot) == {"Eau": [1, 1, 2], "Commerce": [0, 1, 1]}
    assert [cell.number for cell in pivot.totals] == [2, 1]
    assert (pivot.total.number, pivot.outside, pivot.repeats, pivot.most) == (3, 1, True, 2)
    assert [option.value for option in pivot.years] == ["2025", "2024"]


def test_drafts_count_for_who_may_read_them_and_only_if_asked(themes, gestion):
    asked = ("actions", "theme", "")
    assert table(*asked, user=gestion).total.number == 3
    assert told(table(*asked, True, user=gestion)) == {"Commerce": [2], "Eau": [2]}
    assert table(*asked, True).total.number == 3  # a stranger reads none, whatever is asked


def test_one_year_is_counted_alone(themes):
    pivot = table("actions", "theme", "", False, "2025")
    assert (told(pivot), pivot.total.number, pivot.outside, pivot.repeats) == ({"Eau": [1]}, 2, 1, False)


def test_rows_beyond_a_page_are_on_the_next_and_what_is_outside_is_then_not_told():
    for name in ("Athènes", "Bâle", "Çankaya"):
        ActionFactory(published=True, lead_partner=PartnerFactory(name=name, published=True))
    first, second = (table("actions", "partenaire", "", page=page, per_page=2) for page in (1, 2))
    assert (list(told(first)), list(told(second))) == (["Athènes", "Bâle"], ["Çankaya"])
    assert (first.outside, second.outside, first.total.number) == (None, None, 3)
    whole = table("actions", "partenaire", "", per_page=None)
    assert (len(told(whole)), whole.outside) == (3, 0)


def test_twelve_columns_have_room_the_first_and_the_others_are_counted():
    for year in range(2012, 2026):
        ActionFactory(published=True, starts_on=D(year, 5, 1), date_precision="jour")
    pivot = table("actions", "nature", "annee")
    assert (len(pivot.columns), len(pivot.totals), pivot.columns_left_out) == (12, 12, 2)
    assert pivot.total.number == 14


def test_money_is_told_where_it_is_known_once_a_mission():
    axes = AxisFactory.create_batch(2, published=True)
    for amounts in ((100, 130), (50,), ()):
        mission = MissionFactory(published=True, stage=MissionStage.DONE)
        mission.axes.set(axes)
        for amount in amounts:
            CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=amount)
    pivot = table("dollars", "axe", "")
    assert [(row.total.number, row.total.span, row.total.priced) for row in pivot.rows] == [(3, Span(150, 180), 2)] * 2
    assert (pivot.total.span, pivot.total.priced, pivot.total.number) == (Span(150, 180), 2, 3)
    assert table("missions", "axe", "").total.span is None


def test_a_table_of_nothing_has_no_row():
    pivot = table("actions", "axe", "annee")
    assert (told(pivot), pivot.columns, pivot.total.number, pivot.outside, pivot.most) == ({}, [], 0, 0, 0)


def findings():
    return {box.title: box for box in boxes_on(TODAY)}


def test_on_a_register_without_anything_each_box_says_so():
    found = findings()
    assert {title: box.finding for title, box in found.items()} == {
        "Ce qui est en retard": "Rien n’est en retard.",
        "Résultats par axe": "Aucun résultat n’est inscrit.",
        "Promesses de la Vision\u00a0: leurs actions": (
            "0 des 0 engagements, domaines et statuts ont un résultat connu."
        ),
        "Argent par pays": "Aucune mission tenue n’a de montant déclaré.",
        "Qui paie, en missions": "0 des 0 missions tenues ont un montant publié, déclaré ou non.",
        "Une année contre l’autre": "Rien n’est inscrit.",
    }
    assert [box.most for box in found.values()] == [0] * 6


def test_each_box_says_in_a_sentence_what_stands_out():
    axes = AxisFactory.create_batch(2, published=True)
    for axis, results in zip(axes, (1, 2), strict=True):
        OutcomeFactory.create_batch(results, action=ActionFactory(published=True, axis=axis))
    for country, amounts in (("FR", (100,)), ("BE", (2000, 2500)), ("MA", ())):
        mission = MissionFactory(
            published=True,
            stage=MissionStage.DONE,
            direction="sortante",
            starts_on=D(2025, 5, 1),
            date_precision="jour",
        )
        StopFactory(mission=mission, place__country=country, place__published=True)
        for amount in amounts:
            CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=amount)
    found = findings()
    assert found["Résultats par axe"].finding == f"{axes[1].short_label} en a le plus\u00a0: 2 sur 3."
    money = found["Argent par pays"]
    assert money.finding.startswith("2\u00a0100\u00a0$ à 2\u00a0600\u00a0$ déclarés, pour 2 des 3 missions tenues")
    # The country that costs the most first, what nobody declared last.
    assert [(line.label, line.words) for line in money.lines] == [
        ("Belgique", "2\u00a0000\u00a0$ à 2\u00a0500\u00a0$"),
        ("France", "100\u00a0$"),
        ("Maroc", "montant inconnu"),
    ]
    assert found["Qui paie, en missions"].finding.startswith("2 des 3 missions tenues ont un montant publié")
    assert found["Une année contre l’autre"].finding == "En 2025, avec 3 partenaires."


def test_the_longest_bar_of_a_box_is_that_of_its_highest_number():
    assert Box("", "", [BoxLine("a", 3, ""), BoxLine("b", 7, "")]).most == 7


@pytest.mark.parametrize(("group", "opens"), [("gestion", True), ("approbation", True), ("redaction", False)])
def test_who_answers_for_every_mission_may_open_the_board(request, group, opens):
    person = request.getfixturevalue(group)
    assert may_open_board(person) == opens
    person.is_active = False
    assert not may_open_board(person)


def test_a_stranger_does_not_open_the_board():
    """Who reads nothing at the bureau writes nothing either: that is not managing."""
    assert not may_open_board(AnonymousUser())
