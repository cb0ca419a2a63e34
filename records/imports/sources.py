"""Where the facts of the files come from: the table of sources, and the columns that every fact shares."""

from records.imports import faults
from records.imports.bilingual import bilingual
from records.imports.columns import Approximate, ImportColumn, Links
from records.imports.rows import CsvRow
from records.imports.tables import Table
from records.publication.sources import Source

SOURCES = Table(
    "sources.csv",
    Source,
    key="source_id",
    named_by="url",
    columns=[
        ImportColumn("url", "url"),
        ImportColumn("publisher", "publisher"),
        ImportColumn("kind", "kind"),
        Approximate("published", "published"),
    ],
)


class SourceAddress(Links):
    """A column with the URL of one source of the line."""

    def __init__(self, name: str, *, required: bool = False) -> None:
        super().__init__(name, "sources")
        self.model, self.required = Source, required

    def read(self, row: CsvRow) -> None:
        """Put in `row` the URL and its reference, or a refusal."""
        if self.required and not row.cells[self.name]:
            row.refuse(self.name, faults.VALUE_MISSING)
        super().read(row)

    @staticmethod
    def pieces(cell: str) -> list[str]:
        """Return the URL, whole: it may contain a vertical bar."""
        return [cell] if cell else []


def sourced(columns: int) -> list[ImportColumn]:
    """Return the columns common to all facts: sources (`columns` of them, 3 at most), confidence and both notes."""
    first, *others = ["source_url", "source_url_2", "source_url_3"][:columns]
    return [
        SourceAddress(first, required=True),
        *(SourceAddress(name) for name in others),
        ImportColumn("confidence", "confidence"),
        *bilingual("note"),
        ImportColumn("editor_note_fr", "editor_note"),
    ]
