"""JSON: a list of objects under the headers of the columns; numbers are numbers, dates ISO, the unknown null."""

import json
from decimal import Decimal
from typing import IO, Any

from records.listing.formats.export import Export


def write_json(export: Export, out: IO[bytes]) -> None:
    """Write the rows of `export` to `out`, one a line."""
    encode = json.JSONEncoder(ensure_ascii=False, default=json_value).encode
    headers, separator = export.headers, b"[\n"
    for _row, values in export.told():
        out.write(separator + encode(dict(zip(headers, values, strict=True))).encode())
        separator = b",\n"
    out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def json_value(value: Any) -> Any:
    """Return what JSON has for a number with decimals and for a date."""
    return (int(value) if value == int(value) else float(value)) if isinstance(value, Decimal) else value.isoformat()
