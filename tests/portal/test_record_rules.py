"""What the files may break is what the database refuses: the two agree."""

import datetime as dt
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from missions.models import Action
from portal.register import TABLES
from records.imports.tables import mentioned
from records.publication.conditions import holds

# Relations that no file tells: the bureau makes them.
TIED_BY_THE_BUREAU = {"VisionItem": {"themes"}}
# Rules about what no file says: publication, and what the bureau alone fills in.
BEYOND_THE_FILES = {
    "action_commitment_confirmed_is_there",
    "agreement_active_has_its_authorization",
    "costfact_correction_has_its_reason",
    "costfact_does_not_correct_itself",
    "costfact_other_payer_is_named",
    "mission_authorized_has_its_decision",
    "mission_ceiling_not_negative",
}
DAYS = [None, dt.date(24, 5, 1), dt.date(2024, 5, 1), dt.date(2024, 5, 3)]


def checks(model):
    """Return the CHECK constraints of a model."""
    return [each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.file}-{table.model.__name__}")
def test_every_rule_a_file_can_break_is_checked_on_its_lines(table):
    read = {constraint.name for constraint in table.conditions}
    left = {constraint.name for constraint in checks(table.model)} - read
    # Of dates no file gives, tests/house/test_dates.py says the rest.
    # A reference is given by the portal.
    elsewhere = ("published_has_its_date", "_in_calendar", "_reference_has_its_form")
    left = {name.partition("_")[2] for name in left if not name.endswith(elsewhere)}
    if table.file == "organizations.csv":
        left -= {
            "partner_city_has_country",
            "partner_city_has_latitude",
            "partner_city_has_longitude",
            "partner_latitude_in_range",
            "partner_longitude_in_range",
        }
    if table.file == "cities.csv":
        left -= {f"partner_{each}_precision_goes_with_date" for each in ("founded", "since", "until")}
        left -= {"partner_ends_after_start"}
    assert left <= BEYOND_THE_FILES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.file}-{table.model.__name__}")
def test_the_whole_story_of_a_row_is_in_its_file(table):
    filled = {name for column in table.columns for name in column.fields}
    held = set(getattr(table.model, "_history_m2m_fields", ()))
    assert held - TIED_BY_THE_BUREAU.get(table.model.__name__, set()) <= filled


@pytest.mark.django_db
@pytest.mark.parametrize(("starts", "ends", "precision"), list(product(DAYS, DAYS, ["", "jour"])))
def test_a_rule_read_without_the_database_agrees_with_it(starts, ends, precision):
    action = Action(starts_on=starts, ends_on=ends, date_precision=precision)
    facts = {"starts_on": starts, "ends_on": ends, "date_precision": precision}
    for constraint in (each for each in checks(Action) if mentioned(each.condition) <= facts.keys()):
        assert (holds(constraint.condition, facts) is not False) == accepts(constraint, action)


def accepts(constraint, instance):
    """Say whether the database would accept `instance`."""
    try:
        constraint.validate(type(instance), instance)
    except ValidationError:
        return False
    return True
