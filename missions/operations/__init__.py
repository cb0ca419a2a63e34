"""Verbs over missions and requests: who does it, on which record, with which consequence."""

from missions.operations.missions import advance, expect_report, store_requirement, store_requirements
from missions.operations.reports import publish_report, publish_reports
from missions.operations.requests import WITHOUT_REASON, accept, decline

__all__ = [
    "WITHOUT_REASON",
    "accept",
    "advance",
    "decline",
    "expect_report",
    "publish_report",
    "publish_reports",
    "store_requirement",
    "store_requirements",
]
