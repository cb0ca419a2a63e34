"""How the bureau edits partners and agreements; importing the modules registers their admins."""

from partners.admin.agreements import AgreementAdmin
from partners.admin.partners import PartnerAdmin

__all__ = ["AgreementAdmin", "PartnerAdmin"]
