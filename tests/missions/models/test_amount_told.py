"""What an amount says of itself: how it is written, where it was published, who pays."""

import datetime as dt

import pytest
from django.utils.translation import override

from missions.models import CostFact, CostType, Mission, Participant, Payer
from records.models import Source, SourceKind
from tests.missions.factories import CostFactFactory, MissionFactory

DAY, OTHER_DAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)


def cost_citing(*sources, **fields):
    cost = CostFact(**fields)
    cost.cited = list(sources)
    return cost


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], "sans source inscrite"),
        ([SourceKind.OFFICIAL], "selon une source officielle"),
        ([SourceKind.NETWORK], "selon une source officielle"),
        ([SourceKind.LAW], "selon une source officielle"),
        ([SourceKind.PRESS], "selon la presse"),
        ([SourceKind.WEB], "selon une autre source"),
        ([SourceKind.COPY], "selon une autre source"),
        ([SourceKind.PRESS, SourceKind.LAW], "selon une source officielle"),
        ([SourceKind.WEB, SourceKind.PRESS], "selon la presse"),
    ],
)
def test_an_amount_tells_the_best_of_where_it_was_published(kinds, words):
    assert str(cost_citing(*(Source(kind=kind) for kind in kinds)).origin) == words


@pytest.mark.parametrize(
    ("case", "made_public_on", "sources", "own_day"),
    [
        ("no source", DAY, [], DAY),
        ("a source of that day", DAY, [(DAY, "jour")], None),
        ("a source of another day", DAY, [(OTHER_DAY, "jour")], DAY),
        ("one of two is of that day", DAY, [(OTHER_DAY, "jour"), (DAY, "jour")], None),
        ("a source known to the month, written as that day", DAY, [(DAY, "mois")], DAY),
        ("no day at all", None, [(DAY, "jour")], None),
    ],
)
def test_an_amount_tells_its_own_day_where_no_source_has_it(case, made_public_on, sources, own_day):
    told = [Source(published_on=day, published_precision=precision) for day, precision in sources]
    assert cost_citing(*told, made_public_on=made_public_on).own_day == own_day, case


@pytest.mark.parametrize(
    ("amount", "is_approximate", "french", "english"),
    [
        (12979, False, "12\u00a0979\u00a0$", "$12,979"),
        ("3.50", False, "3,50\u00a0$", "$3.50"),
        (0, False, "0\u00a0$", "$0"),
        (10700, True, "environ 10\u00a0700\u00a0$", "about $10,700"),
    ],
)
def test_an_amount_is_written_as_each_language_does_and_says_if_it_is_rough(amount, is_approximate, french, english):
    cost = CostFact(fact_type=CostType.AUTHORIZED, amount=amount, is_approximate=is_approximate)
    assert str(cost) == f"autorisé – {french}"
    with override("en"):
        assert cost.displayed_amount == english


@pytest.mark.parametrize(
    ("payer", "payer_name", "is_known", "words"),
    [
        (Payer.UNKNOWN, "", False, ""),
        (Payer.UNKNOWN, "Un hôte", False, ""),
        (Payer.CITY, "", True, "la Ville"),
        (Payer.SELF, "", True, "la personne elle-même"),
        (Payer.OTHER, "Port de Québec", True, "Port de Québec"),
    ],
)
def test_who_pays_is_told_by_name_where_one_is_given_and_by_nothing_where_nobody_says(
    payer, payer_name, is_known, words
):
    person = Participant(payer=payer, payer_name=payer_name)
    assert (person.is_payer_known, str(person.payer_in_words)) == (is_known, words)
    assert CostFact(payer=payer).is_payer_known is is_known


@pytest.mark.parametrize("kind", CostType)
def test_a_claimed_benefit_and_a_declared_total_are_told_from_the_rest(kind):
    cost = CostFact(fact_type=kind)
    assert cost.is_claimed_benefit is (kind == "retombees_estimees")
    assert cost.is_declared_total is (kind == "declare")


@pytest.mark.parametrize(
    ("reference", "anchor"),
    [
        ("C-2025-03-1", "C-2025-03-1"),
        ("", "costs"),
        (None, "costs"),
    ],
)
def test_an_amount_is_read_on_the_page_of_its_mission(reference, anchor):
    cost = CostFact(mission=Mission(slug="namur-2025"), reference=reference)
    assert cost.get_absolute_url() == f"/missions/namur-2025/#{anchor}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "mission", "is_published"),
    [
        ("never online", {}, False),
        ("online", {"published": True}, True),
        ("taken off the site since", {"published_on": DAY, "status": "draft"}, True),
    ],
)
def test_an_amount_is_published_once_its_mission_was_online(case, mission, is_published):
    cost = CostFactFactory(mission=MissionFactory(**mission))
    CostFactFactory(mission=MissionFactory(**({} if is_published else {"published": True})))
    assert cost.is_published is is_published, case
    assert CostFact(mission=cost.mission).is_published is False, "not saved yet"
