"""The columns of the results: what came of what, with whom, and what proves it."""

from django.utils.translation import gettext_lazy as _

from missions.documents.access_columns import OUTCOME_COLUMNS
from missions.subject_columns import subject_columns
from records.listing.columns import Column, Dataset
from records.listing.record_columns import ADDRESS, DATE, LIST
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
    "retombees",
    [
        *subject_columns(lambda row: row.record, "action", "mission"),
        *OUTCOME_COLUMNS,
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
        Column(
            "sources_de_la_fiche",
            _("Sources de la fiche"),
            LIST,
            _("Les adresses des pages où sont publiés les faits de la fiche."),
            lambda row: [source.url for source in row.record.sources.all()],
            items=ADDRESS,
        ),
    ],
    {
        "id": "the action or the mission tells it apart",
        "position": "rows stand in its order",
        "english_written_for": "serves to tell which translations are older",
        "outdated_english": "of use to the bureau, and said beside each text",
        "search_text": "other columns hold its words",
    },
    on_paper=("retombee", "titre_de_la_fiche", "nature", "partenaires", "debut", "confiance"),
)
