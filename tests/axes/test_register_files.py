"""How a line of the files of the register becomes a row of the Vision: which table takes it, what it holds or lacks."""

import datetime as dt

import pytest

from axes.imports import (
    AXES,
    COMMITMENTS,
    MILESTONES,
    TABLES,
    THEMES,
    VISION,
    VISION_ITEMS,
    OfficialEnglish,
    is_of_the_vision,
)
from axes.models import Axis, CommitmentKind, Theme, Vision, VisionItemKind
from records.imports import faults
from records.imports.columns import ONLY
from records.imports.rows import CsvRow
from records.models import Source

URL = "https://exemple.invalid/"


def line(table, **cells):
    """Read a line of a table, whose cells are empty but for its source and those given."""
    bare = {**dict.fromkeys(table.names, ""), table.key: "x1", "source_url": URL, "confidence": "high"}
    return table.read(2, {**bare, **cells})


def refused(row):
    """Return {column: reason} of what refuses a line."""
    return {str(column): reason for column, reason, _value in row.refusals}


@pytest.mark.parametrize(
    ("kind", "is_of_vision"),
    [
        *((kind, True) for kind in VisionItemKind.values),
        *((kind, False) for kind in CommitmentKind.values),
        ("", False),  # refused by the table of commitments
        ("Levier", False),
    ],
)
def test_each_line_of_commitments_is_taken_by_one_table_whatever_its_kind(kind, is_of_vision):
    cells = {"kind": kind}
    assert is_of_the_vision(cells) is is_of_vision
    assert VISION_ITEMS.takes(cells) is is_of_vision
    assert COMMITMENTS.takes(cells) is not is_of_vision


def test_two_tables_of_one_file_read_the_same_columns():
    assert sorted(COMMITMENTS.names) == sorted(VISION_ITEMS.names)


def test_tables_are_loaded_after_those_they_refer_to():
    place = {table.model: rank for rank, table in enumerate(TABLES)}
    assert place[Vision] < place[Axis] < min(place[COMMITMENTS.model], place[Theme])
    assert place[Vision] < min(place[VISION_ITEMS.model], place[MILESTONES.model])


def test_a_vision_of_the_files_is_the_one_in_force_and_its_file_has_one_line():
    row = line(VISION, title_fr="Vision 2022", statement_fr="Un énoncé", presented_on="2022-11-08")
    assert row.refusals == []
    assert row.values["is_current"] is True
    assert (row.values["presented_on"], row.values["adopted_on"]) == (dt.date(2022, 11, 8), None)
    assert VISION.single
    assert not any(table.single for table in TABLES if table is not VISION)


@pytest.mark.parametrize(
    ("cells", "refusals"),
    [
        ({}, {"title_fr": faults.VALUE_MISSING, "statement_fr": faults.VALUE_MISSING}),
        ({"title_fr": "V", "statement_fr": "É", "source_url": ""}, {"source_url": faults.VALUE_MISSING}),
        ({"title_fr": "V", "statement_fr": "É", "note_en": "N"}, {"note_en": faults.NOTHING_TO_TRANSLATE}),
    ],
)
def test_a_vision_says_what_it_is_and_where_it_comes_from(cells, refusals):
    assert refused(line(VISION, **cells)) == refusals


AXIS = {"position": "1", "name_fr": "Québec rayonne", "short_label_fr": "Rayonner", "intent_fr": "Une intention."}


def test_an_axis_of_the_files_is_of_the_only_vision():
    row = line(AXES, **AXIS, short_label_en="Shine")
    assert row.refusals == []
    assert row.links == {"vision": ONLY}
    assert (row.values["position"], row.values["short_label_en"], row.values["rationale"]) == (1, "Shine", "")


@pytest.mark.parametrize(
    ("ours", "official", "kept"),
    [
        ("Québec shines", "", "Québec shines"),
        ("Québec shines", "Québec shines bright", "Québec shines bright"),  # the City's own words go first
        ("", "Québec shines bright", "Québec shines bright"),
        ("", "", ""),
    ],
)
def test_the_official_english_of_an_axis_stands_for_ours(ours, official, kept):
    row = line(AXES, **AXIS, name_en=ours, name_en_official=official)
    assert (row.refusals, row.values["name_en"]) == ([], kept)


@pytest.mark.parametrize("cells", [{"name_en": "Ours"}, {"name_en": "Ours", "name_en_official": "Theirs"}])
def test_english_translates_something(cells):
    assert refused(line(AXES, **{**AXIS, "name_fr": "", **cells})) == {
        "name_fr": faults.VALUE_MISSING,
        "name_en": faults.NOTHING_TO_TRANSLATE,
    }


def test_an_official_english_is_bound_as_ours_is():
    column = OfficialEnglish("name_en", "name_en", official="name_en_official")
    column.bind(Axis)
    assert column.names == ["name_en", "name_en_official"]
    assert column.fields == ["name_en"]
    row = CsvRow(2, "rayonner", {"name_fr": "Québec rayonne", "name_en": "Ours", "name_en_official": "Theirs"})
    column.read(row)
    assert row.values == {"name_en": "Theirs"}


def test_a_commitment_names_its_axis():
    row = line(COMMITMENTS, kind="engagement", axis_id="rayonner", position="3", text_fr="Ouvrir.")
    assert row.refusals == []
    assert row.links == {"axis": "rayonner"}
    assert [(each.model, each.name) for each in row.references] == [(Axis, "rayonner"), (Source, URL)]


@pytest.mark.parametrize(
    ("table", "cells", "refusals"),
    [
        (COMMITMENTS, {"kind": "engagement"}, {"axis_id": faults.VALUE_MISSING}),
        (VISION_ITEMS, {"kind": "levier", "axis_id": "rayonner"}, {"axis_id": faults.VALUE_UNWANTED}),
        (VISION_ITEMS, {"kind": "levier"}, {}),
    ],
)
def test_a_commitment_has_an_axis_and_an_item_of_the_vision_has_none(table, cells, refusals):
    assert refused(line(table, **{"position": "1", "text_fr": "Ouvrir.", **cells})) == refusals


@pytest.mark.parametrize(
    ("written", "precision", "is_read"),
    [
        ("jour", "jour", True),
        ("mois", "mois", True),
        ("annee", "annee", True),
        ("periode", None, False),
        ("", None, False),
    ],
)
def test_the_date_of_a_milestone_is_known_to_the_day_the_month_or_the_year(written, precision, is_read):
    row = line(MILESTONES, title_fr="Dévoilement", happened_on="2022-11-08", date_precision=written)
    assert row.values.get("precision") == precision
    assert set(refused(row)) == (set() if is_read else {"date_precision"})


@pytest.mark.parametrize(
    ("axes", "named", "refusals"),
    [
        ("", [], {}),
        ("rayonner", ["rayonner"], {}),
        ("rayonner | attirer", ["rayonner", "attirer"], {}),
        ("rayonner|rayonner", ["rayonner"], {"axes": faults.NAMED_TWICE}),
    ],
)
def test_a_theme_names_the_axes_it_serves_once_each(axes, named, refusals):
    row = line(THEMES, name_fr="Tramway", axes=axes, named_in_vision="oui")
    assert row.many["axes"] == named
    assert refused(row) == refusals
    assert row.values["named_in_vision"] is True


def test_a_theme_takes_its_address_from_the_files_and_the_others_from_their_words():
    assert THEMES.address(Theme(name="Tramway", record_id="mobilite")) == "mobilite"
    assert AXES.address(Axis(name="Québec rayonne", short_label="Rayonner", record_id="a1")) == "Rayonner"
