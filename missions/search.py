"""What missions, actions and priorities are found by."""

from django.db.models import Q

from missions.models import Action, Mission, MissionStage, Priority
from records.documents.models import DocumentKind
from records.search.kinds import Kind, Texts, register_kind

# A programme tells movements, which wait for the return.
STILL_DOCUMENTS = [kind for kind in DocumentKind if kind != DocumentKind.PROGRAMME]

register_kind(
    Kind(
        name="missions",
        model=Mission,
        route="missions:detail",
        title="title",
        dated_by="sorts_on",
        texts=(
            Texts("", ("purpose",)),
            Texts("objectives", ("text", "success", "result_note")),
            Texts("outcomes", ("text",)),
            Texts("", ("outcome_note", "lead_role", "decision_number", "note", "direction")),
            Texts("", ("declined_reason", "stage"), only=Q(stage=MissionStage.DECLINED)),
            Texts("meetings", ("subject", "summary")),
            Texts("participants", ("function", "organization")),
            Texts("participants", ("name",), only=Q(participants__name_is_public=True)),
            Texts("stops__place", ("name",), country="country"),
            Texts("roles__partner", ("name", "acronym"), country="country"),
            Texts(
                "meetings__partner",
                ("name", "acronym"),
                country="country",
                only=~Q(stage=MissionStage.DECLINED),
            ),
            Texts("documents", ("title", "alt"), only=Q(documents__kind__in=STILL_DOCUMENTS)),
            Texts("axes", ("name",)),
            Texts("themes", ("name",)),
        ),
    )
)

register_kind(
    Kind(
        name="actions",
        model=Action,
        route="missions:action",
        title="title",
        dated_by="sorts_on",
        texts=(
            Texts("", ("description",)),
            Texts("outcomes", ("text",)),
            Texts("", ("axis_rationale", "commitment_rationale", "outcome_note", "note", "kind")),
            Texts("lead_partner", ("name", "acronym"), country="country"),
            Texts("roles__partner", ("name", "acronym"), country="country"),
            Texts("axis", ("name",)),
            Texts("commitment", ("text",)),
            Texts("mission", ("title",)),
            Texts("themes", ("name",)),
            Texts("services", ("name",)),
            Texts("documents", ("title", "alt")),
        ),
    )
)

register_kind(
    Kind(
        name="priorites",
        model=Priority,
        route="missions:strategy",
        title="title",
        texts=(
            Texts("", ("reason", "region", "kind", "note")),
            Texts("partner", ("name", "acronym"), country="country"),
            Texts("action", ("title",)),
            Texts("theme", ("name",)),
            Texts("within", ("name",)),
            Texts("axis", ("name",)),
        ),
        has_slug=False,
    )
)
