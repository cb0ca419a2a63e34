"""The lists of missions, of actions, of results and of priorities, each as a page and as files."""

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from missions.exports import ACTION_DATASET, MISSION_DATASET
from missions.filters import ActionFilter, MissionFilter, OutcomeFilter
from missions.models import Action, ActionPartner, Mission, MissionPartner, Outcome, Priority
from missions.models.action import ActionQuerySet
from missions.models.mission_queries import MissionQuerySet
from missions.models.outcome import OutcomeQuerySet
from missions.outcome_exports import OUTCOME_DATASET
from missions.priority_exports import PRIORITY_DATASET
from missions.report_status import status_expression
from partners.models import Partner
from records.listing.filterset import FacetedFilterSet
from records.listing.listing import Listing, Order
from records.listing.orders import alphabetical, oldest_first
from records.listing.plain_rows import PlainRows, Tied, tied_by
from records.publication.status import visible


def fetch_missions(missions, narrowed):
    """Return `missions` with what their columns tell the reader of a MissionFilter on its day.

    Each knows its `report_state`, and whether its report may be read (`report_is_out`).
    """
    user, today = narrowed.user, narrowed.today
    roles = MissionPartner.objects.filter(visible(Partner, user, today, "partner__")).select_related("partner")
    is_out = ExpressionWrapper(
        Q(report__published_on__isnull=False) & Q(report__published_on__lte=today), BooleanField()
    )
    told = missions.for_listing(user, today).prefetch_related(
        "themes", "sources", Prefetch("roles", roles, to_attr="shown_roles")
    )
    return told.annotate(report_is_out=is_out, report_state=status_expression(today, narrowed.book))


def shown_actions(actions, narrowed):
    """Return `actions` with what a list of them shows to the reader of an ActionFilter: what came of each too."""
    told = actions.for_listing(narrowed.today).with_shown_roles(narrowed.user, narrowed.today)
    return told.prefetch_related("outcomes")


def written_actions(actions, narrowed):
    """Return `actions`, read plainly, with what their file tells the reader of an ActionFilter on its day."""
    user, today = narrowed.user, narrowed.today
    readable = Q(mission__isnull=False) & visible(Mission, user, today, "mission__")
    shown = ExpressionWrapper(readable, BooleanField())
    roles = ActionPartner.objects.filter(visible(Partner, user, today, "partner__"))
    return PlainRows(
        actions.with_state(today).annotate(mission_is_shown=shown),
        joined=["axis", "commitment", "lead_partner", "mission"],
        tied={
            **{name: tied_by(Action, name) for name in ("themes", "services", "sources")},
            "outcomes": Tied(Outcome.objects.all(), "action", told=("text", "text_en")),
            "shown_roles": Tied(roles, "action", told=("partner",), joined=("partner",)),
        },
    )


MISSION_LIST = Listing(
    model=Mission,
    filterset=MissionFilter,
    dataset=MISSION_DATASET,
    orders={
        "": Order(_("récentes d’abord"), MissionQuerySet.newest_first),
        "ancien": Order(_("anciennes d’abord"), oldest_first),
        "titre": Order(_("par titre"), alphabetical),
    },
    per_page=50,
    shown=lambda missions, narrowed: missions.for_listing(narrowed.user, narrowed.today).prefetch_related("outcomes"),
    fetched=fetch_missions,
)
ACTION_LIST = Listing(
    model=Action,
    filterset=ActionFilter,
    dataset=ACTION_DATASET,
    orders={
        "": Order(_("récentes d’abord"), ActionQuerySet.newest_first),
        "ancien": Order(_("anciennes d’abord"), oldest_first),
        "titre": Order(_("par titre"), alphabetical),
    },
    per_page=20,
    shown=shown_actions,
    fetched=lambda actions, narrowed: actions.for_page(narrowed.user, narrowed.today),
    written=written_actions,
    layout=_("cartes"),
    card="missions/_action_card.html",
)
OUTCOME_LIST = Listing(
    model=Outcome,
    filterset=OutcomeFilter,
    dataset=OUTCOME_DATASET,
    orders={"": Order(_("récents d’abord"), OutcomeQuerySet.newest_first)},
    per_page=20,
    shown=lambda outcomes, narrowed: outcomes.for_listing(narrowed.user, narrowed.today),
    fetched=lambda outcomes, narrowed: outcomes.for_listing(narrowed.user, narrowed.today).with_sources(),
)
PRIORITY_LIST = Listing(
    model=Priority,
    filterset=FacetedFilterSet,
    dataset=PRIORITY_DATASET,
    orders={"": Order(_("par rang"), lambda rows: rows.order_by("axis__position", "kind", "position", "pk"))},
    per_page=100,
    shown=lambda priorities, narrowed: priorities.for_page(narrowed.user, narrowed.today),
    fetched=lambda priorities, narrowed: priorities.for_page(narrowed.user, narrowed.today),
)
