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
from records.listing.plain_rows import CHUNK
from records.publication.status import visible


def shown_agreements(agreements, narrowed):
    """Return `agreements` with what a list of them shows to the reader of an AgreementFilter."""
    return agreements.for_listing(narrowed.user, narrowed.today)


def written_agreements(agreements, narrowed):
    """Return `agreements` with what their file tells; what one renews only if it may be read (`renews_is_shown`)."""
    readable = Q(renews__isnull=False) & visible(Agreement, narrowed.user, narrowed.today, "renews__")
    shown = ExpressionWrapper(readable, BooleanField())
    written = shown_agreements(agreements, narrowed).select_related("renews").prefetch_related("sources")
    return written.annotate(renews_is_shown=shown).iterator(chunk_size=CHUNK)


def shown_partners(partners, narrowed):
    """Return `partners` with what a list of them shows to the reader of a PartnerFilter."""
    return partners.with_activity(narrowed.user, narrowed.today)


def written_partners(partners, narrowed):
    """Return `partners` with what their file tells the reader of a PartnerFilter."""
    return shown_partners(partners, narrowed).prefetch_related("sources").iterator(chunk_size=CHUNK)


PARTNER_LIST = Listing(
    model=Partner,
    filterset=PartnerFilter,
    dataset=PARTNER_DATASET,
    orders={
        "": Order(_("par nature"), PartnerQuerySet.by_group),
        "nom": Order(_("par nom"), alphabetical),
    },
    per_page=40,
    shown=shown_partners,
    written=written_partners,
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
    shown=shown_agreements,
    written=written_agreements,
)
