"""Pages of the Vision and its axes."""

from django.shortcuts import redirect, render
from django.utils import timezone

from axes.models import Axis, CommitmentKind, Vision, VisionItemKind
from records.listing.first_rows import FirstRows
from records.listing.timeline import TimelineItem, latest_first
from records.publication import addresses


def vision_detail(request):
    """Show the Vision: what it says beside its axes, and its dates."""
    today = timezone.localdate()
    vision = Vision.objects.visible_to(request.user, today).for_page().first()
    axes = Axis.objects.visible_to(request.user, today).filter(vision=vision).with_action_counts(request.user, today)
    items = vision.items.all() if vision else []
    context = {"vision": vision, "axes": axes, "parts": _by_kind(items, VisionItemKind)}
    return render(request, "axes/vision.html", context)


def axis_detail(request, slug):
    """Show an axis: what the city promises under it, and what was done."""
    user, today = request.user, timezone.localdate()
    axes = Axis.objects.visible_to(user, today).with_action_counts(user, today).for_page()
    axis = addresses.find(axes, slug)
    if axis.slug != slug:
        return redirect(axis, permanent=True)
    commitments = axis.commitments.with_actions(user, today)
    states = axis.actions.visible_to(user, today).states_by_commitment(today)
    for commitment in commitments:
        commitment.states = states.get(commitment.pk, [])
    actions = FirstRows(axis.actions.visible_to(user, today).for_listing(today).newest_first())
    missions = FirstRows(axis.missions.visible_to(user, today).newest_first())
    context = {
        "axis": axis,
        "commitments": _by_kind(commitments, CommitmentKind),
        "timeline": latest_first(
            [*(TimelineItem("action", each) for each in actions), *(TimelineItem("mission", each) for each in missions)]
        ),
        "partners": FirstRows(axis.partners(user, today)),
        "missions": missions,
    }
    return render(request, "axes/detail.html", context)


def _by_kind(rows, kinds):
    """Return (kind, its rows) for each kind, in the order of `kinds`; a kind without rows keeps its place."""
    rows = list(rows)
    return [(kind, [row for row in rows if row.kind == kind]) for kind in kinds]
