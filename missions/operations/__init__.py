"""Verbs over missions, requests and actions: who does it, on which record, with which consequence."""

from missions.operations.actions import attach_commitment
from missions.operations.missions import advance, expect_report, store_requirement, store_requirements
from missions.operations.requests import WITHOUT_REASON, accept, decline

__all__ = [
    "WITHOUT_REASON",
    "accept",
    "advance",
    "attach_commitment",
    "decline",
    "expect_report",
    "store_requirement",
    "store_requirements",
]
