"""What the office does: missions and actions, with their people, costs, reports and outcomes."""

from missions.models.account import CostCategory, CostFact, CostType, Outcome, Payer, Report, ScopeCode
from missions.models.action import Action, ActionKind, ActionPartner, ActionRole, ActionStage
from missions.models.mission import Direction, Mission, MissionPartner, MissionRole, MissionStage
from missions.models.programme import Meeting, Objective, ObjectiveResult, Participant, Stop
from missions.models.service import Service, ServiceKind

__all__ = [
    "Action",
    "ActionKind",
    "ActionPartner",
    "ActionRole",
    "ActionStage",
    "CostCategory",
    "CostFact",
    "CostType",
    "Direction",
    "Meeting",
    "Mission",
    "MissionPartner",
    "MissionRole",
    "MissionStage",
    "Objective",
    "ObjectiveResult",
    "Outcome",
    "Participant",
    "Payer",
    "Report",
    "ScopeCode",
    "Service",
    "ServiceKind",
    "Stop",
]
