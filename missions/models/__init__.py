"""What the office does: missions and actions, with their people, costs, reports and outcomes."""

from missions.models.action import Action, ActionPartner, ActionRole, CommitmentLink
from missions.models.action_kind import ActionKind
from missions.models.action_state import ActionStage, ActionState, StateCount
from missions.models.cost import CostCategory, CostFact, CostType, Payer, ScopeCode
from missions.models.decision import CeilingItem, CriterionCheck, Verdict
from missions.models.document import ActionDocument, MissionDocument
from missions.models.follow_up import FollowUp
from missions.models.journey import Airport, CabinClass, EmissionFactor, Leg, TravelMode
from missions.models.mission import Mission
from missions.models.next_step import NextStep
from missions.models.outcome import Horizon, Learning, Outcome, OutcomeKind
from missions.models.priority import Priority, PriorityKind
from missions.models.programme import (
    Meeting,
    MissionPartner,
    MissionRole,
    Objective,
    ObjectiveResult,
    Participant,
    Stop,
)
from missions.models.proposal import ActionProposal, MissionProposal, PriorityProposal
from missions.models.reminder import Reminder, ReminderKind
from missions.models.report import Report
from missions.models.request import DelegationRequest, RequestDecision
from missions.models.rule import Rule, RuleKind
from missions.models.service import Service, ServiceKind
from missions.models.stage import Direction, MissionStage

__all__ = [
    "Action",
    "ActionDocument",
    "ActionKind",
    "ActionPartner",
    "ActionProposal",
    "ActionRole",
    "ActionStage",
    "ActionState",
    "Airport",
    "CabinClass",
    "CeilingItem",
    "CommitmentLink",
    "CostCategory",
    "CostFact",
    "CostType",
    "CriterionCheck",
    "DelegationRequest",
    "Direction",
    "EmissionFactor",
    "FollowUp",
    "Horizon",
    "Learning",
    "Leg",
    "Meeting",
    "Mission",
    "MissionDocument",
    "MissionPartner",
    "MissionProposal",
    "MissionRole",
    "MissionStage",
    "NextStep",
    "Objective",
    "ObjectiveResult",
    "Outcome",
    "OutcomeKind",
    "Participant",
    "Payer",
    "Priority",
    "PriorityKind",
    "PriorityProposal",
    "Reminder",
    "ReminderKind",
    "Report",
    "RequestDecision",
    "Rule",
    "RuleKind",
    "ScopeCode",
    "Service",
    "ServiceKind",
    "StateCount",
    "Stop",
    "TravelMode",
    "Verdict",
]
