"""A row of a spreadsheet says which record it is about, what it changes of it, and how well its dates are known."""

import pytest

from records.imports import faults
from records.imports.names import RowsByName
from records.imports.sheet_rows import BEYOND, SheetReader
from records.imports.sheets import ADDRESS_HEADER
from tests.records.factories import AuthorFactory, BookFactory, SeriesFactory, TagFactory
from tests.records.imports.shelf_sheets import AUTHOR_SHEET, BOOK_SHEET, CHAPTER_SHEET

pytestmark = pytest.mark.django_db

# What a book of the bureau says, as cells.
BASE = {
    **dict.fromkeys(BOOK_SHEET.table.names, ""),
    "title_fr": "L’hiver",
    "printed_on": "2024-05-01",
    "printed_precision": "mois",
}


def reader(sheet=BOOK_SHEET, **columns):
    """Return what reads a file whose headers are the names of the columns, and these: {header: column}."""
    known = {name: name for name in [*sheet.names, ADDRESS_HEADER]}
    return SheetReader(sheet, known | columns, RowsByName())


def read(typed, sheet=BOOK_SHEET, **columns):
    """Return what a row says; `typed`: {header: text}."""
    return reader(sheet, **columns).read(2, typed)


def test_a_row_says_what_its_cells_do_in_the_words_of_the_register():
    series = SeriesFactory(name="Nordet")
    row = read({"title_fr": " L’hiver ", "series_id": "nordet", "printed_on": "mai 2024", "confidence": "Forte"})
    assert row.cells == {
        "title_fr": "L’hiver",
        "series_id": str(series.pk),
        "printed_on": "2024-05",
        "confidence": "high",
    }
    assert (row.line, row.key, row.refusals) == (2, "", [])


def test_a_header_set_aside_says_nothing():
    assert read({"Prix": "12", "Motif": "x"}, Motif="").cells == {}


def test_cells_beyond_the_last_column_are_refused():
    row = read({"title_fr": "L’hiver", BEYOND: "12 x"})
    assert row.refusals == [("ligne", "plus de cellules que de colonnes (un séparateur de trop?)\u00a0: 12 x")]


def test_an_empty_cell_says_that_there_is_nothing():
    assert read({"title_fr": "L’hiver", "note_fr": " "}).cells == {"title_fr": "L’hiver", "note_fr": ""}


def test_a_cell_that_cannot_be_read_is_refused_alone():
    row = read({"title_fr": "#REF!", "printed_on": "hier", "confidence": "forte"})
    assert row.refusals == [("title_fr", faults.FORMULA_FAILED), ("printed_on", faults.DATE_UNREAD)]
    assert row.cells == {"confidence": "high"}


def test_two_columns_of_one_list_are_put_together():
    one, two = (str(TagFactory(name=name).pk) for name in ("Neige", "Nord"))
    for second, keys in (("Nord|Neige", f"{one}|{two}"), ("", one)):
        row = read({"tag_ids": "Neige", "mots_2": second}, mots_2="tag_ids")
        assert (row.cells["tag_ids"], row.refusals) == (keys, [])


@pytest.mark.parametrize(
    ("first", "second", "cell", "refused"),
    [
        ("L’hiver", "L’hiver", "L’hiver", False),
        ("L’hiver", "", "L’hiver", False),
        ("", "L’hiver", "L’hiver", False),
        ("L’hiver", "L’été", "L’été", True),
    ],
)
def test_two_columns_of_one_text_must_agree(first, second, cell, refused):
    row = read({"title_fr": first, "titre": second}, titre="title_fr")
    assert row.cells == {"title_fr": cell}
    told = [("title_fr", f"deux colonnes disent la même chose autrement\u00a0: {first}; {second}")]
    assert row.refusals == (told if refused else [])


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ({"book_id": "L1"}, True),
        ({ADDRESS_HEADER: "https://portail.example/livres/lhiver/"}, True),
        ({"book_id": "", ADDRESS_HEADER: "lhiver"}, True),
        ({"book_id": "L9"}, False),  # of a record to come
        ({"title_fr": "L’hiver"}, False),  # a name is not enough
        ({}, False),
    ],
)
def test_a_row_is_about_the_record_whose_identifier_or_address_it_tells(typed, is_found):
    book = BookFactory(title="L’hiver", slug="lhiver", record_id="L1")
    row = read(typed)
    assert row.key == (str(book.pk) if is_found else "")
    assert ADDRESS_HEADER not in row.cells
    assert row.refusals == []


def test_the_identifier_of_a_record_comes_before_an_address():
    book, other = BookFactory(record_id="L1"), BookFactory()
    assert read({"book_id": "L1", ADDRESS_HEADER: other.slug}).key == str(book.pk)


def test_an_address_that_leads_nowhere_is_refused():
    row = read({ADDRESS_HEADER: "https://portail.example/livres/perdu/"})
    assert [column for column, _reason in row.refusals] == [ADDRESS_HEADER]
    assert row.key == ""


def test_a_new_identifier_is_kept_and_a_known_one_is_that_of_the_record():
    BookFactory(record_id="L1")
    for identifier, cell in (("L1", "L1"), ("L9", "L9")):
        row = read({"book_id": identifier})
        base = {"book_id": "L1"} if row.key else {}
        assert reader().complete(row, base)["book_id"] == cell


def test_what_a_row_says_goes_over_what_its_record_does():
    row = read({"title_fr": "L’été", "note_fr": ""})
    cells = reader().complete(row, BASE | {"note_fr": "À voir", "confidence": "low"})
    assert (cells["title_fr"], cells["note_fr"], cells["confidence"]) == ("L’été", "", "low")
    assert set(cells) == set(BOOK_SHEET.table.names)


def test_translations_that_the_file_does_not_hold_are_left_out():
    base = BASE | {"chapters_fr": "Un|Deux", "chapters_en": "One|Two"}
    assert reader().complete(read({"chapters_fr": "Un"}), base)["chapters_en"] == ""
    row = read({"chapters_fr": "Un", "chapters_en": "One"})
    assert reader().complete(row, base)["chapters_en"] == "One"


@pytest.mark.parametrize(
    ("typed", "base", "day", "precision"),
    [
        ("2024-05-03", {}, "2024-05-03", "jour"),
        ("2024-05", {}, "2024-05-01", "mois"),
        ("2024", {}, "2024-01-01", "annee"),
        ("2024-05", BASE, "2024-05-01", "mois"),  # what the record says
        ("2024", BASE, "2024-05-01", "mois"),  # nothing more is said
        ("2024-06", BASE, "2024-06-01", "mois"),
        ("2023", BASE, "2023-01-01", "annee"),
        ("2024-05-03", BASE, "2024-05-03", "mois"),  # no better known than the record says
        ("", BASE, "", "mois"),
    ],
)
def test_a_date_is_no_better_known_than_it_is_typed(typed, base, day, precision):
    cells = reader().complete(read({"printed_on": typed}), base)
    assert (cells["printed_on"], cells["printed_precision"]) == (day, precision)


@pytest.mark.parametrize(
    ("typed", "said", "precision"),
    [
        ("2024-05-03", "au mois près", "mois"),
        ("2024-05", "au jour près", "mois"),  # a month is no day
        ("2024-05", "à l’année près", "annee"),
        ("2024-05-03", "pendant la période", "periode"),
    ],
)
def test_what_is_said_of_a_date_holds_as_far_as_the_date_allows(typed, said, precision):
    row = read({"printed_on": typed, "printed_precision": said})
    assert reader().complete(row, {})["printed_precision"] == precision


@pytest.mark.parametrize(
    ("typed", "is_refused"), [("2024-05", True), ("2024", True), ("2024-05-03", False), ("", False)]
)
def test_a_date_without_a_precision_is_a_day(typed, is_refused):
    row = read({"embargo": typed})
    cells = reader().complete(row, {})
    assert row.refusals == ([("embargo", faults.DAY_NEEDED)] if is_refused else [])
    assert cells["embargo"] == typed


def test_a_month_typed_over_a_day_is_no_day_even_the_same():
    row = read({"embargo": "2024-05"})
    reader().complete(row, BASE | {"embargo": "2024-05-03"})
    assert row.refusals == [("embargo", faults.DAY_NEEDED)]


def test_a_date_that_nobody_typed_stays_as_it_is_known():
    assert reader().complete(read({"title_fr": "L’été"}), BASE)["printed_precision"] == "mois"
    assert reader(AUTHOR_SHEET).dates == {}  # known as well as it is written


def test_the_dates_of_a_sheet_are_found_with_what_says_how_well_they_are_known():
    assert reader().dates == {"printed_on": "printed_precision", "embargo": None}


@pytest.mark.parametrize(
    ("typed", "touched"),
    [
        ({"title_fr": "L’été"}, {"title_fr"}),
        ({"printed_on": "2024"}, {"printed_on", "printed_precision"}),
        ({"embargo": "2024-05-03"}, {"embargo", ""}),
        ({}, set()),
    ],
)
def test_a_row_may_change_what_it_says_and_how_well_its_dates_are_known(typed, touched):
    assert reader().touched(read(typed)) == touched


def test_a_name_of_several_rows_is_refused_unless_the_record_has_one_of_them():
    first, second, third = (SeriesFactory(name=name) for name in ("Nordet", "NORDET", "Suroît"))
    for base, refused in [
        ({}, True),
        (BASE | {"series_id": str(second.pk)}, False),  # it is left as it is
        (BASE | {"series_id": str(third.pk)}, True),
    ]:
        row = read({"series_id": "Nordet"})
        cells = reader().complete(row, base)
        assert [column for column, _reason in row.refusals] == (["series_id"] if refused else [])
        assert cells["series_id"] == base.get("series_id", "")
    assert row.several["series_id"].keys == {str(first.pk), str(second.pk)}


def test_a_new_row_has_what_its_fields_hold_by_themselves(monkeypatch):
    field = BOOK_SHEET.table.model._meta.get_field("confidence")
    monkeypatch.setattr(field, "default", "medium")
    monkeypatch.setitem(vars(field), "_get_default", lambda: "medium")
    for typed, base, said in [
        ({}, {}, "medium"),
        ({"confidence": ""}, {}, "medium"),
        ({"confidence": "low"}, {}, "low"),
        ({}, BASE, ""),
    ]:
        assert reader().complete(read(typed), base)["confidence"] == said


def test_only_a_choice_has_a_word_before_anyone_says_one():
    assert reader(CHAPTER_SHEET).complete(read({}, CHAPTER_SHEET), {})["free"] == ""


@pytest.mark.parametrize(
    ("sheet", "name", "cell", "shown"),
    [
        (BOOK_SHEET, "title_fr", "L’hiver", "L’hiver"),
        (BOOK_SHEET, "confidence", "high", "forte"),
        (BOOK_SHEET, "printed_precision", "annee", "à l’année près"),
        (BOOK_SHEET, "chapters_fr", "Un|Deux", "Un; Deux"),
        (BOOK_SHEET, "book_id", "L1", "L1"),
        (BOOK_SHEET, "note_fr", "", ""),
        (BOOK_SHEET, "unheard_of", "x", "x"),
        (BOOK_SHEET, "sources", "+https://exemple.org/a", "https://exemple.org/a"),
        (AUTHOR_SHEET, "country", "BE", "Belgique"),
        (AUTHOR_SHEET, "biography_fr", "Un|Deux", "Un; Deux"),
        (AUTHOR_SHEET, "born", "1979-05", "1979-05"),
        (CHAPTER_SHEET, "free", "oui", "oui"),
    ],
)  # fmt: skip
def test_a_cell_is_shown_in_the_words_of_people(sheet, name, cell, shown):
    assert reader(sheet).shown(name, cell) == shown


def test_a_row_that_a_cell_names_is_shown_by_its_name():
    author, tags = AuthorFactory(name="Anne Élie"), [TagFactory(name=name) for name in ("Neige", "Nord")]
    assert reader().shown("author_id", str(author.pk)) == "Anne Élie"
    assert reader().shown("tag_ids", "|".join(str(tag.pk) for tag in tags)) == "Neige; Nord"
