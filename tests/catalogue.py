"""The English catalogue of the interface: what the code says, gathered and compiled without any system tool.

`python tests/catalogue.py` brings locale/en up to date: new sentences come in empty, gone ones leave.
"""

import datetime as dt
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
PO = ROOT / "locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
# Django's own sentences, as the house says them, of its pages and of its scripts: written by hand, only compiled here.
HOUSE_POS = tuple(ROOT / "locale/fr_CA/LC_MESSAGES" / f"{domain}.po" for domain in ("django", "djangojs"))
CODE = ("config", "portal", "missions", "partners", "axes", "records")
HEADER = {
    "project": "Portail des relations internationales",
    "version": "1",
    "header_comment": "# The interface in English; its source is in French, in the code and the templates.",
    "last_translator": "",
    "language_team": "",
    "msgid_bugs_address": "",
    "fuzzy": False,
}
ONE, ONE_IN_CONTEXT = None, ((1, "c"), 2)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy"), ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ONE_IN_CONTEXT),
}


def spoken():
    """Return the sentences of the code and the templates: an empty Catalog."""
    catalog = Catalog()
    for path in sorted(path for app in CODE for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts):
        _gather(catalog, path.read_text(encoding="utf-8"))
    for path in sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}):
        lines = templatize(path.read_text(encoding="utf-8")).splitlines()
        _gather(catalog, "\n".join(line.strip() for line in lines))
    return catalog


def _gather(catalog, code):
    found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS)
    for _line, message, _comments, context in found:
        catalog.add(message, context=context)


def translated():
    """Return the catalogue as it stands (a Catalog, empty if there is none yet)."""
    if not PO.exists():
        return Catalog(locale="en", **HEADER)
    with PO.open("rb") as file:
        catalog = read_po(file, locale="en")
    for name, value in HEADER.items():
        setattr(catalog, name, value)
    return catalog


def house_words(path):
    """Return Django's own sentences as the house says them, of one of HOUSE_POS (a Catalog).

    With those of its pages, ours that have a plural, as they are: without them 0 would be plural, as in English.
    """
    with path.open("rb") as file:
        catalog = read_po(file, locale="fr_CA")
    for message in spoken() if path.stem == "django" else ():
        if message.pluralizable:
            catalog.add(message.id, message.id, context=message.context)
    return catalog


def compiled(catalog):
    """Return the compiled form of `catalog` (bytes)."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update():
    """Bring the catalogue up to date and compile it; return the sentences that lack English (a list)."""
    catalog = translated()
    catalog.update(spoken(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    # Of no use, and different at each run.
    catalog.creation_date = catalog.revision_date = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=120, no_location=True, omit_header=False, sort_output=True)
    MO.write_bytes(compiled(catalog))
    for path in HOUSE_POS:
        path.with_suffix(".mo").write_bytes(compiled(house_words(path)))
    return [message.id for message in catalog if message.id and not said(message)]


def said(message):
    """Whether a message of the catalogue has its English, in the singular and the plural, and nobody doubts it."""
    parts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(parts) and not message.fuzzy


if __name__ == "__main__":
    missing = update()
    for sentence in missing:
        print(sentence)
    print(f"{len(missing)} sans anglais", file=sys.stderr)
