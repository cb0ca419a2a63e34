"""The report of a year and that of a quarter: what they count, and what they say they do not know."""

import datetime as dt

import pytest
import time_machine

from missions.models import ActionStage, CostType, Direction, MissionStage
from tests.axes.factories import CommitmentFactory
from tests.missions.factories import ActionFactory, CostFactFactory, MissionFactory
from tests.partners.factories import AgreementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record():
    with time_machine.travel("2026-03-02T17:00:00Z", tick=False):
        for title, month, published in (("Turin", 2, True), ("Porto", 11, True), ("Secrète", 2, False)):
            mission = MissionFactory(
                title=title,
                direction=Direction.OUT,
                stage=MissionStage.DONE,
                starts_on=dt.date(2025, month, 3),
                ends_on=dt.date(2025, month, 6),
                date_precision="jour",
                published=published,
            )
            if title != "Porto":
                CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=4200)
        commitment = CommitmentFactory(axis__published=True)
        ActionFactory(published=True, axis=commitment.axis, commitment=commitment, stage=ActionStage.DONE)
        AgreementFactory(title="Pacte", signed_on=dt.date(2025, 1, 1), signed_precision="annee", published=True)
        yield


@pytest.mark.parametrize(
    ("address", "told", "untold"),
    [
        (
            "/bilan/2025/rapport.html",
            ["Année 2025", "Turin", "Porto", "1 mission sur 2", "Pacte", 'class="columns"', ">2025</text>"],
            ["Secrète"],
        ),
        (
            "/bilan/2025-T1/rapport.html",
            ["1er trimestre", "Turin", "1 mission sur 1", "réalisées\u00a0: 1", 'fill="#1c2326"'],
            ["Porto", "Secrète", "Pacte", 'class="columns"'],
        ),
        (
            "/bilan/2025-T4/rapport.html",
            ["Porto", "1 mission à l’extérieur sans montant déclaré"],
            ["Turin", "4\u00a0200"],
        ),
        ("/bilan/2026/rapport.html", ["La période n’est pas terminée", "Aucune mission de la période"], ["Turin"]),
    ],
)
def test_a_report_tells_its_period_and_nothing_else(client, address, told, untold):
    page = client.get(address).text.replace("<sup>er</sup>", "er")
    assert [words for words in told if words not in page] == []
    assert [words for words in untold if words in page] == []


@pytest.mark.parametrize(
    "address", ["/bilan/2027/rapport.html", "/bilan/2019/rapport.pdf", "/bilan/2026-T2/rapport.html"]
)
def test_a_period_that_is_not_on_record_has_no_report(client, address):
    assert client.get(address).status_code == 404


def test_the_board_offers_the_reports(client, gestion):
    client.force_login(gestion)
    page = client.get("/admin/bord/").text
    assert all(f'href="/bilan/{each}/rapport.' in page for each in ("2026", "2025", "2026-T1", "2025-T1"))
