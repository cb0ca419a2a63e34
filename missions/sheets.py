"""What the bureau imports of missions, amounts and actions by a spreadsheet."""

from django.utils.translation import gettext_lazy as _

from missions.exports import ACTION_DATASET, MISSION_DATASET
from missions.imports import (
    ACTIONS,
    COSTS,
    MISSIONS,
    LedByMayor,
    comes_in,
    lead_is_not_named_again,
    store_requirements_of_costs,
)
from missions.models import Action, CostFact, Mission, MissionPartner, MissionRole, Stop
from missions.operations import store_requirements
from records.imports.columns import Children, ImportColumn
from records.imports.sheets import SOURCES_HEADERS, SameName, Sheet, at_the_bureau, sourced_at_the_bureau
from records.imports.tables import Table

NO_STOP = _("une délégation reçue n’a pas d’étape\u00a0: dites d’où elle vient sous «\u00a0Villes d’origine\u00a0»")
NO_ORIGIN = _("seule une délégation reçue vient d’ailleurs\u00a0: dites où l’on va sous «\u00a0Villes\u00a0»")


def places_suit_direction(row):
    """A trip has stops, a delegation in has where it came from: each its own column here."""
    if comes_in(row) and row.cells["place_ids"]:
        yield "place_ids", NO_STOP
    if not comes_in(row) and row.cells["origin_ids"]:
        yield "origin_ids", NO_ORIGIN


def _is_replaced(column):
    return isinstance(column, LedByMayor) or "place_ids" in column.names


MISSIONS_SHEET = Sheet(
    "missions",
    _("Missions"),
    Table(
        "missions",
        Mission,
        key="mission_id",
        afterwards=store_requirements,
        rules=[*MISSIONS.rules, places_suit_direction],
        columns=[
            *(column for column in at_the_bureau(MISSIONS) if not _is_replaced(column)),
            Children("place_ids", Stop, "mission", "place"),
            Children(
                "origin_ids",
                MissionPartner,
                "mission",
                "partner",
                fixed={"role": MissionRole.ORIGIN.value},
                identified_by=("partner", "role"),
            ),
            ImportColumn("led_by_mayor", "led_by_mayor"),
            ImportColumn("decision_body", "decision_body"),
            ImportColumn("decision_number", "decision_number"),
            ImportColumn("decided_on", "decided_on"),
            ImportColumn("ceiling", "ceiling"),
            *sourced_at_the_bureau(),
        ],
    ),
    lambda: SameName(Mission, ["title", "starts_on"], _("même titre, même début")),
    others={
        "title_fr": ["titre", "mission"],
        "direction": ["sens"],
        "start_date": ["debut"],
        "end_date": ["fin"],
        "date_precision": ["precision_des_dates"],
        "place_ids": ["villes"],
        "purpose_fr": ["but"],
        "delegation_size_city": ["personnes_de_la_ville"],
        "delegation_size_total": ["personnes_en_tout"],
        "lead_role_fr": ["direction"],
        "theme_ids": ["themes"],
        "axes": ["axes"],
        "outcome_note_fr": ["absence_de_retombee"],
        "status": ["avancement"],
        "declined_reason_fr": ["raison_du_refus"],
        "decision_body": ["instance"],
        "decision_number": ["numero_de_la_decision"],
        "decided_on": ["date_de_la_decision"],
        "ceiling": ["plafond_cad", "plafond autorisé"],
        **SOURCES_HEADERS,
    },
    labels={
        "axes": _("Axes"),
        "theme_ids": _("Thèmes"),
        "place_ids": _("Villes"),
        "origin_ids": _("Villes d’origine"),
        "organization_ids": _("Organisations associées"),
        "objectives_fr": _("Objectifs"),
        "objectives_en": _("Objectifs (en anglais)"),
        "delegation_roles_fr": _("Fonctions de la délégation"),
        "delegation_roles_en": _("Fonctions de la délégation (en anglais)"),
        "meetings_fr": _("Rencontres"),
        "meetings_en": _("Rencontres (en anglais)"),
        "outcomes_fr": _("Retombées"),
        "outcomes_en": _("Retombées (en anglais)"),
    },
    dataset=MISSION_DATASET,
)

COSTS_SHEET = Sheet(
    "montants",
    _("Montants des missions"),
    Table(
        "montants",
        CostFact,
        key="cost_id",
        afterwards=store_requirements_of_costs,
        columns=[*at_the_bureau(COSTS), *sourced_at_the_bureau()],
    ),
    lambda: SameName(
        CostFact, ["mission", "fact_type", "category", "amount", "made_public_on"], _("même mission, même montant")
    ),
    others={"amount_cad": ["montant"], **SOURCES_HEADERS},
    owner="mission",
)

ACTIONS_SHEET = Sheet(
    "actions",
    _("Actions"),
    Table(
        "actions",
        Action,
        key="action_id",
        rules=[lead_is_not_named_again],
        shared_links=ACTIONS.shared_links,
        columns=[*at_the_bureau(ACTIONS), *sourced_at_the_bureau()],
    ),
    lambda: SameName(Action, ["title", "lead_partner", "starts_on"], _("même titre, même partenaire, même début")),
    others={
        "title_fr": ["titre", "action"],
        "description_fr": ["description"],
        "action_type": ["nature"],
        "axis_id": ["axe"],
        "axis_rationale_fr": ["lien_avec_l_axe"],
        "commitment_id": ["engagement"],
        "commitment_rationale_fr": ["lien_avec_l_engagement"],
        "lead_partner_id": ["partenaire_principal"],
        "other_partner_ids": ["autres_partenaires"],
        "mission_id": ["mission"],
        "theme_ids": ["themes"],
        "service_ids": ["services"],
        "start_date": ["debut"],
        "end_date": ["fin"],
        "date_precision": ["precision_des_dates"],
        "status": ["avancement_inscrit"],
        "outcome_note_fr": ["absence_de_retombee"],
        **SOURCES_HEADERS,
    },
    labels={
        "theme_ids": _("Thèmes"),
        "service_ids": _("Services"),
        "other_partner_ids": _("Autres partenaires"),
        "outcome_fr": _("Retombée"),
        "outcome_en": _("Retombée (en anglais)"),
    },
    dataset=ACTION_DATASET,
)
