"""Cells that hold several texts, separated by vertical bars, and their translations."""

from records.imports.rows import CsvRow

SEPARATOR = "|"


def pieces(cell: str) -> list[str]:
    """Return the texts of a cell separated by vertical bars, stripped, without the empty ones."""
    return [piece for piece in map(str.strip, cell.split(SEPARATOR)) if piece]


def french_of(name: str) -> str:
    """Return the name of the column whose English is in the column `name`."""
    return f"{name.removesuffix('_en')}_fr"


def is_misaligned(row: CsvRow, name: str) -> bool:
    """Return whether the column `name` holds English texts, but not one for each of the French."""
    english = pieces(row.cells[name])
    return bool(english) and len(english) != len(pieces(row.cells[french_of(name)]))
