"""What is published is in its file, or kept out of it with a reason; a column is told the same way everywhere."""

import pytest
from django.utils import translation
from django.utils.functional import Promise

from axes.exports import AXIS_DATASET, COMMITMENT_DATASET, INDICATOR_DATASET, THEME_DATASET
from axes.models import Axis, Commitment, Indicator, Theme
from missions.documents.access_columns import ACCESS_TABLES
from missions.exports import ACTION_DATASET, MISSION_DATASET
from missions.models import Action, Mission, Outcome, Priority
from missions.outcome_exports import OUTCOME_DATASET
from missions.priority_exports import PRIORITY_DATASET
from partners.exports import AGREEMENT_DATASET, PARTNER_DATASET
from partners.models import Agreement, Partner
from portal.accountability.exports import (
    COMMITMENTS_DATASET,
    COUNTRIES_DATASET,
    DISCLOSURE_DATASET,
    MISSIONS_DATASET,
    YEARS_DATASET,
)
from records.listing.columns import ColumnType
from records.words.languages import english_fields

DATASETS = {
    Axis: AXIS_DATASET,
    Commitment: COMMITMENT_DATASET,
    Theme: THEME_DATASET,
    Partner: PARTNER_DATASET,
    Agreement: AGREEMENT_DATASET,
    Mission: MISSION_DATASET,
    Action: ACTION_DATASET,
    Outcome: OUTCOME_DATASET,
    Priority: PRIORITY_DATASET,
    Indicator: INDICATOR_DATASET,
}
ACCOUNTS = (DISCLOSURE_DATASET, MISSIONS_DATASET, YEARS_DATASET, COMMITMENTS_DATASET, COUNTRIES_DATASET)
TABLES = {
    **{each.name: each.columns for each in (*DATASETS.values(), *ACCOUNTS)},
    **{f"access {each.file}": each.columns for each in ACCESS_TABLES},
}
every_table = pytest.mark.parametrize("columns", TABLES.values(), ids=TABLES)


@pytest.mark.parametrize(("model", "dataset"), DATASETS.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_every_field_is_in_the_file_or_left_out_with_a_reason(model, dataset):
    fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)} - set(english_fields(model))
    untold = sorted(fields - dataset.told() - set(dataset.left_out))
    assert untold == [], f"add a Column in {model._meta.app_label}/exports.py, or the reason in left_out"
    assert dataset.told() & set(dataset.left_out) == set()
    assert set(dataset.left_out) <= fields
    assert all(dataset.left_out.values())


@every_table
def test_a_column_has_a_stable_header_a_label_and_a_meaning(columns):
    headers = [column.header for column in columns]
    assert len(set(headers)) == len(headers)
    for column in columns:
        assert column.header.isascii()
        assert column.header.replace("_", "").islower()
        assert column.type in ColumnType
        assert isinstance(column.label, Promise)
        assert isinstance(column.meaning, Promise)
        assert str(column.meaning).endswith(".")


@every_table
def test_a_choice_names_its_words_and_nothing_else_does(columns):
    assert {column.header for column in columns if column.choices} == {
        column.header for column in columns if ColumnType.CHOICE in (column.type, column.items)
    }


@every_table
def test_a_column_is_told_in_english_too(columns):
    with translation.override("en"):
        english = [str(column.meaning) for column in columns]
    assert not set(english) & {str(column.meaning) for column in columns}
