"""Whom the office works with, and the agreements that tie the city to them."""

from partners.models.agreement import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStanding,
    AgreementState,
    AuthorizationNeed,
)
from partners.models.partner import PARTNER_GROUPS, Partner, PartnerGroup, PartnerKind, Standing

__all__ = [
    "PARTNER_GROUPS",
    "Agreement",
    "AgreementKind",
    "AgreementParty",
    "AgreementStanding",
    "AgreementState",
    "AuthorizationNeed",
    "Partner",
    "PartnerGroup",
    "PartnerKind",
    "Standing",
]
