"""What a reader may ask of missions and of actions: the one place that narrows each list, its counts and its export."""

from missions.filters.actions import PARTNERS_NAMED, ActionFilter
from missions.filters.missions import MissionFilter

__all__ = ["PARTNERS_NAMED", "ActionFilter", "MissionFilter"]
