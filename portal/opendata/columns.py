"""The columns of the datasets that no list has: the parts of missions, what the Vision promises, themes, sources."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from axes.exports import COMMITMENT_COLUMNS, MEASURE_COLUMNS, THEME_COLUMNS
from missions.documents.access_columns import (
    COST_COLUMNS,
    OBJECTIVE_COLUMNS,
    PARTICIPANT_COLUMNS,
    STOP_COLUMNS,
)
from missions.models import MissionStage
from missions.subject_columns import subject_columns
from portal.accountability.exports import DISCLOSURE_COLUMNS
from portal.accountability.quarters import return_quarter
from records.listing.columns import Column
from records.listing.record_columns import (
    ADDRESS,
    CHOICE,
    NUMBER,
    TEXT,
)


def _of_mission(row):
    return row.mission


def _quarter_of_row(row):
    """Return the Quarter in which the trip of a DisclosureRow came back."""
    return return_quarter(row.mission.starts_on, row.mission.ends_on, row.mission.date_precision)


MISSION_OF_PART = subject_columns(_of_mission)

PLACE_COLUMNS = [
    Column("code_du_pays", _("Code du pays"), TEXT, _("Le code ISO 3166 du pays, à deux lettres."), "place.country"),
    Column(
        "latitude", _("Latitude"), NUMBER, _("La latitude, en degrés, du nord si elle est positive."), "place.latitude"
    ),
    Column(
        "longitude",
        _("Longitude"),
        NUMBER,
        _("La longitude, en degrés, de l’est si elle est positive."),
        "place.longitude",
    ),
    Column("geonames", _("Numéro GeoNames"), NUMBER, _("Le numéro du lieu chez GeoNames."), "place.geonames_id"),
]
STAGE_COLUMN = Column(
    "avancement", _("Avancement"), CHOICE, _("Jusqu’où la mission est rendue."), "mission.stage", MissionStage
)
OPEN_STOPS = [*MISSION_OF_PART, STAGE_COLUMN, *STOP_COLUMNS, *PLACE_COLUMNS]
OPEN_PARTICIPANTS = [*MISSION_OF_PART, *PARTICIPANT_COLUMNS]
OPEN_OBJECTIVES = [*MISSION_OF_PART, *OBJECTIVE_COLUMNS]
CORRECTED_COLUMN = Column(
    "reference_corrigee",
    _("Référence corrigée"),
    TEXT,
    _("La référence du montant que celui-ci corrige\u00a0: le montant corrigé ne compte plus."),
    "corrects.reference",
)
PERSON_COLUMN = Column(
    "personne",
    _("Personne"),
    TEXT,
    _("La fonction de la personne, si le montant est celui d’une seule."),
    "participant.function",
)
OPEN_COSTS = [COST_COLUMNS[0], *MISSION_OF_PART, *COST_COLUMNS[1:], CORRECTED_COLUMN, PERSON_COLUMN]


def _actions_by(facet, words):
    """Return the Column of the list of actions narrowed by a row, in a `facet`."""
    return Column(
        "actions", _("Actions"), ADDRESS, words, lambda row: f"{reverse('missions:actions')}?{facet}={row.slug}"
    )


OPEN_COMMITMENTS = [
    *COMMITMENT_COLUMNS,
    _actions_by("engagement", _("L’adresse de la liste des actions qui le servent.")),
]
OPEN_THEMES = [*THEME_COLUMNS, _actions_by("theme", _("L’adresse de la liste des actions qui le touchent."))]
OPEN_MEASURES = [
    Column("indicateur", _("Indicateur"), TEXT, _("Ce qui est mesuré."), "indicator.name"),
    Column("unite", _("Unité"), TEXT, _("L’unité des valeurs."), "indicator.unit"),
    *MEASURE_COLUMNS,
]
OPEN_DISCLOSURES = [
    Column("trimestre", _("Trimestre"), TEXT, _("Le trimestre du retour\u00a0: 2022-T4."), _quarter_of_row),
    *DISCLOSURE_COLUMNS,
]
