"""How the bureau edits missions and actions."""

from missions.admin.actions import ActionAdmin
from missions.admin.lists import AirportAdmin, EmissionFactorAdmin, RuleAdmin, ServiceAdmin
from missions.admin.missions import MissionAdmin
from missions.admin.requests import DelegationRequestAdmin

__all__ = [
    "ActionAdmin",
    "AirportAdmin",
    "DelegationRequestAdmin",
    "EmissionFactorAdmin",
    "MissionAdmin",
    "RuleAdmin",
    "ServiceAdmin",
]
