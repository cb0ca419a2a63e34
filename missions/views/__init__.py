"""Pages of missions and actions."""

from missions.views.actions import action_detail, action_list
from missions.views.missions import mission_detail, mission_list
from missions.views.results import outcome_list
from missions.views.strategy import service_detail, strategy

__all__ = [
    "action_detail",
    "action_list",
    "mission_detail",
    "mission_list",
    "outcome_list",
    "service_detail",
    "strategy",
]
