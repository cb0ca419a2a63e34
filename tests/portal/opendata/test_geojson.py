"""Rows at places as GeoJSON: the order of the coordinates, what has no place, an empty file that is still one."""

import io
import json
from decimal import Decimal

import pytest

from partners.models import Partner
from portal.opendata.geojson import write_geojson
from records.listing.columns import Column, ColumnType
from records.listing.formats import Export
from tests.portal.accountability.entries import TODAY

COLUMNS = [
    Column("nom", "Nom", ColumnType.TEXT, "Le nom.", "name"),
    Column("numero", "Numéro", ColumnType.NUMBER, "Le numéro.", "geonames_id"),
]


def written(rows, place=lambda row: row):
    """Return the bytes of a GeoJSON of Partners."""
    out = io.BytesIO()
    write_geojson(Export(COLUMNS, rows, str, TODAY), out, place=place)
    return out.getvalue()


def geometries(rows, **options):
    return [feature["geometry"] for feature in json.loads(written(rows, **options))["features"]]


@pytest.mark.parametrize(
    ("latitude", "longitude", "coordinates"),
    [
        (Decimal("46.8139"), Decimal("-71.2080"), [-71.208, 46.8139]),  # longitude first
        (Decimal(0), Decimal(0), [0.0, 0.0]),  # on the equator, a place all the same
    ],
)
def test_a_place_is_a_point_its_longitude_first(latitude, longitude, coordinates):
    assert geometries([Partner(latitude=latitude, longitude=longitude)]) == [
        {"type": "Point", "coordinates": coordinates}
    ]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(None, None), (Decimal("46.8"), None), (None, Decimal("-71.2"))],
)
def test_what_is_at_no_known_place_is_told_without_one(latitude, longitude):
    assert geometries([Partner(latitude=latitude, longitude=longitude)]) == [None]


def test_a_row_without_any_place_is_told_without_one():
    assert geometries([Partner(latitude=1, longitude=2)], place=lambda row: None) == [None]


def test_what_the_other_files_tell_is_told_of_each_row_one_a_line():
    lines = written([Partner(name="Hué", geonames_id=1580240), Partner(name='Le « "Cap" »')]).decode().splitlines()
    assert (lines[0], lines[-1], len(lines)) == ('{"type": "FeatureCollection", "features": [', "]}", 4)
    told = [json.loads(line.rstrip(","))["properties"] for line in lines[1:-1]]
    assert told == [{"nom": "Hué", "numero": 1580240}, {"nom": 'Le « "Cap" »', "numero": None}]
    assert "Hué" in lines[1]


def test_a_file_without_any_row_is_a_collection_without_any():
    assert json.loads(written([])) == {"type": "FeatureCollection", "features": []}
