"""CSV that a spreadsheet opens safely: UTF-8 with BOM, comma, CRLF, ISO dates."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import IO

from records.listing.cells import Value
from records.listing.formats.export import Export

BOM = "\ufeff"
LIST_SEPARATOR = " | "
QUOTE, TWO_QUOTES = '"', '""'
# First characters a spreadsheet may take for a formula (OWASP ASVS 5.0, 1.2.10).
DANGEROUS = frozenset("=+-@\t\r\0")


def write_csv(export: Export, out: IO[bytes]) -> None:
    """Write the rows of `export` to `out`; what is unknown is left blank."""
    out.write(f"{BOM}{','.join(_quoted(export.headers))}\r\n".encode())
    for _rows, columns in export.batches():
        lines = zip(*map(_cells, columns), strict=True)
        # A line of one empty cell would be no line.
        out.write("".join([f"{','.join(line) or TWO_QUOTES}\r\n" for line in lines]).encode())


def _cells(values: Sequence[Value]) -> Sequence[str]:
    """Return the cells of a column: what most hold is a text, as it is."""
    return _quoted([each if type(each) is str and each[:1] not in DANGEROUS else cell(each) for each in values])


def _quoted(texts: Sequence[str]) -> Sequence[str]:
    """Put between quotes, as RFC 4180 says, those of `texts` that need them; few columns have any."""
    if not _needs_quotes("".join(texts)):
        return texts
    return [f'"{each.replace(QUOTE, TWO_QUOTES)}"' if _needs_quotes(each) else each for each in texts]


def _needs_quotes(text: str) -> bool:
    return QUOTE in text or "," in text or "\n" in text or "\r" in text


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
