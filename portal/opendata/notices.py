"""What goes with the files in the ZIP: what they are, and on what terms they may be used."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from portal.coverage import known_until
from portal.opendata.datasets import DATASETS

CHECKSUMS = "SHA256SUMS"


def readme(today: dt.date, site: str) -> str:
    """Return what the files are, in the active language; `site`: the address of the home of the portal."""
    newest = known_until(today)
    lines = [
        _("Données ouvertes des relations internationales de la Ville de Québec"),
        site,
        "",
        _("Faites le %(day)s.") % {"day": today.isoformat()},
        *([_("Le registre va jusqu’au %(day)s.") % {"day": newest.isoformat()}] if newest else []),
        "",
        *(f"- {each.slug}\u00a0: {each.title}. {each.about}" for each in DATASETS.values()),
        "",
        _("Chaque jeu est en CSV (UTF-8 avec BOM), en Excel et en JSON, et en GeoJSON s’il dit des lieux."),
        _("Le dictionnaire dit ce que signifie chaque colonne, en français et en anglais."),
        _("La référence d’une fiche (M-2022-01) relie les fichiers entre eux; elle ne change pas."),
        _("Son année est celle du fait; 0000 là où elle n’est pas connue."),
        _("Ce qui n’est pas connu est laissé vide, ou dit « inconnu » là où un mot le dit; jamais 0."),
        _("Pour vérifier les fichiers\u00a0: %(command)s") % {"command": f"sha256sum --check {CHECKSUMS}"},
        *([_("Pour nous écrire\u00a0: %(address)s") % {"address": settings.CONTACT}] if settings.CONTACT else []),
    ]
    return "\n".join([*lines, ""])


def licence(site: str) -> str:
    """Return the terms of use, in the active language."""
    lines = [
        "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "https://creativecommons.org/licenses/by/4.0/legalcode.fr",
        "https://creativecommons.org/licenses/by/4.0/legalcode",
        "",
        _("Chacun peut se servir de ces données, les transformer et les republier, en nommant leur source\u00a0:"),
        _("Ville de Québec, Relations internationales, %(address)s, CC BY 4.0.") % {"address": site},
        "",
        _("Coordonnées des villes\u00a0: GeoNames (CC BY 4.0)."),
        "",
    ]
    return "\n".join(lines)
