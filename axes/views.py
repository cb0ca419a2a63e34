"""Pages of the Vision and its axes."""

from itertools import accumulate

from django.shortcuts import redirect, render
from django.utils import timezone

from axes.models import Axis, CommitmentKind, Vision, VisionItemKind
from records.listing.first_rows import FirstRows
from records.listing.pages import Pages, find_page
from records.listing.timeline import TimelineItem, latest_first
from records.publication import addresses

ACTIONS_PER_PAGE, MISSIONS_SHOWN, RESULTS_SHOWN = 10, 5, 3


def vision_detail(request):
    """Show the Vision: what it says beside its axes, and its dates."""
    today = timezone.localdate()
    vision = Vision.objects.visible_to(request.user, today).for_page().first()
    axes = Axis.objects.visible_to(request.user, today).filter(vision=vision).with_action_counts(request.user, today)
    items = vision.items.all() if vision else []
    context = {"vision": vision, "axes": axes, "parts": _by_kind(items, VisionItemKind)}
    return render(request, "axes/vision.html", context)


def axis_detail(request, slug):
    """Show an axis: what the city promises under it, what came of it, and what was done, ten actions at a time."""
    user, today = request.user, timezone.localdate()
    axes = Axis.objects.visible_to(user, today).with_action_counts(user, today).for_page()
    axis = addresses.find(axes, slug)
    if axis.slug != slug:
        return redirect(axis, permanent=True)
    actions = axis.actions.visible_to(user, today)
    listed = actions.for_listing(today).newest_first()
    page, unknown = find_page(Pages(listed, ACTIONS_PER_PAGE, axis.action_count), request.GET.get("page"))
    missions = FirstRows(axis.missions.visible_to(user, today).newest_first(), MISSIONS_SHOWN)
    partners = FirstRows(axis.partners(user, today).by_group())
    commitments = _with_bars(axis.commitments.all(), actions.states_by_commitment(today))
    context = {
        "axis": axis,
        "commitments": _by_kind(commitments, CommitmentKind),
        "most": max((sum(each.number for each in row.states) for row in commitments), default=0),
        "results": actions.model.outcomes.rel.related_model.objects.best_of(actions)[:RESULTS_SHOWN],
        "page": page,
        "unknown": unknown,
        "timeline": [TimelineItem("action", each) for each in page],
        "missions": missions,
        "missions_timeline": latest_first(TimelineItem("mission", each) for each in missions),
        "partners": partners,
    }
    return render(request, "axes/detail.html", context)


def _with_bars(commitments, states):
    """Return `commitments` (a list), each with its `states` and its `bar`: (where it begins, StateCount) pairs.

    `states`: {key of a commitment: StateCounts}.
    """
    commitments = list(commitments)
    for commitment in commitments:
        commitment.states = states.get(commitment.pk, [])
        begins = accumulate((each.number for each in commitment.states), initial=0)
        commitment.bar = list(zip(begins, commitment.states, strict=False))
    return commitments


def _by_kind(rows, kinds):
    """Return (kind, its rows) for each kind, in the order of `kinds`; a kind without rows keeps its place."""
    rows = list(rows)
    return [(kind, [row for row in rows if row.kind == kind]) for kind in kinds]
