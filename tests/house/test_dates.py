"""No date of any table leaves the calendar: neither by a form, nor by a file, nor behind them both."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models

from portal.register import TABLES
from records.publication.fields import field_of
from records.publication.rules import SORT_DATE
from records.words.dates import FIRST_DAY, LAST_DAY, OUT_OF_CALENDAR, moment_of
from tests.house.code import our_models, refuse
from tests.missions.factories import FollowUpFactory, LegFactory, RuleFactory
from tests.partners.factories import ContactFactory, PartnerFactory
from tests.portal.small_record import SmallRecord, faults_of
from tests.records.factories import SourceFactory
from tests.rules import Broken, database_refuses

# Tables written by the machine alone, from dates that are held.
DERIVED = {"records.SearchEntry", "records.KeptTyping", "records.SheetImport"}
DAY = dt.timedelta(days=1)


def dates():
    """Return the (model, field) pairs of every date that somebody or something writes (a list)."""
    return [
        (model, field)
        for model in our_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField) and not is_of_the_machine(model, field)
    ]


def is_of_the_machine(model, field):
    """Whether a date derives from others that are held, or is a moment that only the clock writes."""
    is_moment = isinstance(field, models.DateTimeField) and not field.editable
    return is_moment or field.name == SORT_DATE or model._meta.label in DERIVED


def refused(model, field, value):
    """Say whether the form refuses a value of a date, with the years, beside it."""
    try:
        model(**{field.name: value}).validate_constraints()
    except ValidationError as error:
        return str(OUT_OF_CALENDAR) in error.message_dict.get(field.name, [])
    return False


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), dates(), ids=str)
def test_a_form_refuses_what_is_before_1800_or_after_2100(model, field):
    is_moment = isinstance(field, models.DateTimeField)
    of = moment_of if is_moment else lambda day: day
    assert [refused(model, field, of(day)) for day in (FIRST_DAY, LAST_DAY)] == [False, False]
    beyond = [dt.date(1, 1, 1), dt.date(24, 5, 1), FIRST_DAY - DAY, LAST_DAY + 2 * DAY, dt.date(9999, 12, 31)]
    assert all(refused(model, field, of(day)) for day in beyond)


@pytest.mark.django_db
def test_the_database_holds_each_of_them():
    with connection.cursor() as cursor:
        held = {
            model: connection.introspection.get_constraints(cursor, model._meta.db_table) for model, _field in dates()
        }
    names = [(model, f"{model._meta.app_label}_{model._meta.model_name}_{field.name}") for model, field in dates()]
    refuse(name for model, name in names if f"{name}_in_calendar" not in held[model])


OUT = [
    Broken("records_source_published_on_in_calendar", SourceFactory, "published_on"),
    Broken("partners_contact_verified_on_in_calendar", ContactFactory, "verified_on"),
    Broken("partners_partner_noted_activity_on_in_calendar", PartnerFactory, "noted_activity_on"),
    Broken("missions_rule_valid_from_in_calendar", RuleFactory, "valid_from"),
    Broken("missions_followup_due_on_in_calendar", FollowUpFactory, "due_on"),
    Broken("missions_leg_leaves_at_in_calendar", LegFactory, "leaves_at"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", OUT, ids=str)
def test_the_database_refuses_what_never_met_a_form(case):
    field = field_of(case.factory._meta.model, case.beside)
    day = FIRST_DAY - DAY
    case.values = {case.beside: moment_of(day) if isinstance(field, models.DateTimeField) else day}
    if case.beside == "published_on":
        case.values["published_precision"] = "jour"
    database_refuses(case)


def date_columns():
    """Return the (file, column) pairs of the register that fill a date (a list)."""
    return sorted(
        {
            (table.file, column.names[0])
            for table in TABLES
            for column in table.columns
            for name in column.fields
            if isinstance(field_of(table.model, name), models.DateField)
        }
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "column"), date_columns(), ids=str)
@pytest.mark.parametrize("day", ["1799-12-31", "2101-01-01", "9999-12-31", "0024-05-01"])
def test_a_file_is_refused_on_the_column_of_the_date(tmp_path, file, column, day):
    small = SmallRecord(tmp_path).change(file, **{column: day})
    assert f"{file}:2: {column}: {OUT_OF_CALENDAR} ({day})" in faults_of(small.write())
