"""How the bureau edits missions and actions."""

from missions.admin.actions import ActionAdmin
from missions.admin.missions import MissionAdmin, ServiceAdmin

__all__ = ["ActionAdmin", "MissionAdmin", "ServiceAdmin"]
