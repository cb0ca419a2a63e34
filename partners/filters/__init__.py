"""What a reader may ask of partners and agreements: what narrows each list, its counts and its file."""

from partners.filters.agreements import AgreementFilter
from partners.filters.names import MAX_PARTNERS_NAMED, PartnerNamesFilter
from partners.filters.partners import PartnerFilter

__all__ = ["MAX_PARTNERS_NAMED", "AgreementFilter", "PartnerFilter", "PartnerNamesFilter"]
