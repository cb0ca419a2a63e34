"""Pages of the Vision and its axes."""

from django.shortcuts import redirect, render
from django.utils import timezone

from axes.actors import attach_actors
from axes.models import Axis, Commitment, CommitmentKind, Theme, Vision, VisionItem, VisionItemKind
from records.charts.scales import stack
from records.listing.first_rows import FirstRows
from records.listing.pages import Pages, find_page
from records.listing.timeline import TimelineItem, latest_first
from records.publication import addresses
from records.publication.status import visible

ACTIONS_PER_PAGE, MISSIONS_SHOWN, RESULTS_SHOWN = 10, 5, 3


def vision_detail(request):
    """Show the Vision in force: what it says beside its axes, and its dates."""
    visions = Vision.objects.visible_to(request.user, timezone.localdate())
    return render(request, "axes/vision.html", _vision_context(request, visions.for_page().first()))


def former_vision(request, slug):
    """Show a vision that is no longer in force, and what replaced it; lead to the Vision's own page if it is."""
    visions = Vision.objects.visible_to(request.user, timezone.localdate())
    vision = addresses.find(visions.for_page(), slug)
    if vision.is_current or vision.slug != slug:
        return redirect(vision, permanent=not vision.is_current)
    context = {**_vision_context(request, vision), "current": visions.filter(is_current=True).first()}
    return render(request, "axes/former_vision.html", context)


def _vision_context(request, vision):
    user, today = request.user, timezone.localdate()
    items = list(vision.items.all()) if vision else []
    attach_actors([item for item in items if item.kind == VisionItemKind.APPROACH], user, today)
    statuses = Commitment.objects.visible_to(user, today).filter(axis__vision=vision, kind=CommitmentKind.STATUS)
    return {
        "vision": vision,
        "axes": Axis.objects.visible_to(user, today).filter(vision=vision).with_action_counts(user, today),
        "parts": _by_kind(items, VisionItemKind),
        "statuses": statuses.select_related("axis").with_action_counts(user, today) if vision else [],
        "former": Vision.objects.visible_to(user, today).exclude(pk=vision.pk).exclude(is_current=True)
        if vision
        else [],
    }


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
    commitments = _with_bars(axis.commitments.with_indicators(user, today), actions.states_by_commitment(today))
    context = {
        "axis": axis,
        "commitments": _by_kind(commitments, CommitmentKind),
        "results": actions.model.outcomes.rel.related_model.objects.best_of(actions)[:RESULTS_SHOWN],
        "page": page,
        "unknown": unknown,
        "timeline": [TimelineItem("action", each) for each in page],
        "missions": missions,
        "missions_timeline": latest_first(TimelineItem("mission", each) for each in missions),
        "partners": partners,
    }
    return render(request, "axes/detail.html", context)


def theme_detail(request, slug):
    """Show a theme: its axes, its partners, what was done and what it answers in the Vision."""
    user, today = request.user, timezone.localdate()
    theme = addresses.find(Theme.objects.prefetch_related("sources"), slug)
    if theme.slug != slug:
        return redirect(theme, permanent=True)
    actions = FirstRows(theme.actions.visible_to(user, today).for_listing(today).newest_first())
    missions = FirstRows(theme.missions.visible_to(user, today).newest_first())
    context = {
        "theme": theme,
        "axes": theme.axes.visible_to(user, today),
        "items": VisionItem.objects.filter(visible(Vision, user, today, "vision__"), themes=theme),
        "partners": FirstRows(theme.partners(user, today)),
        "timeline": _timeline(actions, missions),
        "actions": actions,
        "missions": missions,
    }
    return render(request, "axes/theme.html", context)


def _timeline(actions, missions):
    """Return what was done, the latest first (TimelineItems)."""
    return latest_first(
        [*(TimelineItem("action", each) for each in actions), *(TimelineItem("mission", each) for each in missions)]
    )


def _with_bars(commitments, states):
    """Return `commitments` (a list), each with its `states` and its `bar`: (Stretch, StateCount) pairs.

    `states`: {key of a commitment: StateCounts}.
    """
    commitments = list(commitments)
    numbers = {each.pk: [count.number for count in states.get(each.pk, [])] for each in commitments}
    most = max(map(sum, numbers.values()), default=0)
    for commitment in commitments:
        commitment.states = states.get(commitment.pk, [])
        commitment.bar = list(zip(stack(numbers[commitment.pk], most), commitment.states, strict=True))
    return commitments


def _by_kind(rows, kinds):
    """Return (kind, its rows) for each kind, in the order of `kinds`; a kind without rows keeps its place."""
    rows = list(rows)
    return [(kind, [row for row in rows if row.kind == kind]) for kind in kinds]
