"""Verbs over missions and requests: who does it, on which record, with which consequence."""

from missions.operations.missions import advance, expect_report, settle_authorization, settle_loaded
from missions.operations.requests import WITHOUT_REASON, accept, decline

__all__ = [
    "WITHOUT_REASON",
    "accept",
    "advance",
    "decline",
    "expect_report",
    "settle_authorization",
    "settle_loaded",
]
