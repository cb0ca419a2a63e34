"""How the bureau edits missions and actions."""

from missions.admin.actions import ActionAdmin
from missions.admin.follow_ups import FollowUpAdmin
from missions.admin.missions import MissionAdmin, ServiceAdmin
from missions.admin.reminders import ReminderAdmin

__all__ = ["ActionAdmin", "FollowUpAdmin", "MissionAdmin", "ReminderAdmin", "ServiceAdmin"]
