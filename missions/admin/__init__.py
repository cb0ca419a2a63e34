"""How the bureau edits missions and actions."""

from missions.admin.actions import ActionAdmin
from missions.admin.follow_ups import FollowUpAdmin
from missions.admin.lists import AirportAdmin, EmissionFactorAdmin, RuleAdmin, ServiceAdmin
from missions.admin.missions import MissionAdmin
from missions.admin.priorities import PriorityAdmin
from missions.admin.reminders import ReminderAdmin
from missions.admin.requests import DelegationRequestAdmin

__all__ = [
    "ActionAdmin",
    "AirportAdmin",
    "DelegationRequestAdmin",
    "EmissionFactorAdmin",
    "FollowUpAdmin",
    "MissionAdmin",
    "PriorityAdmin",
    "ReminderAdmin",
    "RuleAdmin",
    "ServiceAdmin",
]
