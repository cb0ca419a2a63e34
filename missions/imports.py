"""The tables of the register that say what the office does."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from axes.imports import PRECISIONS
from missions.models import (
    Action,
    ActionPartner,
    Airport,
    CostFact,
    Direction,
    EmissionFactor,
    Meeting,
    Mission,
    MissionPartner,
    MissionRole,
    Objective,
    Outcome,
    Participant,
    Rule,
    Service,
    Stop,
)
from missions.models.action import LEAD_NAMED_AGAIN, OTHER_AXIS
from missions.models.zone import UNKNOWN_ZONE, refuse_unknown_zone
from missions.operations import store_requirements
from missions.readiness import refusals_of_facts
from records.imports.bilingual import bilingual
from records.imports.columns import Children, ImportColumn, Link, Links
from records.imports.sources import sourced
from records.imports.tables import Table
from records.words.dates import DatePrecision

# An action may be known only to have happened during its mission.
ACTION_PRECISIONS = {**PRECISIONS, "mission": DatePrecision.PERIOD}
# How the record names the function that leads, when it is at the head of the city.
MAYOR = {"Maire", "Mairesse"}

SERVICES = Table(
    "services.csv",
    Service,
    key="service_id",
    columns=[
        *bilingual("name"),
        ImportColumn("kind", "kind"),
        *bilingual("role"),
        *sourced(2),
    ],
)


def goes_out(row):
    """Say whether the line is a mission out: its places are stops."""
    return row.values.get("direction") == Direction.OUT


def comes_in(row):
    """Say whether the line is a delegation in: its places are where it came from."""
    return row.values.get("direction") == Direction.IN


def hosted_event_goes_nowhere(row):
    """A hosted event has no place to name."""
    if row.values.get("direction") == Direction.HOSTED and row.cells["place_ids"]:
        yield "place_ids", _("un événement accueilli n’a ni étape ni ville d’origine")


def its_stage_is_reached(row):
    """A mission is at no stage that its dates or its objectives contradict, as its form says."""
    facts = {name: row.values.get(name) for name in ("direction", "stage", "starts_on", "ends_on", "date_precision")}
    objectives = [Objective(**child.values) for child in row.children if child.of.model is Objective]
    for sentence in refusals_of_facts(Mission(**facts), objectives, row.today).values():
        yield "status", sentence


def zone_exists(row):
    """A time zone is one of those that machines know, as its form says."""
    try:
        refuse_unknown_zone(row.values.get("time_zone"))
    except ValidationError:
        yield "time_zone", UNKNOWN_ZONE


class LedByMayor(ImportColumn):
    """The function that leads a delegation, read for one question: is it the mayor of the city?"""

    def bind(self, model):
        """Nothing to learn."""

    def read(self, row):
        """Put the answer in `row`: of a trip out, « Maire » without a name of city is ours."""
        row.values[self.field] = goes_out(row) and row.cells[self.name] in MAYOR


def store_requirements_of_costs(keys, *, today):
    """Store again whether the missions of the amounts with these `keys` must be authorized: one may pass the amount."""
    store_requirements(set(CostFact.objects.filter(pk__in=keys).values_list("mission", flat=True)), today=today)


MISSIONS = Table(
    "missions.csv",
    Mission,
    key="mission_id",
    afterwards=store_requirements,
    rules=[hosted_event_goes_nowhere, its_stage_is_reached],
    columns=[
        *bilingual("title"),
        ImportColumn("direction", "direction"),
        ImportColumn("start_date", "starts_on"),
        ImportColumn("end_date", "ends_on"),
        ImportColumn("date_precision", "date_precision", words=PRECISIONS),
        Children("place_ids", Stop, "mission", "place", when=goes_out, among="cities.csv"),
        Children(
            "place_ids",
            MissionPartner,
            "mission",
            "partner",
            fixed={"role": MissionRole.ORIGIN.value},
            when=comes_in,
            identified_by=("partner", "role"),
            among="cities.csv",
        ),
        Children(
            "organization_ids",
            MissionPartner,
            "mission",
            "partner",
            fixed={"role": MissionRole.ASSOCIATED.value},
            identified_by=("partner", "role"),
        ),
        *bilingual("purpose"),
        Children("objectives_fr", Objective, "mission", "text", english="objectives_en"),
        ImportColumn("delegation_size_city", "city_delegates"),
        ImportColumn("delegation_size_total", "all_delegates"),
        Children("delegation_roles_fr", Participant, "mission", "function", english="delegation_roles_en"),
        *bilingual("lead_role"),
        LedByMayor("lead_role_fr", "led_by_mayor"),
        Links("axes", "axes"),
        Links("theme_ids", "themes"),
        Children("meetings_fr", Meeting, "mission", "subject", english="meetings_en"),
        Children("outcomes_fr", Outcome, "mission", "text", english="outcomes_en"),
        *bilingual("outcome_note"),
        ImportColumn("status", "stage"),
        *bilingual("declined_reason"),
        *sourced(3),
    ],
)

COSTS = Table(
    "mission_costs.csv",
    CostFact,
    key="cost_id",
    afterwards=store_requirements_of_costs,
    columns=[
        Link("mission_id", "mission"),
        ImportColumn("fact_type", "fact_type"),
        ImportColumn("category", "category"),
        ImportColumn("amount_cad", "amount"),
        ImportColumn("approximate", "is_approximate"),
        ImportColumn("scope_code", "scope_code"),
        *bilingual("scope"),
        ImportColumn("published_on", "made_public_on"),
        *sourced(1),
    ],
)


def lead_is_not_named_again(row):
    """The lead partner of an action is not among its other partners."""
    lead = row.links.get("lead_partner")
    if lead and any(child.links.get("partner") == lead for child in row.children):
        yield "other_partner_ids", LEAD_NAMED_AGAIN


ACTIONS = Table(
    "actions.csv",
    Action,
    key="action_id",
    rules=[lead_is_not_named_again],
    shared_links={"commitment": ("axis", OTHER_AXIS)},
    columns=[
        *bilingual("title"),
        *bilingual("description"),
        ImportColumn("action_type", "kind"),
        Link("axis_id", "axis"),
        *bilingual("axis_rationale"),
        Link("commitment_id", "commitment"),
        *bilingual("commitment_rationale"),
        Link("lead_partner_id", "lead_partner"),
        Children("other_partner_ids", ActionPartner, "action", "partner", identified_by=("partner",)),
        Link("mission_id", "mission"),
        Links("theme_ids", "themes"),
        Links("service_ids", "services"),
        ImportColumn("start_date", "starts_on"),
        ImportColumn("end_date", "ends_on"),
        ImportColumn("date_precision", "date_precision", words=ACTION_PRECISIONS),
        ImportColumn("status", "stage"),
        Children("outcome_fr", Outcome, "action", "text", english="outcome_en", whole=True),
        *bilingual("outcome_note"),
        *sourced(2),
    ],
)

RULES = Table(
    "rules.csv",
    Rule,
    key="rule_id",
    columns=[
        ImportColumn("kind", "kind"),
        *bilingual("text"),
        ImportColumn("value", "value"),
        ImportColumn("valid_from", "valid_from"),
        ImportColumn("valid_until", "valid_until"),
        *sourced(1),
    ],
)

FACTORS = Table(
    "emission_factors.csv",
    EmissionFactor,
    key="factor_id",
    columns=[
        ImportColumn("cabin", "cabin"),
        ImportColumn("year", "year"),
        ImportColumn("with_forcing", "with_forcing"),
        ImportColumn("without_forcing", "without_forcing"),
        *sourced(1),
    ],
)

AIRPORTS = Table(
    "airports.csv",
    Airport,
    key="airport_id",
    rules=[zone_exists],
    columns=[
        ImportColumn("code", "code"),
        *bilingual("name"),
        ImportColumn("lat", "latitude"),
        ImportColumn("lon", "longitude"),
        ImportColumn("time_zone", "time_zone"),
        *sourced(1),
    ],
)

TABLES = [SERVICES, RULES, FACTORS, AIRPORTS, MISSIONS, COSTS, ACTIONS]
