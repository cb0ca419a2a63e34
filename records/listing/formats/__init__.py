"""The formats that rows are written in, each a function that writes an Export to a file of bytes."""

from collections.abc import Callable
from typing import IO, NamedTuple

from records.listing.formats.as_csv import write_csv
from records.listing.formats.as_json import write_json
from records.listing.formats.as_xlsx import write_xlsx
from records.listing.formats.export import Export


class FileFormat(NamedTuple):
    """A format: what readers know it by, its media type, the function that writes it."""

    name: str
    media_type: str
    write: Callable[[Export, IO[bytes]], None]


# By the end of the name of a file.
FORMATS = {
    "csv": FileFormat("CSV", "text/csv; charset=utf-8", write_csv),
    "xlsx": FileFormat("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "json": FileFormat("JSON", "application/json", write_json),
}
