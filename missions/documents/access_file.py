"""The access file of a mission: in one ZIP, what its public page says and no more, for access-to-information requests.

No contact, no name that is not public, no partner that is not online, nobody responsible, nothing of the bureau's own.
The same facts give the same bytes: nothing in it tells when it was made.
"""

import io
import json
import zipfile

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from missions.documents.access_columns import ACCESS_TABLES, facts_of
from missions.models import Mission
from records.listing.archives import write_entry
from records.listing.formats import Export
from records.listing.formats.as_csv import csv_bytes


def access_file(key, today, absolute):
    """Return the access file (bytes) of the mission of `key`, as anyone may read it on `today` (a date).

    `absolute`: turns a path into a full address.
    """
    nobody = AnonymousUser()
    mission = Mission.objects.for_page(nobody, today).get(pk=key)
    mission.all_sources = mission.gather_sources()
    mission.shown_actions = list(mission.actions.published(today).for_listing(today).newest_first())
    hidden = mission.hides_movements(today)
    facts = facts_of(mission, today, absolute)
    files = {
        "LISEZMOI.txt": _readme(mission, facts, hidden, absolute),
        "mission.json": json.dumps(facts, ensure_ascii=False, indent=2) + "\n",
    }
    for table in ACCESS_TABLES:
        rows = [] if hidden and table.shows_movements else table.rows(mission)
        files[table.file] = csv_bytes(Export(table.columns, rows, absolute, today))
    return _zip(files)


def _zip(files):
    """Return a ZIP (bytes) of {name: text or bytes}, the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            write_entry(archive, name, content)
    return buffer.getvalue()


def _readme(mission, facts, hidden, absolute):
    lines = [
        "DOSSIER D’ACCÈS",
        facts["titre"],
        facts["adresse"],
        "",
        "Ce dossier contient ce que la page publique de la mission dit, et rien d’autre. Les renseignements personnels "
        "n’y sont pas\u00a0: ni contact, ni nom qui ne soit pas public.",
        "Ce qui n’est pas connu est laissé vide. Les montants sont tels que publiés et ne s’additionnent pas\u00a0: un "
        "total comprend déjà ses catégories.",
    ]
    if not facts["en_ligne"]:
        lines.append("Cette mission n’est pas en ligne\u00a0: sa page n’est visible que du bureau.")
    if hidden:
        lines.append("Les étapes et les rencontres n’y sont pas\u00a0: elles ne sont montrées qu’au retour.")
    lines += ["", "mission.json – la mission\u00a0: but, décision, délégation, rapport"]
    lines += [f"{table.file} – {table.says}" for table in ACCESS_TABLES]
    lines += [
        "",
        f"Les mêmes faits de toutes les missions, en données ouvertes\u00a0: {absolute(reverse('opendata:index'))}",
    ]
    if facts["rapport"]["adresse"]:
        lines += ["", f"Rapport de mission\u00a0: {facts['rapport']['adresse']}"]
    return "\r\n".join([*lines, ""])
