"""The directory of partners and the register of agreements, each as a page and as a file."""

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from partners.exports import AGREEMENT_DATASET, PARTNER_DATASET
from partners.filters import AgreementFilter, PartnerFilter
from partners.models import Agreement, Partner
from partners.models.agreement import AgreementQuerySet
from partners.models.partner import PartnerQuerySet
from records.listing.listing import Listing, Order
from records.listing.orders import alphabetical
from records.publication.status import visible


def shown_agreements(agreements, narrowed):
    """Return `agreements` with what a list of them shows to the reader of an AgreementFilter."""
    return agreements.for_listing(narrowed.user, narrowed.today)


def fetch_agreements(agreements, narrowed):
    """Return `agreements` with what their columns tell; what one renews only if it may be read (`renews_is_shown`)."""
    readable = Q(renews__isnull=False) & visible(Agreement, narrowed.user, narrowed.today, "renews__")
    shown = ExpressionWrapper(readable, BooleanField())
    told = shown_agreements(agreements, narrowed).select_related("renews").prefetch_related("sources")
    return told.annotate(renews_is_shown=shown)


def shown_partners(partners, narrowed):
    """Return `partners` with what a list of them shows to the reader of a PartnerFilter."""
    return partners.with_activity(narrowed.user, narrowed.today)


def fetch_partners(partners, narrowed):
    """Return `partners` with what their columns tell the reader of a PartnerFilter."""
    return shown_partners(partners, narrowed).prefetch_related("sources")


PARTNER_LIST = Listing(
    model=Partner,
    filterset=PartnerFilter,
    dataset=PARTNER_DATASET,
    orders={
        "": Order(_("par nature"), PartnerQuerySet.by_group),
        "nom": Order(_("par nom"), alphabetical),
    },
    per_page=36,
    shown=shown_partners,
    fetched=fetch_partners,
)
AGREEMENT_LIST = Listing(
    model=Agreement,
    filterset=AgreementFilter,
    dataset=AGREEMENT_DATASET,
    orders={
        "": Order(_("récentes d’abord"), AgreementQuerySet.newest_first),
        "fin": Order(_("par fin"), AgreementQuerySet.by_end),
    },
    per_page=100,
    layout=_("registre"),
    shown=shown_agreements,
    fetched=fetch_agreements,
)
