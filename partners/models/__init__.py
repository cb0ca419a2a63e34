"""Whom the office works with: the agreements that tie the city to them, the people it writes to."""

from partners.models.agreement import Agreement, AgreementKind, AgreementParty
from partners.models.agreement_act import AgreementAct, AgreementActKind
from partners.models.agreement_state import AgreementStanding, AgreementState, AuthorizationNeed
from partners.models.contact import Contact
from partners.models.document import AgreementDocument, PartnerDocument
from partners.models.exchange import Exchange, ExchangeKind
from partners.models.partner import PARTNER_GROUPS, Partner, PartnerGroup, PartnerKind
from partners.models.proposal import AgreementProposal, PartnerProposal
from partners.models.protocol import Gift, GiftDirection, OfficeHolder
from partners.models.relation import RelationState, Standing

__all__ = [
    "PARTNER_GROUPS",
    "Agreement",
    "AgreementAct",
    "AgreementActKind",
    "AgreementDocument",
    "AgreementKind",
    "AgreementParty",
    "AgreementProposal",
    "AgreementStanding",
    "AgreementState",
    "AuthorizationNeed",
    "Contact",
    "Exchange",
    "ExchangeKind",
    "Gift",
    "GiftDirection",
    "OfficeHolder",
    "Partner",
    "PartnerDocument",
    "PartnerGroup",
    "PartnerKind",
    "PartnerProposal",
    "RelationState",
    "Standing",
]
