"""What says, of missions and actions, that something happened with a partner."""

from missions.models import Action, ActionPartner, ActionStage, Mission
from missions.models.mission_queries import CONCERNED_BY
from missions.models.stage import HELD_STAGES
from partners.models.activity import ActivityKind, Tie, register

register(
    ActivityKind(
        name="missions",
        record=Mission,
        ties=tuple(
            Tie(Mission._meta.get_field(rows).related_model, partner, "mission__")
            for rows, partner in CONCERNED_BY.items()
        ),
        first="starts_on",
        last="ends_on",
        precision="date_precision",
        happened={"stage__in": HELD_STAGES},
    )
)
# The end planned of an action is one only once the action is said to be done.
register(
    ActivityKind(
        name="actions",
        record=Action,
        ties=(Tie(Action, "lead_partner"), Tie(ActionPartner, "partner", "action__")),
        first="starts_on",
        last="ends_on",
        precision="date_precision",
        happened={"stage__in": [ActionStage.UNDER_WAY, ActionStage.DONE, ActionStage.OVER]},
        done={"stage__in": [ActionStage.DONE, ActionStage.OVER]},
        under_way={"stage": ActionStage.UNDER_WAY},
    )
)
