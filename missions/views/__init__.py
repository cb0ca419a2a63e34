"""Pages of missions and actions."""

from missions.views.accounts import accounts, disclosure, disclosure_export
from missions.views.actions import action_detail, action_export, action_list
from missions.views.missions import mission_detail, mission_list

__all__ = [
    "accounts",
    "action_detail",
    "action_export",
    "action_list",
    "disclosure",
    "disclosure_export",
    "mission_detail",
    "mission_list",
]
