"""Latitudes and longitudes: kept to four decimals (some ten metres), whatever the precision they come with."""

from decimal import Decimal
from typing import Any

from django.db import models


class DegreesField(models.DecimalField):  # type: ignore[type-arg] # it takes none when it runs
    """An angle in degrees, rounded to the decimals it keeps. For the database, a decimal number like another."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "max_digits": 7, "decimal_places": 4})

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.DecimalField", args, options

    def rounded(self, degrees: Decimal) -> Decimal:
        """Return `degrees` with the decimals that are kept."""
        return round(degrees, self.decimal_places)
