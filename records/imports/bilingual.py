"""Columns of texts in two languages: `<name>_fr` fills a field, `<name>_en` the field of its English."""

from records.imports import faults
from records.imports.columns import ImportColumn, Lines
from records.imports.pieces import french_of, is_misaligned
from records.imports.rows import CsvRow


class EnglishText(ImportColumn):
    """A column that holds the English of the column of the same name in French: a translation translates something."""

    def read(self, row: CsvRow) -> None:
        """Put in `row` the English, or a refusal where there is no French."""
        if row.cells[self.name] and not row.cells[french_of(self.name)]:
            row.refuse(self.name, faults.NOTHING_TO_TRANSLATE, into=self.fields)
        else:
            super().read(row)


class EnglishLines(Lines):
    """A column of several English texts, one for each French text."""

    def read(self, row: CsvRow) -> None:
        """Put in `row` the English texts, or a refusal where they are not as many as the French ones."""
        if is_misaligned(row, self.name):
            row.refuse(self.name, faults.TRANSLATIONS_MISALIGNED, into=self.fields)
        else:
            super().read(row)


def bilingual(name: str, field: str = "") -> list[ImportColumn]:
    """Return the two columns of a text: `<name>_fr` fills `field`, `name` unless told; `<name>_en`, its English."""
    field = field or name
    return [ImportColumn(f"{name}_fr", field), EnglishText(f"{name}_en", f"{field}_en")]


def bilingual_lines(name: str) -> list[ImportColumn]:
    """Return the two columns of several texts stored one a line, `<name>_fr` and `<name>_en`."""
    return [Lines(f"{name}_fr", name), EnglishLines(f"{name}_en", f"{name}_en")]
