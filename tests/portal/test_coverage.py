"""Up to when the register is known: the newest public fact that is not to come, and the pages that say it."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from missions.models import ActionStage, MissionStage
from portal.coverage import known_until
from portal.register import TABLES
from records.imports.loading import load
from tests.axes.factories import MilestoneFactory
from tests.missions.factories import ActionFactory, CostFactFactory, MissionFactory, ReportFactory
from tests.partners.factories import AgreementFactory

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[2] / "data"
D = dt.date
DAY = {"date_precision": "jour"}


def mission(start, end=None, **fields):
    options = {"published": True, "stage": MissionStage.DONE, **DAY, **fields}
    return MissionFactory(starts_on=start, ends_on=end, **options)


def action(start, end=None, **fields):
    options = {"published": True, "stage": ActionStage.DONE, **DAY, **fields}
    return ActionFactory(starts_on=start, ends_on=end, **options)


def test_an_empty_register_is_known_until_no_day(today):
    assert known_until(today) is None


@pytest.mark.parametrize(
    ("case", "make", "day"),
    [
        ("a mission held", lambda: mission(D(2025, 7, 1), D(2025, 7, 4)), D(2025, 7, 4)),
        ("a draft", lambda: mission(D(2025, 7, 1), published=False), None),
        ("announced only", lambda: mission(D(2025, 7, 1), stage=MissionStage.TO_CHECK), None),
        ("to come", lambda: mission(D(2026, 7, 1)), None),
        ("an action done", lambda: action(D(2025, 7, 1), D(2025, 7, 4)), D(2025, 7, 4)),
        ("done in a year", lambda: action(D(2025, 1, 1), D(2025, 12, 31), date_precision="annee"), D(2025, 1, 1)),
        ("under way", lambda: action(D(2025, 7, 1), D(2025, 12, 31), stage=ActionStage.UNDER_WAY), D(2025, 7, 1)),
        ("announced", lambda: action(D(2025, 7, 1), stage=ActionStage.ANNOUNCED), None),
        (
            "a mission known to the month",
            lambda: mission(D(2025, 7, 1), D(2025, 7, 31), date_precision="mois"),
            D(2025, 7, 1),
        ),
        ("a mission of today", lambda: mission(D(2026, 3, 2)), D(2026, 3, 2)),
        ("an action over", lambda: action(D(2025, 7, 1), D(2025, 7, 4), stage=ActionStage.OVER), D(2025, 7, 4)),
        ("a draft of an action", lambda: action(D(2025, 7, 1), published=False), None),
        ("a draft of an agreement", lambda: AgreementFactory(signed_on=D(2025, 7, 1), signed_precision="jour"), None),
        ("a milestone", lambda: MilestoneFactory(vision__published=True, happened_on=D(2025, 7, 1)), D(2025, 7, 1)),
        ("a milestone of a draft", lambda: MilestoneFactory(happened_on=D(2025, 7, 1)), None),
        (
            "an amount of a draft",
            lambda: CostFactFactory(
                mission=mission(None, date_precision="", published=False), made_public_on=D(2025, 9, 1)
            ),
            None,
        ),
        (
            "a report of a draft",
            lambda: ReportFactory(
                mission=mission(D(2025, 1, 1), published=False),
                published_on=D(2025, 9, 1),
                document_url="https://exemple.invalid/r",
            ),
            None,
        ),
        (
            "an agreement signed",
            lambda: AgreementFactory(published=True, signed_on=D(2025, 7, 1), signed_precision="jour"),
            D(2025, 7, 1),
        ),
        (
            "an amount published",
            lambda: CostFactFactory(mission=mission(D(2025, 1, 1)), made_public_on=D(2025, 9, 1)),
            D(2025, 9, 1),
        ),
        (
            "a report put online",
            lambda: ReportFactory(
                mission=mission(D(2025, 1, 1)), published_on=D(2025, 9, 1), document_url="https://exemple.invalid/r"
            ),
            D(2025, 9, 1),
        ),
    ],
)
def test_the_newest_public_fact_that_is_not_to_come_tells(today, case, make, day):
    make()
    assert known_until(today) == day, case


def test_the_register_is_known_until_the_newest_day_of_its_files():
    load(TABLES, DATA, on=D(2026, 11, 26))
    days = []
    for name, columns in {
        "missions.csv": ("start_date", "end_date"),
        "actions.csv": ("start_date", "end_date"),
        "milestones.csv": ("happened_on",),
        "mission_costs.csv": ("published_on",),
    }.items():
        with (DATA / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row.get("status", "realisee") in ("realisee", "terminee"):
                    days += [row[column] for column in columns if row[column]]
    newest = max(day for day in days if day <= "2026-11-26")
    assert newest == "2025-07-30"
    assert known_until(D(2026, 11, 26)).isoformat() == newest


@pytest.mark.parametrize(
    "address", ["/", "/bilan/", "/missions/", "/actions/", "/partenaires/", "/ententes/", "/bilan/divulgation/2025-T3/"]
)
def test_every_page_that_counts_says_up_to_when_it_counts(client, address):
    mission(D(2025, 7, 1), D(2025, 7, 30))
    french, english = client.get(address).content.decode(), client.get(f"/en{address}").content.decode()
    assert 'Le registre va jusqu’au <time datetime="2025-07-30">30\u00a0juillet 2025</time>' in " ".join(
        french.split(" ")
    )
    assert 'The register goes up to <time datetime="2025-07-30">July' in english
