"""The rows of a spreadsheet: which are kept, what a value becomes, what separates the cells of a CSV."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from records.imports import faults, grids
from records.imports.csv_files import CsvFile, path_of
from records.imports.faults import UnreadableFileError
from records.imports.grids import enumerate_lines, read_grids, text_of_value, workbook_rows


def workbook(**sheets):
    """Return a workbook of these sheets, {title: rows}, then of a figure; one whose title begins by "hidden" is so."""
    book, written = Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title.startswith("hidden") else "visible"
        for row in rows:
            sheet.append(row)
    figure = BarChart()
    figure.add_data(Reference(book.worksheets[0], min_col=1, min_row=1))
    book.create_chartsheet("Figure").add_chart(figure)
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("Été ", "Été "),
        (True, "oui"),
        (False, "non"),
        (1, "1"),
        (12979.5, "12979.5"),
        (0.1 + 0.2, "0.3"),  # no more figures than a spreadsheet shows
        (12.0, "12"),
        (1e21, "1e+21"),
        (dt.datetime(2026, 3, 1), "2026-03-01"),
        (dt.datetime(2026, 3, 1, 14, 30), "2026-03-01 14:30"),
        (dt.time(14, 30), "14:30:00"),
        (dt.date(2026, 3, 1), "2026-03-01"),
    ],
)
def test_a_value_of_a_workbook_is_written_in_one_way(value, text):
    assert text_of_value(value) == text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\n1;2,5\n", [["a", "b"], ["1", "2,5"]]),  # a comma of decimals
        ("a\tb\n1;2\t3,4\n", [["a", "b"], ["1;2", "3,4"]]),
        ("a;b;c\nun, deux;2;3\n", [["a", "b", "c"], ["un, deux", "2", "3"]]),
        ("Titre, sous-titre\na;b\n1;2\n", [["Titre, sous-titre"], ["a", "b"], ["1", "2"]]),  # most lines say
        ("a\n1\n", [["a"], ["1"]]),  # one column
        ('"a;b",c\n"1;2",3\n', [["a;b", "c"], ["1;2", "3"]]),  # quotes hide it
        ("sep=;\na,b;c\n", [["a,b", "c"]]),
        ("SEP=\t\na\tb\n", [["a", "b"]]),
        ("sep=\na;b\n", [["a", "b"]]),  # declared, but not said
        ('sep="\na;b\n', [["a", "b"]]),  # what separates nothing
        ("sep=| \r\na|b\r\n", [["a", "b"]]),
    ],
)
def test_the_separator_of_a_csv_is_the_one_that_cuts_it_best(text, rows):
    assert [cells for _number, cells in enumerate_lines(text)] == rows


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a,b\n1,2\n", [1, 2]),
        ("sep=,\na,b\n1,2\n", [2, 3]),  # as an editor counts
        ('a,b\n"un\ndeux",2\n3,4\n', [1, 2, 4]),
        ("a,b\n\n1,2\n", [1, 2, 3]),
    ],
)
def test_rows_are_numbered_as_an_editor_does(text, numbers):
    assert [number for number, _cells in enumerate_lines(text)] == numbers


@pytest.mark.parametrize(
    ("text", "line"), [('a,b\n1,2\n"3,4\n', 3), ('sep=,\na,b\n"3,4\n', 3), ('"a,b\n1,2\n', 1), ('a,b\n"x"y,2\n', 2)]
)
def test_quotes_that_do_not_close_are_told_with_their_line(text, line):
    with pytest.raises(UnreadableFileError) as refused:
        list(enumerate_lines(text))
    assert str(refused.value.reason).startswith(f"À la ligne {line}, des guillemets")


def rows_of(text, most=100):
    """Return the rows kept of a CSV, with their numbers."""
    return read_grids(text.encode(), most)[0].rows


def test_empty_rows_are_left_out_and_empty_cells_at_their_ends_cut():
    assert rows_of("a,b, ,\n,,\n\n,2,\n") == [(1, ["a", "b"]), (4, ["", "2"])]


@pytest.mark.parametrize(("most", "kept"), [(1, 2), (2, 3), (5, 3)])
def test_one_row_more_than_is_taken_is_kept_so_that_it_is_known(most, kept):
    assert len(rows_of("a\n1\n2\n", most)) == kept


@pytest.mark.parametrize(("blanks", "kept"), [(2, [1, 4]), (3, [1])])
def test_what_stands_far_below_the_rest_is_left_unread(monkeypatch, blanks, kept):
    monkeypatch.setattr(grids, "MAX_BLANKS", 2)
    text = "a\n" + ",\n" * blanks + "1\n"
    assert [number for number, _cells in rows_of(text)] == kept


def test_rows_between_empty_ones_begin_the_count_again(monkeypatch):
    monkeypatch.setattr(grids, "MAX_BLANKS", 2)
    assert len(rows_of("a\n,\n,\nb\n,\n,\nc\n")) == 3


def test_the_sheets_that_hold_something_and_are_shown_are_read():
    content = workbook(Vide=[], hidden=[["secret"]], Un=[["a"]], Deux=[["b", None], [None, 2]])
    assert [(grid.name, grid.rows) for grid in read_grids(content, 9)] == [
        ("Un", [(1, ["a"])]),
        ("Deux", [(1, ["b"]), (2, ["", "2"])]),
    ]


@pytest.mark.parametrize(("beyond", "is_read"), [(0, True), (1, False)])
def test_a_file_weighs_so_much_at_most(monkeypatch, beyond, is_read):
    monkeypatch.setattr(grids, "MAX_SHEET_BYTES", 1024 * 1024)
    content = b"a,b\n" * (1024 * 1024 // 4) + b"\n" * beyond
    if is_read:
        assert read_grids(content, 1)
    else:
        with pytest.raises(UnreadableFileError) as refused:
            read_grids(content, 1)
        assert "plus de 1\u00a0Mo" in str(refused.value.reason)


def test_the_first_sheet_is_read_as_wide_as_its_header(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook(Un=[["id", "nom", "pays"], ["1"], [None, "Été", None]], Deux=[["x"]]))
    assert list(workbook_rows(tmp_path / "a.xlsx")) == [
        (1, ["id", "nom", "pays"]),
        (2, ["1", "", ""]),
        (3, ["", "Été", ""]),
    ]


@pytest.mark.parametrize(
    ("there", "suffix", "found"),
    [
        ({"a.csv"}, "", "a.csv"),
        ({"a.xlsx"}, "", "a.xlsx"),
        ({"a.csv", "a.xlsx"}, "", "a.csv"),  # the register's own
        ({"a.csv", "a.xlsx"}, ".xlsx", "a.xlsx"),
        ({"a.csv"}, ".xlsx", "a.xlsx"),  # asked for, and told to be missing
        (set(), "", "a.csv"),
    ],
)
def test_a_file_is_looked_for_in_the_format_asked_or_in_the_one_there_is(tmp_path, there, suffix, found):
    for name in there:
        (tmp_path / name).touch()
    assert path_of(tmp_path, "a.csv", suffix) == tmp_path / found


def read(path, *names):
    """Read a file of the register; return (lines, refusals, whether it is whole)."""
    refused = []
    file = CsvFile(path, lambda line, place, reason, value="": refused.append((line, str(place), str(reason), value)))
    return list(file.lines(names)), refused, file.is_whole


def test_a_workbook_is_read_as_a_csv_is(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook(Un=[["id", "nom"], ["1", " E\u0301te\u0301 "], [2, None]]))
    lines = [(2, {"id": "1", "nom": "Été"}), (3, {"id": "2", "nom": ""})]
    assert read(tmp_path / "a.xlsx", "id", "nom") == (lines, [], True)


def test_a_workbook_that_does_not_open_is_refused_in_the_words_of_its_fault(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 cut short")
    assert read(tmp_path / "a.xlsx", "id") == ([], [(1, "fichier", str(faults.WORKBOOK_DAMAGED), "")], False)


@pytest.mark.parametrize("sheets", [{"Un": []}, {"Un": [], "Deux": [["id"], ["1"]]}, {"hidden": [["id"], ["1"]]}])
def test_a_workbook_whose_first_sheet_is_empty_is_refused_as_an_empty_file(tmp_path, sheets):
    (tmp_path / "a.xlsx").write_bytes(workbook(**sheets))
    assert read(tmp_path / "a.xlsx", "id") == ([], [(1, "fichier", str(faults.FILE_EMPTY), "")], False)


@pytest.mark.parametrize(
    ("first", "reason", "value"),
    [
        ("sep=,\nid,nom\n", "première ligne à enlever", "sep=,"),
        ("Nos auteurs,\nmars\nid,nom\n", "les colonnes sont nommées à la ligne 3", "Nos auteurs"),
        ("a\nb\nc\nd\ne\nf\nid,nom\n", "la première ligne nomme les colonnes, attendu\u00a0: id, nom", "a"),
        ("id;nom\n1;a\n", "cellules séparées par « ; »", ""),
        ("id\tnom\n", "cellules séparées par « \t »", ""),
    ],
)
def test_what_stands_in_the_place_of_the_header_is_told(tmp_path, first, reason, value):
    (tmp_path / "a.csv").write_text(first, encoding="utf-8")
    lines, ((line, place, told, shown),), is_whole = read(tmp_path / "a.csv", "id", "nom")
    assert (lines, line, place, shown, is_whole) == ([], 1, "en-tête", value, False)
    assert told.startswith(reason)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"id,nom\n1,\xe9\n", (2, "fichier", str(faults.NOT_UTF8), "")),
        (b'id,nom\n1,a\n"2,b\n', (3, "ligne", str(faults.NOT_CSV), "")),
        (b"", (1, "fichier", str(faults.FILE_EMPTY), "")),
        (b"\xef\xbb\xbf", (1, "fichier", str(faults.FILE_EMPTY), "")),
    ],
)
def test_what_cannot_be_read_to_the_end_is_told_once(tmp_path, content, told):
    (tmp_path / "a.csv").write_bytes(content)
    _lines, refused, is_whole = read(tmp_path / "a.csv", "id", "nom")
    assert (refused, is_whole) == ([told], False)


@pytest.mark.parametrize(("name", "told"), [("missing.csv", faults.FILE_MISSING), ("", faults.FILE_UNREADABLE)])
def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path, name, told):
    assert read(tmp_path / name, "id") == ([], [(1, "fichier", str(told), "")], False)
