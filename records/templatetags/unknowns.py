"""What nobody published of rows shown together: said once, in place of a column or a list of « inconnu »."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.db.models import Model

from records.words.said import Said

register = template.Library()

# What a cell holds where nothing is known.
NOTHING: tuple[object, ...] = (None, "", "inconnu", [])


@register.filter
def tells(rows: Sequence[Any] | Model, name: str) -> bool:
    """Tell whether the attribute `name` of at least one of `rows`, or of the one row given, is known."""
    return any(getattr(row, name) not in NOTHING for row in ([rows] if isinstance(rows, Model) else rows))


@register.simple_tag
def untold(rows: Sequence[Any] | Model, *columns: Said) -> list[Said]:
    """Return the labels of the columns that none of `rows` tells; `columns`: attribute, label, attribute, label…"""
    return [label for name, label in zip(columns[::2], columns[1::2], strict=True) if not tells(rows, str(name))]
