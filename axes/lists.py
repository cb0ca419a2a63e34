"""The lists of axes, of commitments, of indicators and of themes, without filters: each is short."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from axes.exports import AXIS_DATASET, COMMITMENT_DATASET, INDICATOR_DATASET, THEME_DATASET
from axes.models import Axis, Commitment, Indicator, Theme
from records.listing.filterset import FacetedFilterSet
from records.listing.listing import Listing, Order
from records.listing.orders import alphabetical

PER_PAGE = 100


def fetch_themes(themes, narrowed):
    """Return `themes` with the axes that the reader of a FacetedFilterSet may read, and their sources."""
    return themes.prefetch_related(Prefetch("axes", Axis.objects.visible_to(narrowed.user, narrowed.today)), "sources")


BY_RANK, BY_NAME = _("par rang"), _("par nom")


def _listing(dataset, model, order, fetched, readable=None):
    return Listing(
        model=model,
        filterset=FacetedFilterSet,
        dataset=dataset,
        orders={"": order},
        per_page=PER_PAGE,
        shown=fetched,
        fetched=fetched,
        readable=readable,
    )


AXIS_LIST = _listing(
    AXIS_DATASET,
    Axis,
    Order(BY_RANK, lambda axes: axes.order_by("vision", "position", "pk")),
    lambda axes, _narrowed: axes.prefetch_related("themes", "sources"),
)
COMMITMENT_LIST = _listing(
    COMMITMENT_DATASET,
    Commitment,
    Order(BY_RANK, lambda rows: rows.order_by("axis__position", "kind", "position", "pk")),
    lambda rows, _narrowed: rows.select_related("axis").prefetch_related("sources"),
)
INDICATOR_LIST = _listing(
    INDICATOR_DATASET,
    Indicator,
    Order(BY_RANK, lambda rows: rows.order_by("axis__position", "commitment__position", "pk")),
    lambda rows, _narrowed: rows.for_page().select_related("axis"),
)
THEME_LIST = _listing(
    THEME_DATASET, Theme, Order(BY_NAME, alphabetical), fetch_themes, lambda _user, _today: Theme.objects.all()
)
