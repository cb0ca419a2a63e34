"""A column puts in the row of a line the value of its cell, or what is wrong with it."""

import datetime as dt

import pytest

from records.imports import faults
from records.imports.bilingual import bilingual, bilingual_lines
from records.imports.columns import (
    ONLY,
    Approximate,
    Children,
    Empty,
    Fixed,
    ImportColumn,
    Lines,
    Link,
    Links,
    LinkToOnly,
)
from records.imports.rows import Child, CsvRow, Reference
from records.imports.sources import SourceAddress, sourced
from records.publication.sources import Source
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag


def read(model, *columns, **written):
    """Read columns of a line about a `model`; return its row."""
    names = [name for column in columns for name in column.names]
    row = CsvRow(2, "X1", dict.fromkeys(names, "") | written)
    for column in columns:
        column.bind(model)
        column.read(row)
    return row


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (Author, "country", ""),  # a text may be empty
        (Author, "born_on", None),  # a date is not known
        (Chapter, "price", None),  # an amount neither: it is not 0
    ],
)
def test_an_empty_cell_stores_what_the_field_holds_of_nothing(model, field, value):
    row = read(model, ImportColumn("cell", field), cell="")
    assert (row.values, row.refusals) == ({field: value}, [])


def test_what_is_not_said_is_not_so_where_it_may_be_left_unsaid(monkeypatch):
    assert read(Chapter, ImportColumn("cell", "is_free")).refusals == [("cell", faults.VALUE_MISSING, "")]
    monkeypatch.setattr(Chapter._meta.get_field("is_free"), "blank", True)
    assert read(Chapter, ImportColumn("cell", "is_free")).values == {"is_free": False}


def test_a_cell_that_cannot_be_read_leaves_its_field_without_a_value():
    row = read(Chapter, ImportColumn("prix", "price"), prix="douze")
    assert row.refusals == [("prix", faults.NOT_A_NUMBER, "douze")]
    assert (row.values, row.unread) == ({}, {"price"})


def test_a_column_may_have_a_reader_of_its_own():
    assert read(Author, ImportColumn("c", "country", reader=str.upper), c="be").values == {"country": "BE"}


@pytest.mark.parametrize(("field", "is_multiline"), [("biography", True), ("name", False), ("born_on", False)])
def test_only_a_long_text_may_have_several_lines(field, is_multiline):
    column = ImportColumn("cell", field)
    column.bind(Author)
    assert column.is_multiline is is_multiline


def test_a_column_that_must_be_empty_refuses_whatever_is_there():
    assert read(Author, Empty("vide")).refusals == []
    assert read(Author, Empty("vide"), vide="0").refusals == [("vide", faults.VALUE_UNWANTED, "0")]
    assert Empty("vide").fields == ()


def test_a_fixed_value_is_that_of_every_line_and_reads_nothing():
    column = Fixed("kind", "presse")
    assert (column.names, column.fields) == ((), ["kind"])
    assert read(Source, column).values == {"kind": "presse"}


@pytest.mark.parametrize(
    ("cell", "values", "refused"),
    [
        ("2024-05", {"born_on": dt.date(2024, 5, 1), "born_precision": "mois"}, []),
        ("", {"born_on": None, "born_precision": ""}, []),  # no date, no precision
        ("mai", {}, [("born", faults.APPROXIMATE_DATE_IMPOSSIBLE, "mai")]),
    ],
)
def test_an_approximate_date_fills_both_of_its_fields_or_neither(cell, values, refused):
    row = read(Author, Approximate("born", "born"), born=cell)
    assert (row.values, row.refusals) == (values, refused)
    assert row.unread == ({"born_on", "born_precision"} if refused else set())


@pytest.mark.parametrize(
    ("cell", "text"), [("un | deux||", "un\ndeux"), ("", ""), ("|", ""), ("a, b; c", "a, b; c"), ("un", "un")]
)
def test_texts_between_bars_are_stored_one_a_line(cell, text):
    assert read(Author, Lines("bio", "biography"), bio=cell).values == {"biography": text}


def test_a_link_names_the_row_it_leads_to():
    row = read(Book, Link("auteur", "author"), auteur="A1")
    assert (row.links, row.references) == ({"author": "A1"}, [Reference("auteur", Author, "A1")])


@pytest.mark.parametrize(
    ("model", "field", "refused"),
    [(Book, "author", [("cell", faults.VALUE_MISSING, "")]), (Series, "director", [])],
    ids=["obligatory", "optional"],
)
def test_a_link_may_be_empty_where_its_field_may(model, field, refused):
    row = read(model, Link("cell", field))
    assert (row.links, row.references, row.refusals) == ({field: None}, [], refused)
    assert row.unread == ({field} if refused else set())


def test_a_link_to_the_only_row_of_a_table_has_no_column():
    column = LinkToOnly("series")
    assert (column.names, column.fields) == ((), ["series"])
    assert read(Book, column).links == {"series": ONLY}


def test_several_rows_are_named_each_once():
    row = read(Book, Links("mots", "tags"), mots="T1|T2| T1 ")
    assert row.many == {"tags": ["T1", "T2"]}
    assert row.references == [Reference("mots", Tag, "T1"), Reference("mots", Tag, "T2")]
    assert row.refusals == [("mots", faults.NAMED_TWICE, "T1")]


def test_no_row_named_is_a_list_of_none():
    assert read(Book, Links("mots", "tags")).many == {"tags": []}


def test_the_address_of_a_source_is_whole_whatever_it_holds():
    row = read(Book, SourceAddress("a"), SourceAddress("b"), a="https://exemple.org/?x=1|2", b="")
    assert row.many == {"sources": ["https://exemple.org/?x=1|2"]}
    assert row.references == [Reference("a", Source, "https://exemple.org/?x=1|2")]


def test_a_source_given_in_two_columns_is_refused_in_the_second():
    row = read(Book, SourceAddress("a"), SourceAddress("b"), a="https://exemple.org/", b="https://exemple.org/")
    assert row.refusals == [("b", faults.NAMED_TWICE, "https://exemple.org/")]


@pytest.mark.parametrize(
    ("columns", "names"),
    [(1, ["source_url"]), (2, ["source_url", "source_url_2"]), (3, ["source_url", "source_url_2", "source_url_3"])],
)
def test_a_fact_has_a_source_at_least_a_confidence_and_two_notes(columns, names):
    declared = sourced(columns)
    expected = [*names, "confidence", "note_fr", "note_en", "editor_note_fr"]
    assert [name for column in declared for name in column.names] == expected
    assert read(Book, *declared).refusals == [("source_url", faults.VALUE_MISSING, "")]


@pytest.mark.parametrize(
    ("french", "english", "refused"),
    [
        ("Neige", "Snow", []),
        ("Neige", "", []),  # not translated yet
        ("", "", []),
        ("", "Snow", [("note_en", faults.NOTHING_TO_TRANSLATE, "Snow")]),
    ],
)
def test_a_translation_has_a_text_to_translate(french, english, refused):
    row = read(Book, *bilingual("note"), note_fr=french, note_en=english)
    assert row.refusals == refused
    assert row.values == ({"note": french} if refused else {"note": french, "note_en": english})


def test_a_text_in_two_languages_may_fill_a_field_of_another_name():
    columns = bilingual("titre", "title")
    assert [(column.names, column.fields) for column in columns] == [
        (["titre_fr"], ["title"]),
        (["titre_en"], ["title_en"]),
    ]


@pytest.mark.parametrize(
    ("french", "english", "refused"),
    [
        ("un|deux", "one|two", False),
        ("un|deux", "", False),
        ("un | deux|", "one|two", False),  # empty pieces count for nothing
        ("un|deux", "one", True),
        ("un", "one|two", True),
        ("", "one", True),
    ],
)
def test_texts_one_a_line_have_a_translation_each_or_none(french, english, refused):
    row = read(Author, *bilingual_lines("biography"), biography_fr=french, biography_en=english)
    assert row.refusals == ([("biography_en", faults.TRANSLATIONS_MISALIGNED, english)] if refused else [])
    assert ("biography_en" in row.unread) is refused
    assert ("biography_en" in row.values) is not refused


def chapters(*, french="", english="", **options):
    """Read the chapters of a book; return its row."""
    column = Children("chapters", Chapter, "book", "text", english="english", **options)
    return read(Book, column, chapters=french, english=english)


def test_each_thing_of_a_cell_is_a_child_with_its_rank():
    row = chapters(french="Un|Deux", english="One|Two", fixed={"is_free": True})
    assert [child.values for child in row.children] == [
        {"is_free": True, "position": 1, "text_en": "One", "text": "Un"},
        {"is_free": True, "position": 2, "text_en": "Two", "text": "Deux"},
    ]


def test_children_without_a_translation_have_an_empty_one():
    assert [child.values["text_en"] for child in chapters(french="Un|Deux").children] == ["", ""]


@pytest.mark.parametrize("english", ["One", "One|Two|Three"])
def test_translations_that_are_not_one_for_each_child_are_refused(english):
    row = chapters(french="Un|Deux", english=english)
    assert row.refusals == [("english", faults.TRANSLATIONS_MISALIGNED, english)]
    assert row.children == []


@pytest.mark.parametrize(("field", "is_multiline"), [("text", True), ("price", False)])
def test_only_children_of_long_texts_may_have_several_lines(field, is_multiline):
    column = Children("chapters", Chapter, "book", field)
    column.bind(Book)
    assert column.is_multiline is is_multiline


def test_a_line_may_have_no_children_to_read():
    row = chapters(french="Un", english="One|Two", when=lambda row: row.id != "X1", required=True)
    assert (row.children, row.refusals) == ([], [])


def test_a_line_may_need_one_child_at_least():
    assert chapters(french=" | ", required=True).refusals == [("chapters", faults.VALUE_MISSING, " | ")]
    assert chapters(french=" | ").refusals == []
    assert chapters(french="Un", required=True).refusals == []


def test_a_whole_cell_is_one_child_even_with_bars():
    assert [child.values["text"] for child in chapters(french="Un|Deux", whole=True).children] == ["Un|Deux"]
    assert chapters(french="", whole=True).children == []


def test_a_thing_that_cannot_be_read_is_refused_alone():
    row = read(Book, Children("prix", Chapter, "book", "price"), prix="12|douze|13")
    assert row.refusals == [("prix", faults.NOT_A_NUMBER, "douze")]
    assert [child.values["position"] for child in row.children] == [1, 3]


def test_children_told_apart_by_what_they_say_are_named_once():
    row = chapters(french="Un|Deux|Un", identified_by=("text",))
    assert row.refusals == [("chapters", faults.NAMED_TWICE, "Un")]
    assert [child.values["text"] for child in row.children] == ["Un", "Deux"]


def test_a_child_may_lead_to_a_row_of_one_file():
    through = Book.tags.through
    column = Children("mots", through, "book", "tag", identified_by=("tag",), among="mots.csv")
    row = read(Book, column, mots="T1|T2|T1")
    assert [(child.values, child.links) for child in row.children] == [({}, {"tag": "T1"}), ({}, {"tag": "T2"})]
    assert column.names == ["mots"]
    assert row.references[0] == Reference("mots", Tag, "T1", "mots.csv")
    assert row.refusals == [("mots", faults.NAMED_TWICE, "T1")]


def test_two_children_are_one_where_their_model_and_what_identifies_them_are():
    column, other = (Children("c", Chapter, "book", "text", identified_by=("text", "book")) for _each in range(2))
    child = Child(column, {"text": "Un", "position": 1}, {"book": "L1"})
    assert child.identity == Child(other, {"text": "Un", "position": 2}, {"book": "L1"}).identity
    assert child.identity != Child(column, {"text": "Un"}, {"book": "L2"}).identity


def test_a_refusal_tells_the_cell_unless_it_is_told_a_part_of_it():
    row = CsvRow(2, "X1", {"mots": "T1|T2"})
    row.refuse("mots", "absent")
    row.refuse("mots", "absent", "T2", into=["tags"])
    row.refuse(faults.LINE, "absent")
    assert row.refusals == [("mots", "absent", "T1|T2"), ("mots", "absent", "T2"), (faults.LINE, "absent", "")]
    assert row.unread == {"tags"}


def test_what_a_line_says_is_its_identifier_its_values_and_what_it_names():
    row = CsvRow(2, "X1", {"mots": "T1"}, values={"title": "Un"}, links={"author": "A1"}, many={"tags": ["T1"]})
    assert row.facts() == {"id": "X1", "title": "Un", "author": "A1"}
