"""Pages of actions."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone

from missions.exports import action_columns
from missions.filters import ActionFilter
from missions.models import Action
from records import addresses
from records.export import stream_csv

PER_PAGE = 20
EXPORTED_AT_ONCE = 1_000


def action_list(request):
    """Show the actions, narrowed by what the reader asks, with what each other choice would give."""
    narrowed = _narrowed(request)
    page = Paginator(narrowed.qs.for_listing().newest_first(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"filter": narrowed, "facets": narrowed.facets(), "chips": narrowed.chips(), "page": page}
    return render(request, "missions/actions.html", context)


def action_export(request):
    """Give the same actions as the page, all of them, as CSV."""
    rows = _narrowed(request).qs.for_page(request.user, timezone.localdate()).newest_first()
    columns = action_columns(request.build_absolute_uri)
    return stream_csv(columns, rows.iterator(chunk_size=EXPORTED_AT_ONCE), "actions.csv")


def action_detail(request, slug):
    """Show an action at its place on the thread, from its axis to its evidence."""
    user, today = request.user, timezone.localdate()
    action = addresses.find(Action.objects.visible_to(user, today).for_page(user, today), slug)
    if action.slug != slug:
        return redirect(action, permanent=True)
    mission = action.mission if action.mission and action.mission.is_visible_to(user, today) else None
    return render(request, "missions/action.html", {"action": action, "mission": mission})


def _narrowed(request):
    user, today = request.user, timezone.localdate()
    return ActionFilter(request.GET, Action.objects.visible_to(user, today), user=user, today=today)
