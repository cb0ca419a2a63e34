"""CSV that a spreadsheet opens safely: UTF-8 with BOM, comma, CRLF, ISO dates."""

import csv
import datetime as dt
import io
from typing import IO

from records.listing.cells import Value
from records.listing.formats.export import Export

BOM = "\ufeff"
LIST_SEPARATOR = " | "
# First characters a spreadsheet may take for a formula (OWASP ASVS 5.0, 1.2.10).
DANGEROUS = frozenset("=+-@\t\r\0")


def write_csv(export: Export, out: IO[bytes]) -> None:
    """Write the rows of `export` to `out`; what is unknown is left blank."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    text.write(BOM)
    lines = csv.writer(text)
    lines.writerow(export.headers)
    lines.writerows(
        # A blank is written by the library; what most cells hold is a text, as it is.
        [each if each is None or (type(each) is str and each[:1] not in DANGEROUS) else cell(each) for each in values]
        for _row, values in export.told()
    )
    text.detach()


def csv_bytes(export: Export) -> bytes:
    """Return the CSV of `export` as bytes."""
    out = io.BytesIO()
    write_csv(export, out)
    return out.getvalue()


def cell(value: Value) -> str:
    """Return the text of `value` in a cell: empty for None, ISO for a date, a dot for decimals, bars between a list.

    A text that a spreadsheet may run as a formula is preceded by an apostrophe.
    """
    if type(value) is not str:
        if value is None:
            return ""
        if not isinstance(value, list):
            return value.isoformat() if isinstance(value, dt.date) else str(value)
        value = LIST_SEPARATOR.join(map(str, value))
    return f"'{value}" if value[:1] in DANGEROUS else value
