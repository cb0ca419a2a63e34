"""What a reader may ask of missions and actions: what narrows each list, its counts and its file."""

from missions.filters.actions import ActionFilter
from missions.filters.missions import MissionFilter
from missions.filters.results import KnownResult

__all__ = ["ActionFilter", "KnownResult", "MissionFilter"]
