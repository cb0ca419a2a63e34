"""What a mission cost, told on its page: what was authorized, declared, corrected, and by how much they differ."""

import csv
from decimal import Decimal

import pytest

from missions.models import (
    CostCategory,
    CostType,
    Payer,
    ScopeCode,
)
from records.models import SourceKind
from tests.missions.factories import (
    CostFactFactory,
    ParticipantFactory,
)
from tests.missions.mission_files import BACK, D, change, rules
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


def declare(mission, amount, kind=CostType.DECLARED, **fields):
    """Record an amount published in December for the delegation."""
    known = {"scope_code": ScopeCode.DELEGATION, "made_public_on": D(2022, 12, 21)}
    return CostFactFactory(mission=mission, fact_type=kind, amount=Decimal(amount), **{**known, **fields})


@pytest.mark.parametrize(
    ("declared", "said", "flagged"),
    [
        ("9000", "C’est 1 000 $ de moins.", False),
        ("10000", "Les deux sont égaux.", False),
        ("11000", "C’est 1 000 $ de plus, soit 10,0 %.", False),
        ("11000.01", "C’est 1 000,01 $ de plus, soit 10,0 %.", True),
        ("12000", "C’est 2 000 $ de plus, soit 20,0 %.", True),
    ],
)
def test_more_than_ten_percent_above_goes_back_to_the_committee(client, mission, words, declared, said, flagged):
    rules()
    change(mission, **BACK)
    declare(mission, "10000", CostType.AUTHORIZED)
    declare(mission, declared)
    read = words()
    assert said in read
    # In the summary, and beside the comparison.
    assert read.count("retourne au comité exécutif") == (2 if flagged else 0)
    assert ("retourne au comité exécutif" in client.get("/missions/").content.decode()) is flagged


def test_a_total_states_its_gap_with_its_items_to_the_cent(mission, words):
    source = SourceFactory()
    total = declare(mission, "10700")
    items = [
        declare(mission, amount, CostType.DECLARED_ITEM, category=category)
        for amount, category in (("5900", CostCategory.TRANSPORT), ("3600", CostCategory.LODGING), ("1270.05", "repas"))
    ]
    for cost in (total, *items):
        cost.sources.add(source)
    assert "Total publié : 10 700 $. C’est 70,05 $ de moins que ses catégories, qui font 10 770,05 $." in words()
    declare(mission, "1", CostType.DECLARED_ITEM, category="autre", corrects=items[0], correction_reason="Erreur.")
    assert "Total publié : 10 700 $. C’est 5 829,95 $ de plus que ses catégories, qui font 4 870,05 $." in words()


def test_a_total_that_equals_its_items_says_so(mission, words):
    source = SourceFactory()
    for cost in (declare(mission, "10"), declare(mission, "10", CostType.DECLARED_ITEM, category="repas")):
        cost.sources.add(source)
    assert "Total publié : 10 $. Ses catégories font la même somme, au cent près." in words()


def test_a_correction_leaves_a_dated_erratum(mission, words):
    """What it was, what it is now, why, when, and by which source."""
    first = declare(mission, "10700", scope="Deux personnes")
    fixed = declare(
        mission,
        "12979",
        corrects=first,
        correction_reason="Taxes oubliées.",
        made_public_on=D(2023, 7, 14),
        scope="Trois personnes",
    )
    fixed.sources.add(SourceFactory(publisher="La Ville"))
    read = words()
    assert (
        "Errata 14 juillet 2023 – déclaré, total : 10 700 $ (publié le 21 décembre 2022; Deux personnes) devient "
        "12 979 $ (Trois personnes) Pourquoi : Taxes oubliées. – La Ville (presse)"
    ) in read
    assert "1 erratum" in read
    assert read.count("10 700 $") == 1
    assert "se contredisent" not in read


def test_totals_that_contradict_one_another_stand_side_by_side(mission, words):
    declare(mission, "10700")
    declare(mission, "12979", made_public_on=D(2023, 7, 14))
    read = words()
    assert "Des totaux déclarés se contredisent." in read
    assert "10 700 $ publié le 21 décembre 2022 délégation 12 979 $ publié le 14 juillet 2023 délégation" in read
    assert "ces totaux se contredisent" in read


def test_an_amount_tells_whom_it_is_for_and_who_pays(mission, words):
    person = ParticipantFactory(mission=mission, function="Conseil", name="", payer=Payer.CITY)
    declare(mission, "500", participant=person, payer=Payer.OTHER, payer_name="Université", scope="Vols")
    assert "500 $ 2022-12-21 Vols – pour : Conseil Université" in words()


def test_an_approximate_amount_says_so_on_the_page_and_in_the_list(client, words, mission):
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=10_700, is_approximate=True)
    assert words().count("environ 10 700 $") == 2
    assert "about $10,700" in words("/en")
    listed = client.get("/missions/").content.decode()
    assert "environ 10\u00a0700\u00a0$" in listed
    [row] = csv.DictReader(client.get("/missions.csv").getvalue().decode("utf-8-sig").splitlines())
    assert (row["declare_cad"], row["declare_approximatif_cad"]) == ("", "10700.00")


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (SourceKind.PRESS, {}, "13 000 $ selon la presse (délégation); décision non consultée"),
        (SourceKind.OFFICIAL, {}, "13 000 $ selon une source officielle (délégation); décision non consultée"),
        (None, {}, "13 000 $ sans source inscrite (délégation); décision non consultée"),
        (SourceKind.PRESS, {"decision_number": "CE-1"}, "(délégation); plafond de la décision non publié"),
        (SourceKind.PRESS, {"ceiling": 14_000}, "14 000 $ (plafond de la décision)"),
    ],
)
def test_a_page_tells_one_authorized_amount_and_where_it_comes_from(mission, words, kind, fields, said):
    change(mission, **fields)
    cost = CostFactFactory(mission=mission, amount=13_000, scope_code=ScopeCode.DELEGATION)
    if kind:
        cost.sources.add(SourceFactory(kind=kind))
    read = words()
    assert f"Autorisé {said}" in read or said in read
    assert read.count(said) == 2
    assert "inconnu" not in read[read.index("Décision Autorisation") : read.index("Critères des missions")].replace(
        "inconnu –", ""
    )
