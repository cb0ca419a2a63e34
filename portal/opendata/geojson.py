"""Rows that are at places, as GeoJSON (RFC 7946): a point each, with what the other files tell of it."""

import json
from collections.abc import Callable
from typing import IO, Any

from records.listing.formats import Export
from records.listing.formats.as_json import json_value


def write_geojson(export: Export, out: IO[bytes], *, place: Callable[[Any], Any]) -> None:
    """Write the rows of `export` to `out`, one a line; `place`: of a row, what has its coordinates, or None."""
    encode = json.JSONEncoder(ensure_ascii=False, default=json_value).encode
    headers, separator = export.headers, b'{"type": "FeatureCollection", "features": ['
    for row, values in export.told():
        feature = {
            "type": "Feature",
            "geometry": _point(place(row)),
            "properties": dict(zip(headers, values, strict=True)),
        }
        out.write(separator + b"\n" + encode(feature).encode())
        separator = b","
    out.write(b"\n]}\n" if separator == b"," else separator + b"]}\n")


def _point(place: Any) -> dict[str, Any] | None:
    """Return the Point of what has coordinates, longitude first; None where they are unknown."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [float(place.longitude), float(place.latitude)]}
