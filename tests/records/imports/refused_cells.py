"""Cells that are refused, and why."""

import pytest

from records.imports.faults import CellError


def refusal(read, *arguments):
    """Return the words by which what a function reads of a cell is refused."""
    with pytest.raises(CellError) as refused:
        read(*arguments)
    return str(refused.value.reason)
