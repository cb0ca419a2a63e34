"""The machinery of loading, apart from any table."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import models
from django.db.models import F, Q

from records.imports import cells, faults
from records.imports.columns import Approximate, Fixed, ImportColumn, Lines, pieces
from records.imports.csv_files import CsvFile, first_line_not_utf8
from records.imports.faults import CellError, Fault
from records.imports.loading import parents_first, refuse
from records.imports.sources import SOURCES
from records.models import Source
from records.publication.conditions import holds


def field(name):
    """Return a field of Source."""
    return Source._meta.get_field(name)


def test_a_fault_says_file_line_place_reason_and_value():
    assert str(Fault("a.csv", 3, "nom", "absent", "x")) == "a.csv:3: nom: absent (x)"
    assert str(Fault("a.csv", 3, "nom", "absent")) == "a.csv:3: nom: absent"


def test_a_fault_shows_a_long_value_cut_on_one_line():
    shown = str(Fault("a.csv", 3, "nom", "long", "deux\nmots " + "a" * 100))
    assert "deux mots" in shown
    assert shown.endswith("…)")


@pytest.mark.parametrize("bad", ["2024-2-1", "20240201", "2024-W05-1", "2023-02-29", "٢٠٢٤-01-01"])
def test_a_day_is_written_in_one_way(bad):
    assert cells.read_day("2024-02-29") == dt.date(2024, 2, 29)
    with pytest.raises(CellError):
        cells.read_day(bad)


@pytest.mark.parametrize("bad", ["", "1e3", "NaN", "Infinity", "1 000", "1,5", "+1", ".5", "٣", "12345.0"])
def test_a_number_is_written_with_figures_and_one_point(bad):
    from_file = cells.number_reader(models.DecimalField(max_digits=6, decimal_places=2))
    assert from_file("-1200.50") == Decimal("-1200.50")
    assert from_file("0012.500") == Decimal("12.5")
    with pytest.raises(CellError):
        from_file(bad)


@pytest.mark.parametrize("bad", ["-1", "1.0", "32768", "²"])
def test_a_whole_number_fits_its_column(bad):
    assert cells.whole_number(cells.SMALL)("32767") == 32767
    with pytest.raises(CellError):
        cells.whole_number(cells.SMALL)(bad)


def test_a_country_may_be_written_in_lower_case():
    assert cells.read_country("be") == "BE"


def test_a_cell_is_read_as_its_field_says():
    assert cells.reader_of(field("kind"))("presse") == "presse"
    assert cells.reader_of(field("kind"), {"journal": "presse"})("journal") == "presse"
    assert cells.reader_of(field("url"))("https://exemple.org/") == "https://exemple.org/"
    with pytest.raises(CellError, match="adresse web"):
        cells.reader_of(field("url"))("ftp://exemple.org/")


def test_a_field_nobody_can_read_from_a_file_is_refused_at_once():
    with pytest.raises(TypeError):
        cells.reader_of(models.JSONField())


def test_several_things_of_a_cell_are_parted_by_a_bar():
    assert pieces(" un | deux||") == ["un", "deux"]
    assert pieces("") == []


def read(column, **written):
    """Read one column of a line about a source; return the row."""
    column.bind(Source)
    row = SOURCES.read(2, {"source_id": "S1", **dict.fromkeys(SOURCES.names, ""), **written})
    row.refusals.clear()
    row.values.clear()
    column.read(row)
    return row


def test_an_approximate_column_fills_a_date_and_its_precision():
    row = read(Approximate("published", "published"), published="1979")
    assert row.values == {"published_on": dt.date(1979, 1, 1), "published_precision": "annee"}


def test_lines_are_kept_one_a_line():
    assert read(Lines("publisher", "publisher"), publisher="un|deux").values == {"publisher": "un\ndeux"}


def test_a_fixed_field_needs_no_column():
    assert read(Fixed("kind", "presse")).values == {"kind": "presse"}


def test_an_obligatory_cell_may_not_be_empty():
    assert read(ImportColumn("publisher", "publisher")).refusals == [("publisher", faults.VALUE_MISSING, "")]


def test_the_fingerprint_of_a_line_ignores_the_order_of_columns():
    said = {"source_id": "S1", "url": "https://exemple.org/", "publisher": "Un", "kind": "presse", "published": ""}
    turned = dict(reversed(said.items()))
    assert SOURCES.digest(SOURCES.read(2, said)) == SOURCES.digest(SOURCES.read(9, turned))
    assert SOURCES.digest(SOURCES.read(2, said)) != SOURCES.digest(SOURCES.read(2, {**said, "publisher": "Deux"}))


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (Q(small=1), True),
        (Q(small=2), False),
        (~Q(small=1), False),
        (Q(unknown=1), None),
        (~Q(unknown=1), None),
        (Q(unknown=1) & Q(small=2), False),
        (Q(unknown=1) | Q(small=1), True),
        (Q(unknown=1) | Q(small=2), None),
        (Q(unknown__isnull=True), True),
        (Q(unknown=None), True),
        (Q(small=None), False),
        (Q(small__isnull=True), False),
        (Q(small__lt=F("large")), True),
        (Q(small__gte=F("large")), False),
        (Q(small__gte=F("unknown")), None),
        (Q(small__in=[1, 2]), True),
        (Q(large__range=(0, 5)), False),
        (Q(small=1, large=9) & ~(Q(small=2) | Q(large=9)), False),
    ],
)
def test_a_condition_is_true_false_or_unknown_as_in_the_database(condition, answer):
    assert holds(condition, {"small": 1, "large": 9, "unknown": None}) is answer


def test_a_condition_about_an_unheard_of_field_is_a_mistake():
    with pytest.raises(KeyError):
        holds(Q(absent=1), {})


def test_a_sheet_hands_over_lines_with_their_numbers(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffid, name\r\n1,"a\r\nb"\r\n\r\n2, c \r\n'.encode())
    sheet = CsvFile(path, refuse=None)
    assert list(sheet.lines(["id", "name"])) == [(2, {"id": "1", "name": "a\r\nb"}), (5, {"id": "2", "name": "c"})]
    assert sheet.is_whole


def test_the_first_line_that_is_not_utf8_is_found(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id\n1\n\xe9t\xe9\n")
    assert first_line_not_utf8(path) == 3


def refusals_of(tmp_path, text, names=("id", "name")):
    """Read a sheet; return (the lines handed over, what was refused, whether it can be read to the end)."""
    path, refused = tmp_path / "a.csv", []
    path.write_bytes(text.encode())
    sheet = CsvFile(path, lambda line, place, reason, value="": refused.append((line, value)))
    return [line for _number, line in sheet.lines(list(names))], refused, sheet.is_whole


@pytest.mark.parametrize(
    ("text", "lines", "refused", "is_whole"),
    [
        ("", 0, [(1, "")], False),
        ("id;name\n1;a\n", 0, [(1, "")], False),
        ("autre,chose\n1,a\n", 0, [(1, "autre")], False),
        ("id\n1\n", 0, [(1, "name")], False),
        ("id,name,,id\n1,a,b,2\n", 1, [(1, "3"), (1, "id")], True),
        ("id,name\n1\n2,b\n", 1, [(2, "")], True),
        ("id,name\n\n\n", 0, [], True),
    ],
    ids=[
        "empty",
        "another separator",
        "other columns",
        "one missing",
        "one more",
        "a cell missing",
        "no line",
    ],
)
def test_a_sheet_tells_what_cannot_be_read_and_hands_over_the_rest(tmp_path, text, lines, refused, is_whole):
    read_lines, told, whole = refusals_of(tmp_path, text)
    assert (len(read_lines), told, whole) == (lines, refused, is_whole)


def test_a_text_that_is_utf8_to_the_end_has_no_faulty_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id\nété\n".encode())
    assert first_line_not_utf8(path) == 1


def test_a_file_that_changes_between_its_two_readings_stops_everything():
    with pytest.raises(RuntimeError, match=r"changed while it was read, line 3: nom: absent \(x\)"):
        refuse(3, "nom", "absent", "x")


def test_rows_that_name_one_another_come_after_those_they_name():
    table = SimpleNamespace(named_by="id", own_link=SimpleNamespace(field="renews"))
    names = {"c": "b", "a": None, "d": "c", "b": "a", "z": None}
    rows = [SimpleNamespace(cells={"id": name}, links={"renews": former}) for name, former in names.items()]
    assert [row.cells["id"] for row in parents_first(rows, table)] == ["a", "z", "b", "c", "d"]
