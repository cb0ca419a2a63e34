"""What the bureau imports by a spreadsheet, as an app declares it: a table, and the other names of its columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from records.imports.bilingual import bilingual
from records.imports.columns import Children, ImportColumn, Links
from records.imports.grids import Grid
from records.imports.rows import CsvRow
from records.imports.sources import sourced
from records.imports.tables import DeclaredColumn, Table
from records.listing.columns import Dataset
from records.publication.fields import field_of
from records.words.normalizing import normalize
from records.words.said import Said

# The header of the files of the portal's lists that leads to a record: it says which one a line is about.
ADDRESS_HEADER = "adresse"
# Rows in which the header is looked for, and how many of its cells must be known.
TITLES_SOUGHT, FEWEST_KNOWN = 15, 2
# Headers that only the files of the portal's lists have together.
IS_EXPORTED = {"adresse", "publication", "confiance"}
IDENTIFIER = _("Identifiant au registre")
# The header of the column that says, of rows to correct, what is wrong with each.
REFUSAL_HEADER = _("Motif du refus")
# An address of the English site: its file is in English.
ENGLISH_PATH = "/en/"

# Other headers of the columns that every fact has.
SOURCES_HEADERS = {
    "sources": ["sources", "source_url", "source_url_2", "source_url_3"],
    "confidence": ["confiance"],
    "note_fr": ["precision"],
}


def sourced_at_the_bureau() -> list[ImportColumn]:
    """Return the columns common to all facts: at the bureau, any number of sources in one column, or none yet."""
    return [
        Links("sources", "sources"),
        ImportColumn("confidence", "confidence"),
        *bilingual("note"),
        ImportColumn("editor_note_fr", "editor_note"),
    ]


def at_the_bureau(table: Table) -> list[DeclaredColumn]:
    """Return the columns of a table of the register but those that all facts have."""
    common = {name for column in sourced(3) for name in column.names}
    return [column for column in table.columns if not common & set(column.names)]


class Likeness(Protocol):
    """What finds the rows that may be one and the same; what is compared of each is plain values (JSON)."""

    def described(self, row: CsvRow) -> Any:
        """Return what is compared of a row."""

    def add(self, described: Any, name: str, label: str) -> None:
        """Remember what is compared of a row known as `name`, called `label` in a sentence."""

    def like(self, described: Any) -> list[tuple[str, str]]:
        """Return (name, sentence) of the rows that may be the same."""


@dataclass
class Sheet:
    """A sort of rows that the bureau imports.

    name: in addresses; title: what it is, in words; others: {column: other headers it may have}; labels: {column: its
    label, where the field's own does not do}; dataset: the files of the portal's lists, whose other columns are
    computed; likeness(): what finds rows that may be the same; owner: the foreign key to the record whose form holds
    the rows, where they have none of their own.
    """

    name: str
    title: Said
    table: Table
    likeness: Callable[[], Likeness]
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)
    labels: Mapping[str, Said] = field(default_factory=dict)
    dataset: Dataset | None = None
    owner: str = ""

    def __post_init__(self) -> None:
        self.columns: dict[str, DeclaredColumn] = {
            name: column for column in self.table.columns for name in column.names
        }

    @property
    def names(self) -> list[str]:
        """Names of the columns a file may have, the identifier last."""
        return [*self.columns, self.table.key]

    def label(self, name: str) -> str:
        """Return the label of a column."""
        if name in (self.table.key, ADDRESS_HEADER):
            return str(IDENTIFIER if name == self.table.key else _("Adresse de la page"))
        column = self.columns[name]
        if name in self.labels:
            return str(self.labels[name])
        model = column.model if isinstance(column, Children) else self.table.model
        fields = [column.field] if isinstance(column, Children) else column.fields
        label = str(capfirst(field_of(model, fields[0]).verbose_name))
        is_english, english = isinstance(column, Children) and name == column.english, _("en anglais")
        return f"{label} ({english})" if is_english else label

    def is_list(self, name: str) -> bool:
        """Say whether the column holds several things: two columns of the file may then fill it."""
        return isinstance(self.columns.get(name), (Links, Children))

    def is_required(self, name: str) -> bool:
        """Say whether a new row must fill the column."""
        column = self.columns.get(name)
        if isinstance(column, ImportColumn) and column.field in {each.name for each in self.table.model._meta.fields}:
            field_filled = field_of(self.table.model, column.field)
            return getattr(column, "required", False) and not field_filled.has_default()
        return bool(getattr(column, "required", False))


class Header(NamedTuple):
    """The header of a file: where it stands, {column of the file: ours}, and the columns set aside."""

    grid: Grid
    row: int
    columns: dict[int, str]
    titles: list[str]
    computed: list[str]
    unknown: list[str]


def header_of(sheet: Sheet, grids: Sequence[Grid]) -> Header | None:
    """Return the header found in a file, below titles if there are any; None if no sheet has one."""
    fewest = min(FEWEST_KNOWN, len(sheet.columns))
    for grid in grids:
        for rank, (_number, cells) in enumerate(grid.rows[:TITLES_SOUGHT]):
            spelled = spellings(sheet, is_exported=set(map(normalize_header, cells)) >= IS_EXPORTED)
            known = {
                place: spelled[normalize_header(cell)]
                for place, cell in enumerate(cells)
                if normalize_header(cell) in spelled
            }
            if len(set(known.values())) >= fewest:
                return _header(sheet, Grid(grid.name, grid.rows), rank, known)
    return None


def _header(sheet: Sheet, grid: Grid, rank: int, known: dict[int, str]) -> Header:
    cells = grid.rows[rank][1]
    told = {normalize_header(each.header) for each in sheet.dataset.columns} if sheet.dataset else set()
    told |= {normalize_header(str(each.label)) for each in sheet.dataset.columns} if sheet.dataset else set()
    told.add(normalize_header(str(REFUSAL_HEADER)))
    others = [cell.strip() for place, cell in enumerate(cells) if cell.strip() and place not in known]
    computed = [cell for cell in others if normalize_header(cell) in told]
    titles = [cell.strip() or f"({place + 1})" for place, cell in enumerate(cells)]
    return Header(grid, rank, known, titles, computed, [cell for cell in others if cell not in computed])


def normalize_header(header: str) -> str:
    """Return a header made comparable: neither case, accents, marks nor what is said in stars matter."""
    return normalize(header.replace("*", " "))


def spellings(sheet: Sheet, *, is_exported: bool) -> dict[str, str]:
    """Return {header made comparable: column} of every name that a column may have in a file.

    is_exported: it is a file of the portal's lists, whose headers have the meaning they have there.
    """
    found = {normalize_header(ADDRESS_HEADER): ADDRESS_HEADER}
    if is_exported and sheet.dataset:
        headers = {normalize_header(column.header) for column in sheet.dataset.columns}
        told = {normalize_header(each): name for name, others in sheet.others.items() for each in others}
        return found | {header: name for header, name in told.items() if header in headers}
    for name in reversed(sheet.names):
        others = sheet.others.get(name, ())
        found |= {normalize_header(each): name for each in (sheet.label(name), *others)}
    return found | {normalize_header(name): name for name in sheet.names}


class SameName:
    """Finds the rows of a model that say the same in the fields `names`, whatever the accents."""

    def __init__(self, model: type[Any], names: Sequence[str], why: Said) -> None:
        self.names, self.why = names, why
        self.rows: dict[str, list[tuple[str, str]]] = {}
        paths = [field_of(model, name).attname for name in names]
        for key, *values in model._default_manager.values_list("pk", *paths).iterator():
            self.add(self._key(values), str(key), str(values[0]))

    def described(self, row: CsvRow) -> Any:
        """Return what is compared of a row."""
        return self._key([row.links.get(name) or row.values.get(name) for name in self.names])

    def _key(self, values: Sequence[Any]) -> str:
        return "\x1f".join(_comparable(value) for value in values)

    def add(self, described: Any, name: str, label: str) -> None:
        """Remember what is compared of a row known as `name`, called `label` in a sentence."""
        self.rows.setdefault(described, []).append((name, label))

    def like(self, described: Any) -> list[tuple[str, str]]:
        """Return (name, sentence) of the rows that say the same."""
        words = _("dit la même chose que «\u00a0%(other)s\u00a0» (%(why)s)")
        return [(name, words % {"other": label, "why": self.why}) for name, label in self.rows.get(described, [])]


def _comparable(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value.normalize())
    return normalize(value) if isinstance(value, str) else str(value)
