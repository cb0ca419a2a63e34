"""The tables of the register that say what the office aims at."""

from axes.models import Axis, Commitment, Milestone, Theme, Vision, VisionItem, VisionItemKind
from records.imports.columns import Empty, Fixed, ImportColumn, Link, Links, LinkToOnly, sourced
from records.imports.tables import Table
from records.words.dates import DatePrecision

# How the files write the precision of a date.
PRECISIONS = {"jour": DatePrecision.DAY, "mois": DatePrecision.MONTH, "annee": DatePrecision.YEAR}


def is_of_the_vision(cells):
    """Say whether a line of commitments.csv is about the Vision as a whole rather than about an axis."""
    return cells["kind"] in VisionItemKind.values


VISION = Table(
    "vision.csv",
    Vision,
    key="vision_id",
    single=True,
    columns=[
        ImportColumn("title_fr", "title"),
        ImportColumn("statement_fr", "statement"),
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
        ImportColumn("name_en_official", "name_en"),
        ImportColumn("short_label_fr", "short_label"),
        ImportColumn("intent_fr", "intent"),
        ImportColumn("rationale_fr", "rationale"),
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
        ImportColumn("text_fr", "text"),
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
        ImportColumn("text_fr", "text"),
        *sourced(1),
    ],
)

MILESTONES = Table(
    "milestones.csv",
    Milestone,
    key="milestone_id",
    columns=[
        LinkToOnly("vision"),
        ImportColumn("title_fr", "title"),
        ImportColumn("description_fr", "description"),
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
        ImportColumn("name_fr", "name"),
        Links("axes", "axes"),
        ImportColumn("named_in_vision", "named_in_vision"),
        *sourced(1),
    ],
)

TABLES = [VISION, AXES, COMMITMENTS, VISION_ITEMS, MILESTONES, THEMES]
