"""The smallest valid record, as files a test can spoil."""

import csv
import io

from django.utils import timezone

from portal.register import TABLES
from records.imports.checking import Check
from records.imports.faults import RecordError
from records.imports.loading import no_progress

ADDRESS = "https://exemple.org/page"
FACT = {"source_url": ADDRESS, "confidence": "high"}
DATED = {"start_date": "2024-05-01", "end_date": "2024-05-03", "date_precision": "jour"}
CITY = {"country_code": "BE", "lat": "50.4669", "lon": "4.8675", "status": "actif", **FACT}
AGREEMENT = {"kind": "jumelage", "partner_ids": "namur", "status": "actif", **FACT}
LINES = {
    "sources.csv": [
        {"source_id": "S1", "url": ADDRESS, "publisher": "Exemple", "kind": "presse", "published": "2024-05"}
    ],
    "vision.csv": [
        {"vision_id": "V1", "title_fr": "Vision", "statement_fr": "Agir.", "presented_on": "2022-11-08", **FACT}
    ],
    "axes.csv": [
        {"axis_id": "a1", "position": "1", "name_fr": "Un", "short_label_fr": "Un", "intent_fr": "Un.", **FACT},
        {"axis_id": "a2", "position": "2", "name_fr": "Deux", "short_label_fr": "Deux", "intent_fr": "Deux.", **FACT},
    ],
    "commitments.csv": [
        {"commitment_id": "e1", "kind": "engagement", "axis_id": "a1", "position": "1", "text_fr": "Tenir.", **FACT},
        {"commitment_id": "l1", "kind": "levier", "position": "1", "text_fr": "Écouter.", **FACT},
    ],
    "milestones.csv": [
        {"milestone_id": "J1", "title_fr": "Début", "happened_on": "2022-03-01", "date_precision": "mois", **FACT}
    ],
    "themes.csv": [{"theme_id": "eau_douce", "name_fr": "Eau", "axes": "a1|a2", "named_in_vision": "oui", **FACT}],
    "cities.csv": [
        {"partner_id": "namur", "name_fr": "Namur", **CITY},
        {"partner_id": "liege", "name_fr": "Liège", **CITY, "lat": "50.6337", "lon": "5.5675"},
    ],
    "organizations.csv": [
        {"org_id": "aimf", "name_fr": "AIMF", "org_type": "reseau_villes", "founded": "1979", "status": "actif", **FACT}
    ],
    "agreements.csv": [
        {"agreement_id": "ag2", "title_fr": "Suite", "renews_id": "ag1", **AGREEMENT},
        {"agreement_id": "ag1", "title_fr": "Début", **AGREEMENT},
    ],
    "rules.csv": [
        {
            "rule_id": "R1",
            "kind": "depassement",
            "text_fr": "Dix pour cent.",
            "value": "10",
            "valid_from": "2019-10-07",
            **FACT,
        }
    ],
    "emission_factors.csv": [
        {
            "factor_id": "F1",
            "cabin": "affaires",
            "year": "2026",
            "with_forcing": "0.3",
            "without_forcing": "0.2",
            **FACT,
        }
    ],
    "airports.csv": [
        {"airport_id": "yqb", "code": "YQB", "name_fr": "Québec", "lat": "46.7911", "lon": "-71.3933", **FACT}
    ],
    "services.csv": [{"service_id": "bri", "name_fr": "Bureau", "kind": "bureau", **FACT}],
    "missions.csv": [
        {
            "mission_id": "M1",
            "title_fr": "Mission",
            "direction": "sortante",
            **DATED,
            "place_ids": "namur|liege",
            "objectives_fr": "Apprendre|Rayonner",
            "delegation_roles_fr": "maire",
            "axes": "a1",
            "theme_ids": "eau_douce",
            "organization_ids": "aimf",
            "meetings_fr": "Le maire",
            "outcomes_fr": "Un protocole",
            "status": "realisee",
            **FACT,
        }
    ],
    "mission_costs.csv": [
        {
            "cost_id": "C1",
            "mission_id": "M1",
            "fact_type": "declare",
            "amount_cad": "1200.50",
            "scope_code": "delegation",
            "published_on": "2024-06-01",
            **FACT,
        }
    ],
    "actions.csv": [
        {
            "action_id": "A1",
            "title_fr": "Échange",
            "action_type": "echange",
            "axis_id": "a1",
            "lead_partner_id": "namur",
            "other_partner_ids": "aimf|liege",
            "mission_id": "M1",
            "theme_ids": "eau_douce",
            "service_ids": "bri",
            **DATED,
            "status": "realisee",
            "outcome_fr": "Un jardin.",
            **FACT,
        }
    ],
}


class SmallRecord:
    """The files of a small record in `directory`; change `lines` or `columns`, then `write`."""

    def __init__(self, directory):
        self.directory = directory
        self.lines = {file: [dict(line) for line in lines] for file, lines in LINES.items()}
        self.columns = {table.file: list(table.names) for table in TABLES}

    def change(self, file, _rank=0, **cells):
        """Change cells of one line; return the record."""
        self.lines[file][_rank].update(cells)
        return self

    def add(self, file, **cells):
        """Add a line like the first one, with other cells; return the record."""
        self.lines[file].append({**self.lines[file][0], **cells})
        return self

    def text(self, file):
        """Return what a file holds."""
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns[file], lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(self.lines[file])
        return text.getvalue()

    def write(self):
        """Write every file; return the directory."""
        for file in self.lines:
            (self.directory / file).write_text(self.text(file), encoding="utf-8")
        return self.directory


def faults_of(directory):
    """Return what the first reading says, ordinary spaces only."""
    try:
        Check(TABLES, directory, today=timezone.localdate()).run(no_progress)
    except RecordError as refused:
        return [str(fault).replace("\u00a0", " ") for fault in refused.faults]
    return []
