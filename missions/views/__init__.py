"""Pages of missions and actions."""

from missions.views.actions import action_detail, action_list
from missions.views.missions import mission_detail, mission_list

__all__ = [
    "action_detail",
    "action_list",
    "mission_detail",
    "mission_list",
]
