"""What the Vision and its axes are found by."""

from django.db.models import Q

from axes.models import Axis, Vision
from records.search.kinds import Kind, Texts, register_kind

register_kind(
    Kind(
        name="visions",
        model=Vision,
        route="axes:vision",
        title="title",
        texts=(
            Texts("", ("statement", "note")),
            Texts("items", ("text",)),
            Texts("milestones", ("title", "description")),
            Texts("documents", ("title", "alt")),
        ),
        only=Q(is_current=True),
        has_slug=False,
    )
)

register_kind(
    Kind(
        name="axes",
        model=Axis,
        route="axes:detail",
        title="name",
        also_named=("short_label",),
        texts=(
            Texts("", ("intent", "rationale", "short_label", "note")),
            Texts("commitments", ("text",)),
            Texts("indicators", ("name", "unit", "note")),
            Texts("themes", ("name",)),
            Texts("documents", ("title", "alt")),
        ),
    )
)
