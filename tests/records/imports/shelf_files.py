"""The files of a register of books: their tables, their lines in a folder, and how they are checked and loaded."""

import csv
import datetime as dt

from records.imports.bilingual import bilingual
from records.imports.cells import read_country
from records.imports.checking import Check
from records.imports.columns import Approximate, Children, ImportColumn, Link, Links
from records.imports.faults import RecordError
from records.imports.loading import load, no_progress
from records.imports.sources import SOURCES, sourced
from records.imports.tables import Table
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag

LOADED_ON = dt.date(2026, 3, 2)

TAG_FILE = Table("tags.csv", Tag, "tag_id", bilingual("name"), address=lambda tag: tag.name)
AUTHOR_FILE = Table(
    "authors.csv",
    Author,
    "author_id",
    [
        *bilingual("name"),
        *bilingual("biography"),
        ImportColumn("country", "country", reader=read_country),
        Approximate("born", "born"),
    ],
)
SERIES_FILE = Table("series.csv", Series, "series_id", [*bilingual("name"), Link("director_id", "director")])
BOOK_FILE = Table(
    "books.csv",
    Book,
    "book_id",
    [
        *bilingual("title"),
        Link("series_id", "series"),
        Link("author_id", "author"),
        Links("tag_ids", "tags"),
        Approximate("printed", "printed"),
        ImportColumn("embargo", "embargo_until"),
        Children("chapters_fr", Chapter, "book", "text", english="chapters_en"),
        *sourced(2),
    ],
)
CHAPTER_FILE = Table(
    "chapters.csv",
    Chapter,
    "chapter_id",
    [
        Link("book_id", "book"),
        ImportColumn("rank", "position"),
        *bilingual("text"),
        ImportColumn("price", "price"),
        ImportColumn("free", "is_free"),
    ],
)
SHELF = (SOURCES, TAG_FILE, AUTHOR_FILE, SERIES_FILE, BOOK_FILE)

# One line of each file, which those after it name.
LINES = {
    "sources.csv": {"source_id": "S1", "url": "https://exemple.org/a|b", "publisher": "Le Jour", "kind": "presse"},
    "tags.csv": {"tag_id": "T1", "name_fr": "Neige"},
    "authors.csv": {"author_id": "A1", "name_fr": "Anne Élie", "country": "be", "born": "1979-05"},
    "series.csv": {"series_id": "C1", "name_fr": "Nordet", "director_id": "A1"},
    "books.csv": {
        "book_id": "L1",
        "title_fr": "L’hiver",
        "title_en": "Winter",
        "series_id": "C1",
        "author_id": "A1",
        "tag_ids": "T1",
        "printed": "2024",
        "chapters_fr": "Le froid|La neige",
        "chapters_en": "Cold|Snow",
        "source_url": "https://exemple.org/a|b",
        "confidence": "high",
    },
    "chapters.csv": {
        "chapter_id": "H1",
        "book_id": "L1",
        "rank": "1",
        "text_fr": "Le froid",
        "price": "12.50",
        "free": "non",
    },
}


def read_line(table, line=2, **written):
    """Read the first line of a table with these cells changed; return its CsvRow."""
    return table.read(line, dict.fromkeys(table.names, "") | LINES[table.file] | written)


class ShelfFolder:
    """A folder with the files of the shelf, one line in each that is known: more are added, cells are changed."""

    def __init__(self, directory, tables=SHELF):
        self.directory, self.tables = directory, tables
        self.lines = {table.file: [LINES[table.file] | {}] if table.file in LINES else [] for table in tables}

    def add(self, file, /, **written):
        """Write in a file one more line, like the known one, with these cells changed; return itself."""
        self.lines[file].append(LINES.get(file, {}) | written)
        return self

    def change(self, file, /, *, at=0, **written):
        """Change cells of a line; return itself."""
        self.lines[file][at] |= written
        return self

    def write(self):
        """Write the files; return where."""
        for table in self.tables:
            with (self.directory / table.file).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, table.names, restval="")
                writer.writeheader()
                writer.writerows(self.lines[table.file])
        return self.directory

    def faults(self, *, strict=False, **options):
        """Check the files; return their faults, as sentences."""
        check = Check(self.tables, self.write(), today=LOADED_ON, **options)
        try:
            check.run(no_progress, strict=strict)
        except RecordError as refused:
            return [str(fault) for fault in refused.faults]
        return []

    def load(self, **options):
        """Load the files; return {file: Summary}."""
        summaries = load(self.tables, self.write(), **{"on": LOADED_ON} | options)
        return {summary.table.file: summary for summary in summaries}
