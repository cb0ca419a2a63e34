"""Write a big, valid record for measuring: `python tests/portal/big_record.py DIR ACTIONS PARTNERS`.

The real record is kept; made-up cities and actions are added to it, spread over its axes, missions and sources.
"""

import csv
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

# What made-up actions are about: one word of them is in a third of the actions.
SUBJECTS = (
    "la ville durable", "l’assainissement des eaux", "l’adaptation au climat",
    "la mobilité active", "le patrimoine bâti", "les arts numériques",
    "l’accueil des personnes réfugiées", "la relève entrepreneuriale", "les forêts urbaines",
    "la sécurité routière", "l’économie circulaire", "la participation citoyenne",
)  # fmt: skip
SAID = "Les équipes partagent ce qu’elles savent de {}, visitent des lieux, et rendent public ce qu’elles ont appris."
REAL = Path(__file__).resolve().parents[2] / "data"


def write_big_record(directory, actions, partners):
    """Write in `directory` a record of that many actions and partners, never fewer than the real one has."""
    directory.mkdir(parents=True, exist_ok=True)
    for file in REAL.glob("*.csv"):
        shutil.copy(file, directory)
    organizations = len(_column("organizations.csv", "org_id"))
    cities = _extend(directory / "cities.csv", partners - organizations, _city)
    _extend(directory / "actions.csv", actions, _maker_of_actions(cities))


def _extend(file, total, make):
    """Add made-up lines to `file` until it has `total`; return the identifiers of all."""
    with file.open(encoding="utf-8", newline="") as lines:
        model, *others = csv.DictReader(lines)
    key = next(iter(model))
    made = [make(model, number) for number in range(len(others) + 1, total)]
    with file.open("a", encoding="utf-8", newline="") as lines:
        csv.DictWriter(lines, model).writerows(made)
    return [line[key] for line in (model, *others, *made)]


def _city(model, number):
    latitude, longitude = f"{number % 170 - 85}.5", f"{number % 350 - 175}.25"
    return {**model, "partner_id": f"ville-{number}", "name_fr": f"Ville {number}", "lat": latitude, "lon": longitude}


def _maker_of_actions(cities):
    axes, themes, services, missions, sources = (
        _column(f"{name}.csv", key)
        for name, key in (
            ("axes", "axis_id"),
            ("themes", "theme_id"),
            ("services", "service_id"),
            ("missions", "mission_id"),
            ("sources", "url"),
        )
    )

    def make(model, number):
        def pick(values, step=0):
            return values[(number + step) % len(values)]

        start = date(2015, 1, 1) + timedelta(days=number % 4000)
        return {
            **model,
            "action_id": f"X{number}",
            "title_fr": f"Échange numéro {number} sur {pick(SUBJECTS)}",
            "description_fr": "\n\n".join(SAID.format(pick(SUBJECTS, step)) for step in range(4)),
            "axis_id": pick(axes),
            "lead_partner_id": pick(cities),
            "other_partner_ids": f"{pick(cities, 1)}|{pick(cities, 2)}",
            "mission_id": pick(missions),
            "theme_ids": f"{pick(themes)}|{pick(themes, 1)}",
            "service_ids": pick(services),
            "start_date": start.isoformat(),
            "end_date": (start + timedelta(days=30)).isoformat(),
            "date_precision": "jour",
            "source_url": pick(sources),
            "source_url_2": pick(sources, 1),
        }

    return make


def _column(file, name):
    with (REAL / file).open(encoding="utf-8", newline="") as lines:
        return [line[name] for line in csv.DictReader(lines)]


if __name__ == "__main__":
    write_big_record(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
