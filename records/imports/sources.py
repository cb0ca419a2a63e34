"""The table of sources, to which every other table refers."""

from records.imports.columns import Approximate, ImportColumn
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
