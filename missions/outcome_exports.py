"""The columns of the file of results: what came of what, with whom, and what proves it."""

from django.utils.translation import gettext_lazy as _

from missions.documents.access_columns import OUTCOME_COLUMNS
from records.listing.columns import Column, Dataset
from records.listing.record_columns import ADDRESS, DATE, LIST, TEXT
from records.words.dates import iso
from records.words.languages import in_language


def partners_of(outcome):
    """Return the partners of the action or of the mission of `outcome`, each once (a list).

    `outcome`: fetched with `for_listing`.
    """
    if outcome.action:
        found = [outcome.action.lead_partner, *(role.partner for role in outcome.action.shown_roles)]
    else:
        found = [stop.place for stop in outcome.mission.shown_stops]
        found += [role.partner for role in outcome.mission.shown_roles]
    return list({partner.pk: partner for partner in found}.values())


def axes_of(outcome):
    """Return the axes that the action or the mission of `outcome` serves (a list)."""
    return [outcome.action.axis] if outcome.action else list(outcome.mission.axes.all())


OUTCOME_DATASET = Dataset(
    "resultats",
    [
        *OUTCOME_COLUMNS,
        Column(
            "vient_de",
            _("Vient de"),
            TEXT,
            _("L’action ou la mission dont elle vient."),
            lambda row: in_language(row.record, "title")[0],
            fields=("action", "mission"),
        ),
        Column(
            "adresse",
            _("Adresse"),
            ADDRESS,
            _("L’adresse de la page de l’action ou de la mission."),
            lambda row: row.record.get_absolute_url(),
        ),
        Column(
            "axes",
            _("Axes"),
            LIST,
            _("Les axes de la Vision que l’action ou la mission sert."),
            lambda row: [in_language(axis, "name")[0] for axis in axes_of(row)],
        ),
        Column(
            "partenaires",
            _("Partenaires"),
            LIST,
            _("Les partenaires de l’action, les villes et les partenaires de la mission."),
            lambda row: [in_language(partner, "name")[0] for partner in partners_of(row)],
        ),
        Column(
            "debut",
            _("Début"),
            DATE,
            _("Le premier jour de l’action ou de la mission, aussi précisément qu’il est connu."),
            lambda row: iso(row.record.starts_on, row.record.date_precision),
        ),
    ],
    {
        "id": "the action or the mission tells it apart",
        "position": "rows stand in its order",
        "english_written_for": "serves to tell which translations are older",
        "outdated_english": "of use to the bureau, and said beside each text",
        "search_text": "other columns hold its words",
    },
)
