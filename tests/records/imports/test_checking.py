"""The first reading tells every fault of every file, and writes nothing."""

import datetime as dt
from dataclasses import replace

import pytest

from records.imports.checking import Check
from records.imports.columns import Children
from records.imports.faults import RecordError
from records.imports.loading import no_progress
from records.imports.sources import SOURCES
from records.publication.status import PublicationStatus
from tests.records.bookshelf.models import Book, Series
from tests.records.factories import AuthorFactory, BookFactory, SeriesFactory, SourceFactory, TagFactory
from tests.records.imports.shelf_files import (
    AUTHOR_FILE,
    BOOK_FILE,
    LOADED_ON,
    SERIES_FILE,
    SHELF,
    TAG_FILE,
    ShelfFolder,
)

pytestmark = pytest.mark.django_db

ONLINE = {"status": PublicationStatus.PUBLISHED, "published_on": LOADED_ON}
OUT = "{}: Une date se situe entre 1800 et 2100. ({})"


def test_files_without_a_fault_are_counted(shelf):
    shelf.add("tags.csv", tag_id="T2", name_fr="Nord")
    counts = Check(SHELF, shelf.write(), today=LOADED_ON).run(no_progress)
    assert [counts[rank] for rank in range(5)] == [1, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("file", "cells", "told"),
    [
        ("tags.csv", {"tag_id": ""}, "tags.csv:2: tag_id: valeur obligatoire absente"),
        ("tags.csv", {"tag_id": "T" * 61}, f"tags.csv:2: tag_id: texte de 61 caractères, 60 au plus ({'T' * 61})"),
        ("books.csv", {"author_id": "A9"}, "books.csv:2: author_id: « auteur » introuvable dans authors.csv (A9)"),
        ("books.csv", {"author_id": "*"}, "books.csv:2: author_id: « auteur » introuvable dans authors.csv (*)"),
        ("books.csv", {"tag_ids": "T1|T9"}, "books.csv:2: tag_ids: « mot-clé » introuvable dans tags.csv (T9)"),
        ("books.csv", {"embargo": "2101-01-01"}, OUT.format("books.csv:2: embargo", "2101-01-01")),
        ("authors.csv", {"born": "2101"}, OUT.format("authors.csv:2: born", "2101")),
    ],
)  # fmt: skip
def test_a_line_is_refused_with_its_column_and_its_cell(shelf, file, cells, told):
    assert told in shelf.change(file, **cells).faults()


def test_a_date_that_cannot_be_read_is_refused_once(shelf):
    assert [fault.split(": ")[1] for fault in shelf.change("authors.csv", born="hier").faults()] == ["born"]


def test_a_longest_identifier_and_the_days_at_the_ends_of_the_calendar_are_read(shelf):
    shelf.change("tags.csv", tag_id="T" * 60).change("books.csv", tag_ids="T" * 60, embargo="2100-12-31")
    assert shelf.change("authors.csv", born="1800").faults() == []


def test_an_identifier_used_twice_says_where_it_was(shelf):
    shelf.add("tags.csv", name_fr="Nord").add("tags.csv", name_fr="Sud")
    assert shelf.faults() == [
        "tags.csv:3: tag_id: identifiant déjà employé dans tags.csv, ligne 2 (T1)",
        "tags.csv:4: tag_id: identifiant déjà employé dans tags.csv, ligne 2 (T1)",
    ]


def test_two_files_of_one_model_share_their_identifiers(tmp_path):
    shelf = ShelfFolder(tmp_path, [TAG_FILE, replace(TAG_FILE, file="mots.csv")])
    assert shelf.add("mots.csv", tag_id="T1", name_fr="Nord").faults() == [
        "mots.csv:2: tag_id: identifiant déjà employé dans tags.csv, ligne 2 (T1)"
    ]


def test_a_link_that_leads_nowhere_names_every_file_where_it_could_lead(tmp_path):
    shelf = ShelfFolder(tmp_path, [AUTHOR_FILE, replace(AUTHOR_FILE, file="plumes.csv"), SERIES_FILE])
    assert shelf.change("series.csv", director_id="A9").faults() == [
        "series.csv:2: director_id: « auteur » introuvable dans authors.csv, plumes.csv (A9)"
    ]


def test_a_part_leads_to_a_row_of_the_file_it_may_come_from(tmp_path):
    column = Children("words", Book.tags.through, "book", "tag", identified_by=("tag",), among="mots.csv")
    book = replace(BOOK_FILE, columns=[*BOOK_FILE.columns, column])
    shelf = ShelfFolder(tmp_path, [*SHELF[:4], replace(TAG_FILE, file="mots.csv"), book])
    shelf.add("mots.csv", tag_id="T2", name_fr="Nord")
    assert shelf.change("books.csv", words="T2").faults() == []
    assert shelf.change("books.csv", words="T1").faults() == [
        "books.csv:2: words: « mot-clé » introuvable dans mots.csv (T1)"
    ]


def test_what_leads_to_a_file_that_cannot_be_read_is_not_blamed(shelf):
    shelf.write()
    (shelf.directory / "authors.csv").unlink()
    check = Check(SHELF, shelf.directory, today=LOADED_ON)
    with pytest.raises(RecordError) as refused:
        check.run(no_progress)
    assert [str(fault) for fault in refused.value.faults] == ["authors.csv:1: fichier: fichier absent"]


def test_what_was_deleted_at_the_bureau_is_not_named_again(shelf):
    TagFactory(record_id="T1").delete()
    assert shelf.faults() == [
        "books.csv:2: tag_ids: supprimé au bureau\u00a0: rétablissez-le, ou retirez-le de la ligne (T1)"
    ]


def test_a_book_is_put_online_only_where_its_series_of_the_bureau_is(shelf):
    SeriesFactory(record_id="C1")
    assert shelf.faults() == ["books.csv:2: series_id: À mettre en ligne d’abord\u00a0: collection « C1 ». (C1)"]
    assert shelf.faults(as_drafts=True) == []
    Series.objects.update(status=PublicationStatus.PUBLISHED, published_on=LOADED_ON)
    assert shelf.faults() == []


def test_a_series_online_from_tomorrow_is_not_online(shelf):
    series = SeriesFactory(record_id="C1", published=True)
    Series.objects.filter(pk=series.pk).update(published_on=LOADED_ON + dt.timedelta(days=1))
    assert len(shelf.faults()) == 1


@pytest.mark.parametrize(
    "book",
    [{"status": PublicationStatus.ARCHIVED}, ONLINE | {"edited_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}],
    ids=["withdrawn", "edited"],
)
def test_a_book_that_the_load_leaves_alone_asks_nothing_of_its_series(shelf, book):
    series, author = SeriesFactory(record_id="C1"), AuthorFactory(record_id="A1", published=True)
    BookFactory(record_id="L1", series=series, author=author, **book)
    assert shelf.faults() == []


def test_a_book_online_that_the_load_may_change_needs_its_series_online(shelf):
    series, author = SeriesFactory(record_id="C1"), AuthorFactory(record_id="A1", published=True)
    BookFactory(record_id="L1", series=series, author=author, **ONLINE)
    BookFactory(record_id=None, series=series, author=author, status=PublicationStatus.ARCHIVED)
    assert len(shelf.faults()) == 1


@pytest.mark.parametrize(
    ("takes", "faults"),
    [
        (lambda cells: cells["tag_id"] == "T1", []),
        (lambda cells: cells["tag_id"] != "T1", ["tags.csv:3: name_fr: valeur obligatoire absente"]),
    ],
    ids=["the good line", "the bad one"],
)
def test_a_table_may_take_some_lines_of_its_file(tmp_path, takes, faults):
    shelf = ShelfFolder(tmp_path, [replace(TAG_FILE, takes=takes)]).add("tags.csv", tag_id="T2", name_fr="")
    assert shelf.faults() == faults


@pytest.mark.parametrize(("lines", "told"), [(0, "0"), (1, ""), (2, "2")])
def test_a_table_of_one_line_has_one(tmp_path, lines, told):
    shelf = ShelfFolder(tmp_path, [replace(TAG_FILE, single=True)])
    shelf.lines["tags.csv"] = [{"tag_id": f"T{rank}", "name_fr": f"Mot {rank}"} for rank in range(lines)]
    assert shelf.faults() == ([f"tags.csv:1: fichier: une seule ligne attendue ({told})"] if told else [])


def test_a_link_must_share_what_the_row_it_leads_to_has(tmp_path):
    shared = {"series": ("author", "La collection est d’une autre personne.")}
    series = replace(SERIES_FILE, columns=[*SERIES_FILE.columns])
    book = replace(BOOK_FILE, shared_links={"series": ("director", shared["series"][1])})
    shelf = ShelfFolder(tmp_path, [*SHELF[:3], series, book])
    told = ["books.csv:2: series_id: La collection est d’une autre personne. (C1)"]
    assert shelf.faults() == told  # the book has no director, the series has one
    assert shelf.change("series.csv", director_id="").faults() == []


def test_the_rules_of_a_table_are_asked_with_the_day(tmp_path):
    def rule(row):
        yield "name_fr", f"{row.id} le {row.today}"

    shelf = ShelfFolder(tmp_path, [replace(TAG_FILE, rules=[rule])])
    assert shelf.faults() == ["tags.csv:2: name_fr: T1 le 2026-03-02 (Neige)"]


def doubting(rows, earlier):
    """Doubt every row, with how many there were before the table."""
    yield from ((row, "name_fr", f"après {len(earlier)}") for row in rows)


def test_a_doubt_is_told_and_keeps_nothing_out_unless_it_is_strict(tmp_path):
    tables = [replace(TAG_FILE, doubts=[doubting]), replace(TAG_FILE, file="mots.csv", doubts=[doubting])]
    shelf = ShelfFolder(tmp_path, tables).add("mots.csv", tag_id="T2", name_fr="Nord")
    check = Check(tables, shelf.write(), today=LOADED_ON)
    check.run(no_progress)
    told = ["tags.csv:2: name_fr: après 0 (Neige)", "mots.csv:2: name_fr: après 1 (Nord)"]
    assert [str(doubt) for doubt in check.doubts] == told
    assert shelf.faults(strict=True) == told


def test_a_line_with_a_fault_is_not_doubted(tmp_path):
    tables = [replace(TAG_FILE, doubts=[doubting])]
    shelf = ShelfFolder(tmp_path, tables).add("tags.csv", tag_id="T2", name_fr="")
    assert shelf.faults(strict=True) == [
        "tags.csv:2: name_fr: après 0 (Neige)",
        "tags.csv:3: name_fr: valeur obligatoire absente",
    ]


def test_faults_follow_the_files_then_the_lines(shelf):
    shelf.add("tags.csv", tag_id="T2", name_fr="").change("sources.csv", kind="?")
    shelf.change("books.csv", confidence="?").change("tags.csv", name_fr="")
    assert [fault.split(": ")[0] for fault in shelf.faults()] == [
        "sources.csv:2", "tags.csv:2", "tags.csv:3", "books.csv:2",
    ]  # fmt: skip


def test_a_source_is_named_by_its_address(shelf):
    SourceFactory(url="https://exemple.org/ailleurs")
    told = shelf.change("books.csv", source_url="S1", source_url_2="https://exemple.org/ailleurs").faults()
    assert told == [
        "books.csv:2: source_url: « source » introuvable dans sources.csv (S1)",
        "books.csv:2: source_url_2: « source » introuvable dans sources.csv (https://exemple.org/ailleurs)",
    ]
    assert SOURCES.named_by == "url"


def test_nothing_is_written_by_reading(shelf):
    assert shelf.faults() == []
    assert not Book.objects.exists()
