"""The tables of the record that say what the office does."""

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
from missions.models.action import LEAD_NAMED_AGAIN
from missions.operations import store_requirements
from records.imports.columns import Children, Column, Link, Links, sourced
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
        Column("name_fr", "name"),
        Column("kind", "kind"),
        Column("role_fr", "role"),
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


class LedByMayor(Column):
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
    rules=[hosted_event_goes_nowhere],
    columns=[
        Column("title_fr", "title"),
        Column("direction", "direction"),
        Column("start_date", "starts_on"),
        Column("end_date", "ends_on"),
        Column("date_precision", "date_precision", words=PRECISIONS),
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
        Column("purpose_fr", "purpose"),
        Children("objectives_fr", Objective, "mission", "text"),
        Column("delegation_size_city", "city_delegates"),
        Column("delegation_size_total", "all_delegates"),
        Children("delegation_roles_fr", Participant, "mission", "function"),
        Column("lead_role_fr", "lead_role"),
        LedByMayor("lead_role_fr", "led_by_mayor"),
        Links("axes", "axes"),
        Links("theme_ids", "themes"),
        Children("meetings_fr", Meeting, "mission", "subject"),
        Children("outcomes_fr", Outcome, "mission", "text"),
        Column("outcome_note_fr", "outcome_note"),
        Column("status", "stage"),
        Column("declined_reason_fr", "declined_reason"),
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
        Column("fact_type", "fact_type"),
        Column("category", "category"),
        Column("amount_cad", "amount"),
        Column("scope_code", "scope_code"),
        Column("scope_fr", "scope"),
        Column("published_on", "made_public_on"),
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
    columns=[
        Column("title_fr", "title"),
        Column("description_fr", "description"),
        Column("action_type", "kind"),
        Link("axis_id", "axis"),
        Column("axis_rationale_fr", "axis_rationale"),
        Link("lead_partner_id", "lead_partner"),
        Children("other_partner_ids", ActionPartner, "action", "partner", identified_by=("partner",)),
        Link("mission_id", "mission"),
        Links("theme_ids", "themes"),
        Links("service_ids", "services"),
        Column("start_date", "starts_on"),
        Column("end_date", "ends_on"),
        Column("date_precision", "date_precision", words=ACTION_PRECISIONS),
        Column("status", "stage"),
        Children("outcome_fr", Outcome, "action", "text", whole=True),
        Column("outcome_note_fr", "outcome_note"),
        *sourced(2),
    ],
)

RULES = Table(
    "rules.csv",
    Rule,
    key="rule_id",
    columns=[
        Column("kind", "kind"),
        Column("text_fr", "text"),
        Column("value", "value"),
        Column("valid_from", "valid_from"),
        Column("valid_until", "valid_until"),
        *sourced(1),
    ],
)

FACTORS = Table(
    "emission_factors.csv",
    EmissionFactor,
    key="factor_id",
    columns=[
        Column("cabin", "cabin"),
        Column("year", "year"),
        Column("with_forcing", "with_forcing"),
        Column("without_forcing", "without_forcing"),
        *sourced(1),
    ],
)

AIRPORTS = Table(
    "airports.csv",
    Airport,
    key="airport_id",
    columns=[
        Column("code", "code"),
        Column("name_fr", "name"),
        Column("lat", "latitude"),
        Column("lon", "longitude"),
        Column("time_zone", "time_zone"),
        *sourced(1),
    ],
)

TABLES = [SERVICES, RULES, FACTORS, AIRPORTS, MISSIONS, COSTS, ACTIONS]
