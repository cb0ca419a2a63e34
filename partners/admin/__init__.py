"""How the bureau edits partners and agreements, and keeps what passed with them; importing them registers all."""

from partners.admin.agreements import AgreementAdmin
from partners.admin.contacts import ContactAdmin
from partners.admin.memory import ExchangeAdmin, GiftAdmin, OfficeHolderAdmin
from partners.admin.partners import PartnerAdmin

__all__ = ["AgreementAdmin", "ContactAdmin", "ExchangeAdmin", "GiftAdmin", "OfficeHolderAdmin", "PartnerAdmin"]
