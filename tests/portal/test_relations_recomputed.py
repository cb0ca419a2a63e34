"""The state of each relationship and agreement of the real record, computed again from its files by plain loops."""

import csv
import datetime as dt
import io
import re
from collections import Counter, defaultdict

import pytest

from partners.models import Agreement, Partner
from portal.register import TABLES
from records.imports.loading import load
from tests.portal.register_files import DATA, lines

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 26)
WORDS = {"active": "active", "dormante": "dormant", "terminée": "ended", "inconnue": "unknown"}


def day(text):
    return dt.date.fromisoformat(f"{text}-01-01"[:10]) if text else None


def split(text):
    return [each for each in text.split("|") if each]


def happened():
    """Yield (identifier of a partner, day or None, whether it still goes on) of all that the files say happened."""
    for row in lines("cities"):
        yield row["partner_id"], day(row["last_evidence_date"]), False
    for row in lines("agreements"):
        for name in split(row["partner_ids"]):
            yield name, day(row["signed_on"]), False
    for row in [*lines("missions"), *lines("actions")]:
        if row["status"] in ("realisee", "terminee", "en_cours"):
            for name in concerned_by(row):
                yield name, *span_of(row)


def concerned_by(row):
    """Return the identifiers of the partners of a mission or of an action."""
    if "place_ids" in row:
        return split(row["place_ids"]) + split(row["organization_ids"])
    return [row["lead_partner_id"], *split(row["other_partner_ids"])]


def span_of(row):
    """Return (the last day a mission or an action is known to have lived, or None; whether it still goes on)."""
    starts, ends = day(row["start_date"]), day(row["end_date"])
    if row["status"] != "en_cours":
        return ends or starts, False
    return starts, starts is not None and (ends is None or ends >= TODAY)


def expected_relations():
    """Return {identifier of a partner: (its state in words, its latest day or None)}."""
    days, going_on = defaultdict(list), set()
    for name, on, goes_on in happened():
        days[name] += [on] if on else []
        going_on |= {name} if goes_on else set()
    known = {row["partner_id"]: row for row in lines("cities")} | {row["org_id"]: row for row in lines("organizations")}
    return {
        name: (state_of(row, days[name], name in going_on), max(days[name], default=None))
        for name, row in known.items()
    }


def state_of(row, days, goes_on):
    until = day(row.get("quebec_until", ""))
    if row["status"] == "termine" or (until and until < TODAY):
        return "terminée"
    if goes_on or any(each > dt.date(2023, 11, 26) for each in days):
        return "active"
    return "dormante" if days else "inconnue"


def expected_agreements():
    """Return {identifier of an agreement: its states in words}."""
    rows = lines("agreements")
    renewed = {row["renews_id"] for row in rows}
    kinds = {row["org_id"]: row["org_type"] for row in lines("organizations")}
    found = {}
    for row in rows:
        ends, starts = day(row["ends_on"]), day(row["starts_on"])
        asks = {"gouvernement", "organisme_gouvernemental", "organisation_internationale"} & {
            kinds.get(name) for name in split(row["partner_ids"])
        }
        if row["status"] == "termine":
            states = ["terminée"]
        elif ends and ends < TODAY:
            states = ["échue"]
        else:
            word = {"a_verifier": "à vérifier", "inactif": "dormante", "inconnu": "inconnue"}.get(row["status"])
            states = ["à vérifier" if asks else word or "en vigueur"]
            if starts and starts > TODAY:
                states.append("à venir")
            elif ends and (ends - TODAY).days <= 180 and row["agreement_id"] not in renewed:
                states.append("expire bientôt")
        found[row["agreement_id"]] = states
    return found


@pytest.fixture
def read(client, time_machine):
    """Read a page of the real record on the day."""
    time_machine.move_to(dt.datetime(2026, 11, 26, 17, tzinfo=dt.UTC))
    load(TABLES, DATA, on=TODAY)
    return lambda url: client.get(url).getvalue().decode()


def pages_of(model):
    return dict(model.objects.values_list("record_id", "slug"))


def listed(page):
    return set(re.findall(r'<(?:li|tr) data-item="([^"]+)"', page))


def every_page(read, address, of):
    """Return the slugs of all the pages of a list."""
    found = set()
    for number in range(1, of + 1):
        found |= listed(read(f"{address}&page={number}"))
    return found


def test_each_relationship_is_what_the_files_say_on_every_page(read):
    relations, slugs = expected_relations(), pages_of(Partner)
    counted = Counter(state for state, _latest in relations.values())
    assert counted["active"] == 31
    told = {row["adresse"]: row for row in csv.DictReader(io.StringIO(read("/partenaires.csv").lstrip("\ufeff")))}
    for name, (state, latest) in relations.items():
        row = next(each for address, each in told.items() if address.endswith(f"/partenaires/{slugs[name]}/"))
        assert row["relation"] == state, name
        assert (day(row["derniere_activite"]) or dt.date.min).year == (latest or dt.date.min).year, name
        for prefix, words in (("", f"relation {state}"), ("/en", f"{WORDS[state]} relationship")):
            page = read(f"{prefix}/partenaires/{slugs[name]}/")
            assert words in " ".join(re.sub("<[^>]+>", " ", page).split()).replace("\u00a0", " "), name
            silent = "sans activité depuis" in page or "no activity for" in page
            assert silent is (state == "dormante"), name


def test_the_figure_of_home_is_the_number_of_rows_its_link_lists(read):
    relations, slugs = expected_relations(), pages_of(Partner)
    active = {slugs[name] for name, (state, _latest) in relations.items() if state == "active"}
    assert re.search(r"<dd>31</dd>", read("/"))
    assert 'href="/partenaires/?etat=active"' in read("/")
    assert every_page(read, "/partenaires/?etat=active", 1) == active
    page = read("/partenaires/")
    for value, words in (("active", "active"), ("dormante", "dormante"), ("terminee", "terminée")):
        number = sum(state == words for state, _latest in relations.values())
        assert re.search(rf'value="{value}">\s*{words} \({number}\)', page), words


def test_each_agreement_is_what_the_files_say_on_every_list(read):
    agreements, slugs = expected_agreements(), pages_of(Agreement)
    assert agreements["ag-tunis"] == ["à vérifier", "expire bientôt"]
    rows = csv.DictReader(io.StringIO(read("/ententes.csv").lstrip("\ufeff")))
    told = {row["adresse"].rstrip("/").rpartition("/")[2]: row["etat"] for row in rows}
    for name, states in agreements.items():
        assert told[slugs[name]].split(" | ") == states, name
        badges = re.findall(r'class="badge"\s+data-state="\w+">([^<]+)<', read(f"/ententes/{slugs[name]}/"))
        assert [badge.replace("\u00a0", " ").strip() for badge in badges][: len(states)] == states, name
    for value, words in (("a_verifier", "à vérifier"), ("expire_bientot", "expire bientôt"), ("echue", "échue")):
        with_state = {slugs[name] for name, states in agreements.items() if words in states}
        assert listed(read(f"/ententes/?etat={value}")) == with_state, value
