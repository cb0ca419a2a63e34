"""The datasets of the portal: what each is, its columns, its rows on a day."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from axes.lists import AXIS_LIST, COMMITMENT_LIST, INDICATOR_LIST, THEME_LIST
from missions.documents.access_columns import SOURCE_COLUMNS
from missions.lists import ACTION_LIST, MISSION_LIST, OUTCOME_LIST, PRIORITY_LIST
from partners.lists import AGREEMENT_LIST, PARTNER_LIST
from portal.opendata import columns, rows
from portal.sources import cited_sources
from records.listing.columns import Column
from records.words.said import Said


class OpenDataset(NamedTuple):
    """A dataset: its name in addresses, title, description, columns, rows on a day, and the page that shows them.

    `place`: of a row, the place it is at (a row with latitude and longitude, or None), if rows are at places.
    """

    slug: str
    title: Said
    about: Said
    columns: Sequence[Column]
    rows: Callable[[dt.date], Iterable[Any]]
    route: str
    place: Callable[[Any], Any] | None = None

    def count_rows(self, today: dt.date) -> int:
        """Return the number of its rows on `today` (a date)."""
        found = self.rows(today)
        return found.count() if isinstance(found, QuerySet) else sum(1 for _row in found)


def _listed(listing: Any) -> Callable[[dt.date], Iterable[Any]]:
    """Return the function that selects the rows of a list, all of them, as anyone may read them on a day."""
    return lambda today: listing.rows_for(AnonymousUser(), today)


_ALL = [
    OpenDataset(
        "partenaires",
        _("Partenaires"),
        _("Les villes et les organisations avec lesquelles la Ville de Québec travaille ou a travaillé."),
        PARTNER_LIST.dataset.columns,
        _listed(PARTNER_LIST),
        "partners:list",
        lambda partner: partner,
    ),
    OpenDataset(
        "ententes",
        _("Ententes"),
        _("Les jumelages, les pactes, les protocoles et les autres ententes, avec leur état à ce jour."),
        AGREEMENT_LIST.dataset.columns,
        _listed(AGREEMENT_LIST),
        "partners:agreements",
    ),
    OpenDataset(
        "missions",
        _("Missions"),
        _("Les missions à l’extérieur, les délégations reçues, les événements accueillis, les missions non retenues."),
        MISSION_LIST.dataset.columns,
        _listed(MISSION_LIST),
        "missions:list",
    ),
    OpenDataset(
        "etapes",
        _("Étapes des missions"),
        _("Les villes où une mission s’arrête ou compte s’arrêter, dans l’ordre, avec son avancement."),
        columns.OPEN_STOPS,
        rows.stops,
        "missions:list",
        lambda stop: stop.place,
    ),
    OpenDataset(
        "participants",
        _("Personnes qui participent aux missions"),
        _("Qui participe à une mission, par fonction. Le nom n’y est que s’il est public."),
        columns.OPEN_PARTICIPANTS,
        rows.participants,
        "missions:list",
    ),
    OpenDataset(
        "couts",
        _("Coûts des missions"),
        _("Les montants tels que publiés, chacun avec sa date, son périmètre et sa source. Tous ne s’ajoutent pas."),
        columns.OPEN_COSTS,
        rows.costs,
        "accountability:summary",
    ),
    OpenDataset(
        "objectifs",
        _("Objectifs des missions"),
        _("Ce que vise chaque mission avant le départ, et ce qu’il en est advenu."),
        columns.OPEN_OBJECTIVES,
        rows.objectives,
        "missions:list",
    ),
    OpenDataset(
        "retombees",
        _("Retombées"),
        _("Ce qui est ressorti des missions et des actions, avec la preuve et la confiance qu’on peut y mettre."),
        OUTCOME_LIST.dataset.columns,
        _listed(OUTCOME_LIST),
        "missions:results",
    ),
    OpenDataset(
        "actions",
        _("Actions"),
        _("Ce que la Ville fait avec ses partenaires, chaque action sous un axe de la Vision."),
        ACTION_LIST.dataset.columns,
        _listed(ACTION_LIST),
        "missions:actions",
    ),
    OpenDataset(
        "axes",
        _("Axes"),
        _("Les axes de la Vision : ce que la Ville veut y faire, et pourquoi."),
        AXIS_LIST.dataset.columns,
        _listed(AXIS_LIST),
        "axes:vision",
    ),
    OpenDataset(
        "engagements",
        _("Engagements"),
        _("Ce que la Vision promet, nomme ou met en valeur sous chacun de ses axes."),
        columns.OPEN_COMMITMENTS,
        _listed(COMMITMENT_LIST),
        "axes:vision",
    ),
    OpenDataset(
        "indicateurs",
        _("Indicateurs"),
        _("À quoi se mesurent les engagements\u00a0: d’où l’on part, la cible, et pour quand."),
        INDICATOR_LIST.dataset.columns,
        _listed(INDICATOR_LIST),
        "axes:vision",
    ),
    OpenDataset(
        "valeurs-mesurees",
        _("Valeurs mesurées"),
        _("Ce que valait chaque indicateur un jour donné, avec sa source."),
        columns.OPEN_MEASURES,
        rows.measures,
        "axes:vision",
    ),
    OpenDataset(
        "priorites",
        _("Priorités"),
        _("La stratégie\u00a0: territoires, organisations, forums, thèmes et actions mis en premier, et leur rang."),
        PRIORITY_LIST.dataset.columns,
        _listed(PRIORITY_LIST),
        "missions:strategy",
    ),
    OpenDataset(
        "themes",
        _("Thèmes"),
        _("Les domaines dans lesquels se rangent les missions et les actions."),
        columns.OPEN_THEMES,
        _listed(THEME_LIST),
        "axes:vision",
    ),
    OpenDataset(
        "sources",
        _("Sources"),
        _("Les pages où sont publiés les faits du registre\u00a0: celles que cite un fait public, et aucune autre."),
        SOURCE_COLUMNS,
        cited_sources,
        "portal:sources",
    ),
    OpenDataset(
        "divulgation",
        _("Divulgation trimestrielle"),
        _("Les frais de déplacement par trimestre, dans les champs de la règle. Sans voyage, aucune ligne."),
        columns.OPEN_DISCLOSURES,
        rows.disclosures,
        "accountability:summary",
    ),
]
# By their name in addresses, in the order shown.
DATASETS = {each.slug: each for each in _ALL}


class DatasetConverter:
    """A dataset in an address: « missions »."""

    regex = "|".join(DATASETS)

    def to_python(self, value: str) -> OpenDataset:
        """Return the OpenDataset that an address names."""
        return DATASETS[value]

    def to_url(self, dataset: OpenDataset | str) -> str:
        """Return what an address calls an OpenDataset, or its slug."""
        return dataset if isinstance(dataset, str) else dataset.slug


class PlaceDatasetConverter(DatasetConverter):
    """A dataset whose rows are at places."""

    regex = "|".join(each.slug for each in _ALL if each.place)
