"""A table says which columns it reads, which fields they fill, and what of the model's rules a line can be asked."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db.models import F, Q

from records.imports import faults
from records.imports.columns import ImportColumn, Link
from records.imports.sources import SOURCES
from records.imports.tables import Table, mentioned
from tests.records.bookshelf.models import Author, Book, Chapter, Tag
from tests.records.imports.shelf_files import (
    AUTHOR_FILE,
    BOOK_FILE,
    CHAPTER_FILE,
    SERIES_FILE,
    TAG_FILE,
    read_line,
)


def test_the_columns_of_a_file_are_its_identifier_then_what_each_declaration_reads():
    assert SERIES_FILE.names == ["series_id", "name_fr", "name_en", "director_id"]
    assert BOOK_FILE.names[6:10] == ["printed", "embargo", "chapters_fr", "chapters_en"]


def test_a_column_that_two_declarations_read_stands_once():
    table = Table("a.csv", Author, "id", [ImportColumn("name", "name"), ImportColumn("name", "name_en")])
    assert table.names == ["id", "name"]


def test_a_line_is_called_by_its_identifier_unless_it_is_said():
    assert [replace(table).named_by for table in (AUTHOR_FILE, SOURCES)] == ["author_id", "url"]


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("title", "title_fr"),
        ("printed_on", "printed"),
        ("printed_precision", "printed"),  # one column, two fields
        ("sources", "source_url_2"),  # two columns, one field: the last
        ("series", "series_id"),
        ("text", None),  # of the chapters, not of the book
        ("status", None),
        ("", None),
        (None, None),
    ],
)
def test_a_message_finds_the_column_of_its_field(field, column):
    assert BOOK_FILE.column_of(field) == column


def test_the_fields_of_a_file_are_those_of_the_row_itself():
    assert {"title", "series", "printed_on", "printed_precision", "confidence"} <= set(BOOK_FILE.fields)
    assert not {"tags", "sources", "chapters", "text"} & set(BOOK_FILE.fields)


def test_the_children_of_a_line_are_known_by_their_model():
    assert BOOK_FILE.child_models == {Chapter: ("book", ("position",))}
    assert AUTHOR_FILE.child_models == {}


def test_only_a_link_to_its_own_model_ties_the_lines_of_a_table():
    assert BOOK_FILE.own_link is None
    own = Link("former_id", "series")
    table = SimpleNamespace(columns=[Link("author_id", "author"), own], model=Book)
    for each, model in zip(table.columns, (Author, Book), strict=True):
        each.model = model
    assert Table.own_link.fget(table) is own


@pytest.mark.parametrize(
    ("table", "asked", "left"),
    [
        (AUTHOR_FILE, "bookshelf_author_precision_goes_with_date", "bookshelf_author_published_has_its_date"),
        (BOOK_FILE, "bookshelf_book_embargo_until_in_calendar", "bookshelf_book_published_on_in_calendar"),
    ],
)
def test_a_line_is_asked_the_conditions_of_which_it_says_every_field(table, asked, left):
    names = {each.name for each in table.conditions}
    assert asked in names
    assert left not in names


def test_what_two_lines_may_not_share_is_what_the_model_says_unless_it_is_made_for_them():
    assert TAG_FILE.unique_sets == [(("name",), "name", None)]
    assert CHAPTER_FILE.unique_sets == [(("book", "position"), "position", "Un autre chapitre occupe ce rang.")]
    assert AUTHOR_FILE.unique_sets == []  # an address and an identifier are given


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (Q(a=1), {"a"}),
        (Q(a__gte=1) & ~Q(b__isnull=True), {"a", "b"}),
        (Q(a__lt=F("b")) | Q(Q(c=1) & Q(d__in=[F("e")])), {"a", "b", "c", "d"}),
        (Q(), set()),
    ],
)
def test_a_condition_mentions_fields_on_both_sides(condition, names):
    assert mentioned(condition) == names


def test_a_line_is_read_with_its_number_its_identifier_and_its_cells():
    row = read_line(TAG_FILE, line=7, name_en="Snow")
    assert (row.line, row.id, row.cells["name_en"]) == (7, "T1", "Snow")
    assert row.values == {"name": "Neige", "name_en": "Snow"}
    assert row.refusals == []


@pytest.mark.parametrize(
    ("column", "cell", "unread"),
    [
        ("author_id", "A\u200b1", set()),
        ("name_fr", "An\tne", {"name"}),
        ("name_fr", "Anne\nÉlie", {"name"}),  # a name has one line
        ("born", "1979\u202e", {"born_on", "born_precision"}),
    ],
)
def test_a_character_nobody_sees_is_refused_and_its_cell_is_not_read(column, cell, unread):
    row = read_line(AUTHOR_FILE, **{column: cell})
    assert [(place, value) for place, _reason, value in row.refusals] == [(column, cell)]
    assert "caractère invisible" in row.refusals[0][1]
    assert row.unread == unread
    assert not unread & set(row.values)


def test_a_long_text_keeps_its_lines():
    row = read_line(AUTHOR_FILE, biography_fr="Née ici.\r\nÉcrit là.")
    assert (row.refusals, row.values["biography"]) == ([], "Née ici.\r\nÉcrit là.")


def test_a_translation_with_an_unseen_character_does_not_keep_the_children_from_being_refused():
    row = read_line(BOOK_FILE, chapters_en="Cold|Sno\u200bw")
    assert [place for place, _reason, _value in row.refusals] == ["chapters_en"]
    assert row.children == []


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"name_en": "Snow"}, False),
        ({"name_fr": "Neiges"}, False),
        ({"tag_id": "T2"}, False),
        ({"unheard_of": "x"}, True),  # a column that the table does not read
    ],
)
def test_a_line_is_the_same_as_long_as_what_the_table_reads_of_it_is(changes, is_same):
    assert (TAG_FILE.digest(read_line(TAG_FILE)) == TAG_FILE.digest(read_line(TAG_FILE, **changes))) is is_same


def test_a_word_that_goes_from_a_cell_to_the_next_changes_the_line():
    one, other = ({"name_fr": "Neige", "name_en": ""}, {"name_fr": "", "name_en": "Neige"})
    assert TAG_FILE.digest(read_line(TAG_FILE, **one)) != TAG_FILE.digest(read_line(TAG_FILE, **other))


def test_an_identifier_is_no_longer_than_its_column():
    assert replace(TAG_FILE).id_length == Tag._meta.get_field("record_id").max_length


def test_a_refused_cell_leaves_the_others_read():
    row = read_line(AUTHOR_FILE, country="zz", born="hier")
    assert {place for place, _reason, _value in row.refusals} == {"country", "born"}
    assert row.refusals[1][1] == faults.APPROXIMATE_DATE_IMPOSSIBLE
    assert row.values["name"] == "Anne Élie"
