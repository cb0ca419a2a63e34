"""The figures of the real record: each link lists as many rows as its figure says, and the files say the same.

The second path is plain loops over the files: nothing of the product computes what is expected.
"""

import csv
import datetime as dt
import html
import io
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
import time_machine

from portal.register import TABLES
from records.imports.loading import load
from tests.portal.register_files import DATA, lines

TODAY = dt.date(2026, 11, 26)
LISTS = {"/actions/", "/missions/", "/partenaires/", "/ententes/", "/resultats/"}
START = ["/", "/vision/", "/bilan/", *sorted(LISTS)]
# « 41 actions – Québec rayonne », « réalisées : 2 », « 12 », never a year nor a page.
FIGURE = re.compile(r"(?:[^\d]+\u00a0: )?(\d[\d\u00a0]*)(?= (?:action|mission|partenaire|entente|relation)|$)")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record():
    load(TABLES, DATA, on=TODAY)
    with time_machine.travel(f"{TODAY}T17:00:00Z", tick=False):
        yield


class Links(HTMLParser):
    """Reads the links of a page: {address: texts}."""

    def __init__(self):
        super().__init__()
        self.found, self.address = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.address, self.text = dict(attrs).get("href", ""), ""

    def handle_data(self, data):
        if self.address is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "a" and self.address is not None:
            self.found.append((self.address, " ".join(self.text.split(" ")).strip()))
            self.address = None


def links_of(client, address):
    links = Links()
    links.feed(client.get(address).text)
    return [(href, re.sub(r"[ \n\t]+", " ", text).strip()) for href, text in links.found]


def figures_of(client, address):
    """Yield (address of a narrowed list, number told in the text of the link)."""
    for href, text in links_of(client, address):
        path, _mark, query = href.partition("?")
        found = FIGURE.match(text)
        if path in LISTS and query and found and not re.fullmatch(r"(19|20)\d\d", text) and "page=" not in query:
            yield href, int(found[1].replace("\u00a0", ""))


def rows_of(client, href):
    """Return the number of rows that the file of a narrowed list holds."""
    path, _mark, query = href.partition("?")
    text = b"".join(client.get(f"{path.rstrip('/')}.csv?{query}")).decode("utf-8-sig")
    return len(list(csv.DictReader(io.StringIO(text))))


def test_each_figure_leads_to_as_many_rows(client):
    axes = [href for href, _text in links_of(client, "/vision/") if href.startswith("/axes/")]
    told = {pair for address in {*START, *axes} for pair in figures_of(client, address)}
    assert len(told) > 20
    assert [(href, number) for href, number in sorted(told) if rows_of(client, href) != number] == []


def test_the_figures_of_home_lead_to_as_many_rows(client):
    page = client.get("/").text
    for path in ("/missions/", "/partenaires/"):
        [(href, number)] = re.findall(
            rf'<dt>\s*<a\s+href="({path}\?[^"]*)">.*?</dt>\s*<dd>([\d\u00a0]+)</dd>', page, re.DOTALL
        )
        assert rows_of(client, href.replace("&amp;", "&")) == int(number)


def test_actions_are_counted_by_axis_as_the_file_does(client):
    expected = Counter(row["axis_id"] for row in lines("actions"))
    for axis, number in expected.items():
        assert rows_of(client, f"/actions/?axe={axis}") == number


def test_actions_are_counted_by_commitment_as_the_file_does(client):
    expected = Counter(row["commitment_id"] for row in lines("actions") if row["commitment_id"])
    texts = {row["commitment_id"]: row["text_fr"] for row in lines("commitments")}
    told = Counter()
    for axis in {row["axis_id"] for row in lines("actions")}:
        page = client.get(f"/axes/{axis}/").text
        for slug, number in re.findall(r'\?engagement=([-\w]+)&amp;statut=[^"]*">[^<]*\u00a0: (\d+)</a>', page):
            told[slug] += int(number)
    assert {slug: rows_of(client, f"/actions/?engagement={slug}") for slug in told} == told
    assert sorted(told.values()) == sorted(expected.values())
    assert len(told) <= len(texts)


def rows_of_table(client, address, caption):
    """Return {head of a row: its cells} of the table of a page whose caption has an id, as texts."""
    table = re.search(rf'id="{caption}".*?<tbody>(.*?)</tbody>', client.get(address).text, re.DOTALL)[1]
    told = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        head, *others = [" ".join(html.unescape(re.sub(r"<small.*|<[^>]+>", "", each)).split()) for each in cells]
        told[head] = others
    return told


def results_of(row):
    """Return how many results a line of the actions or of the missions tells."""
    return (
        len([each for each in row["outcomes_fr"].split("|") if each])
        if "outcomes_fr" in row
        else bool(row["outcome_fr"])
    )


def test_the_strategy_tells_of_each_theme_what_the_files_say(client):
    told = rows_of_table(client, "/vision/strategie/", "themes-table")
    missions, actions = lines("missions"), lines("actions")
    for theme in lines("themes"):
        served = [row for row in actions if theme["theme_id"] in row["theme_ids"].split("|")]
        on_it = [row for row in missions if theme["theme_id"] in row["theme_ids"].split("|")]
        held = [row for row in on_it if row["status"] == "realisee"]
        results = sum(map(results_of, [*served, *on_it]))
        days = [row["start_date"] for row in [*served, *held] if row["start_date"]]
        days += [row["end_date"] for row in served if row["end_date"]]
        years = sorted({day[:4] for day in days})
        if served or held or results:
            span = years[0] if len(years) == 1 else f"{years[0]}\u2013{years[-1]}"
            assert told.pop(theme["name_fr"]) == [str(len(served)), str(len(held)), str(results), span]
    assert told == {}


def test_the_accounts_tell_of_each_year_what_the_files_say(client):
    told, years = rows_of_table(client, "/bilan/", "work-table"), Counter()
    for row in (row for row in lines("actions") if row["start_date"]):
        goes_on = TODAY.isoformat() if row["status"] == "en_cours" else row["start_date"]
        last = row["end_date"] or max(goes_on, row["start_date"])
        years.update(range(int(row["start_date"][:4]), int(last[:4]) + 1))
    results = Counter()
    for row in [*lines("actions"), *lines("missions")]:
        results[row["start_date"][:4]] += results_of(row)
    signed = Counter(row["signed_on"][:4] for row in lines("agreements"))
    ended = Counter(row["ends_on"][:4] for row in lines("agreements"))
    assert {year: int(cells[0]) for year, cells in told.items()} == {year: years[int(year)] for year in told}
    for column, expected in enumerate([results, signed, ended], start=1):
        assert {year: int(cells[column]) for year, cells in told.items()} == {year: expected[year] for year in told}
    assert {str(year) for year in years if year <= TODAY.year} <= told.keys()


def test_the_file_of_the_missions_of_each_year_adds_no_approximate_amount(client):
    file = b"".join(client.get("/bilan/missions.csv")).decode("utf-8-sig")
    told = {row["annee"]: row for row in csv.DictReader(io.StringIO(file))}
    held = Counter(
        row["start_date"][:4]
        for row in lines("missions")
        if (row["direction"], row["status"]) == ("sortante", "realisee")
    )
    assert {year: int(row["a_l_exterieur"]) for year, row in told.items()} == {year: held[year] for year in told}
    [trip] = [row["mission_id"] for row in lines("missions") if row["start_date"] == "2022-11-11"]
    totals = [
        float(row["amount_cad"])
        for row in lines("mission_costs")
        if row["mission_id"] == trip and row["fact_type"] == "declare" and not row["approximate"]
    ]
    assert [float(told["2022"][f"declare_cad_{end}"]) for end in ("min", "max")] == [min(totals), max(totals)]
