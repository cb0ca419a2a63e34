"""The tables of the register that say what the office aims at."""

from dataclasses import dataclass

from axes.models import Axis, Commitment, Milestone, Theme, Vision, VisionItem, VisionItemKind
from records.imports.bilingual import EnglishText, bilingual
from records.imports.columns import Empty, Fixed, ImportColumn, Link, Links, LinkToOnly
from records.imports.sources import sourced
from records.imports.tables import Table
from records.words.dates import DatePrecision

# How the files write the precision of a date.
PRECISIONS = {"jour": DatePrecision.DAY, "mois": DatePrecision.MONTH, "annee": DatePrecision.YEAR}


def is_of_the_vision(cells):
    """Say whether a line of commitments.csv is about the Vision as a whole rather than about an axis."""
    return cells["kind"] in VisionItemKind.values


@dataclass
class OfficialEnglish(EnglishText):
    """A column of English texts that gives way to another, `official`, where that one is filled."""

    official: str = ""

    @property
    def names(self):
        """Names of the columns of the file it reads."""
        return [self.name, self.official]

    def bind(self, model):
        """Set how to read a cell of either column."""
        super().bind(model)
        self.of_official = ImportColumn(self.official, self.field)
        self.of_official.bind(model)

    def read(self, row):
        """Put in `row` the official text, or else ours."""
        super().read(row)
        if row.cells[self.official]:
            ImportColumn.read(self.of_official, row)


VISION = Table(
    "vision.csv",
    Vision,
    key="vision_id",
    single=True,
    columns=[
        *bilingual("title"),
        *bilingual("statement"),
        ImportColumn("adopted_on", "adopted_on"),
        ImportColumn("presented_on", "presented_on"),
        ImportColumn("document_url", "document_url"),
        Fixed("is_current", True),
        *sourced(2),
    ],
)

AXES = Table(
    "axes.csv",
    Axis,
    key="axis_id",
    columns=[
        LinkToOnly("vision"),
        ImportColumn("position", "position"),
        ImportColumn("name_fr", "name"),
        OfficialEnglish("name_en", "name_en", official="name_en_official"),
        *bilingual("short_label"),
        *bilingual("intent"),
        *bilingual("rationale"),
        *sourced(2),
    ],
)

COMMITMENTS = Table(
    "commitments.csv",
    Commitment,
    key="commitment_id",
    takes=lambda cells: not is_of_the_vision(cells),
    columns=[
        ImportColumn("kind", "kind"),
        Link("axis_id", "axis"),
        ImportColumn("position", "position"),
        *bilingual("text"),
        *sourced(1),
    ],
)

VISION_ITEMS = Table(
    "commitments.csv",
    VisionItem,
    key="commitment_id",
    takes=is_of_the_vision,
    columns=[
        ImportColumn("kind", "kind"),
        Empty("axis_id"),
        LinkToOnly("vision"),
        ImportColumn("position", "position"),
        *bilingual("text"),
        *sourced(1),
    ],
)

MILESTONES = Table(
    "milestones.csv",
    Milestone,
    key="milestone_id",
    columns=[
        LinkToOnly("vision"),
        *bilingual("title"),
        *bilingual("description"),
        ImportColumn("happened_on", "happened_on"),
        ImportColumn("date_precision", "precision", words=PRECISIONS),
        *sourced(2),
    ],
)

THEMES = Table(
    "themes.csv",
    Theme,
    key="theme_id",
    address=lambda theme: theme.record_id,
    columns=[
        *bilingual("name"),
        Links("axes", "axes"),
        ImportColumn("named_in_vision", "named_in_vision"),
        *sourced(1),
    ],
)

TABLES = [VISION, AXES, COMMITMENTS, VISION_ITEMS, MILESTONES, THEMES]
