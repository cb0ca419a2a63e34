"""What the axes are found by."""

from axes.models import Axis
from records.search.kinds import Kind, Texts, register

register(
    Kind(
        name="axes",
        model=Axis,
        route="axes:detail",
        title="name",
        also_named=("short_label",),
        texts=(
            Texts("", ("intent", "rationale", "short_label", "note")),
            Texts("commitments", ("text",)),
            Texts("themes", ("name",)),
        ),
    )
)
