"""Which field of a model says how well which of its dates are known."""

from django.db import models

from records.words.dates import DatePrecision

# From the least to the best known.
COARSE_FIRST = [DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY]


def precisions_of(model: type[models.Model]) -> dict[str, list[str]]:
    """Return {field that says how well a date is known: [date fields it says it of]} of `model`."""
    days = [field.name for field in model._meta.fields if type(field) is models.DateField and field.editable]
    names = [field.name for field in model._meta.fields if field.choices == DatePrecision.choices]
    return {name: _dates_of(name, days) for name in names}


def _dates_of(precision: str, days: list[str]) -> list[str]:
    """Of the dates of a model, return those that a precision goes with, by its name."""
    stem = precision.removesuffix("precision").rstrip("_")
    wanted = {"date": ["starts_on", "ends_on"], "": days[:1]}.get(stem, [f"{stem}_on"])
    return [day for day in days if day in wanted]
