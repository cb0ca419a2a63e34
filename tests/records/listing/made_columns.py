"""Columns and rows made for a test: a row is whatever has attributes."""

from types import SimpleNamespace

from records.listing.columns import Column

HOST = "https://exemple.invalid"


def column(kind, source="held", **more):
    """Return a Column of a ColumnType that reads `source`, by default the field `held` of a row."""
    return Column("tenu", "Tenu", kind, "Ce que la ligne tient.", source, **more)


def row(held=None, **more):
    """Return a row that has `held`, and whatever else is named."""
    return SimpleNamespace(held=held, **more)


def absolute(path):
    """Return a path as a full address."""
    return f"{HOST}{path}"


def terms_on(day):
    """Return what a public file made on `day` says of itself."""
    return [("Licence", day)]
