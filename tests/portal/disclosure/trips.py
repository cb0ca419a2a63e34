"""The trips and amounts that tests of the disclosure make, and its rows."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

from django.utils.html import strip_tags

from missions.models import CostType, MissionStage
from portal.accountability import disclosure_of
from portal.accountability.quarters import Quarter
from records.words.dates import DatePrecision
from tests.missions.factories import (
    CostFactFactory,
    MissionFactory,
)

D = dt.date
DATA = Path(__file__).resolve().parents[3] / "data"
DAY, MONTH, YEAR, PERIOD = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR, DatePrecision.PERIOD
JULY = D(2024, 7, 1)
Q2 = Quarter(2024, 2)
PAGE = "/bilan/divulgation/2024-T2/"


def trip(**options):
    """Make a trip back in the second quarter of 2024, online and held."""
    dates = {"starts_on": D(2024, 5, 1), "ends_on": D(2024, 5, 5), "date_precision": DAY}
    return MissionFactory(**{"published": True, "stage": MissionStage.DONE, **dates, **options})


def declare(mission, amount, day=JULY, source=None, **options):
    options = {"fact_type": CostType.DECLARED, **options}
    cost = CostFactFactory(mission=mission, amount=Decimal(amount), made_public_on=day, **options)
    if source:
        cost.sources.add(source)
    return cost


def item(mission, amount, category, **options):
    return declare(mission, amount, fact_type=CostType.DECLARED_ITEM, category=category, **options)


def rows(today, quarter=Q2):
    return disclosure_of(quarter, today).rows


def export(client, address="/bilan/divulgation/2024-T2.csv"):
    """Return the lines of the file as dictionaries."""
    text = client.get(address).getvalue().decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cells(html):
    """Return the words of each row of the page: what the file calls `transport`, … `total_declare`."""
    found = []
    for row in re.findall(r"<tr data-row>(.*?)</tr>", html, re.DOTALL):
        amounts = [
            unescape(strip_tags(re.sub(r"<br>.*", "", each))) for each in re.findall(r"<td[^>]*>(.*?)</td>", row)
        ]
        found.append(amounts[:5] if len(amounts) > 5 else [amounts[0]] * 4 + [amounts[1]])
    return found


def written(line):
    """Return the same words from a line of the file."""
    names = ("transport", "hebergement", "repas", "autres", "total_declare")
    split = any(line[name] for name in names[:4])
    blank = "non inscrit" if split else "total déclaré non détaillé" if line["total_declare"] else "inconnu"
    told = [f"{int(Decimal(line[name])):,} $".replace(",", " ") if line[name] else blank for name in names]
    total = f"environ {told[4]}" if line["approximatif"] else told[4]
    return [*told[:4], total if line["total_declare"] else "inconnu"]
