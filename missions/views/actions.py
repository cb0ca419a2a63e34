"""Pages of actions, and their export."""

from django.shortcuts import redirect, render
from django.utils import timezone

from missions.exports import action_columns
from missions.filters import ActionFilter
from missions.models import Action
from records import addresses
from records.export import stream_csv
from records.facets import Pages

PER_PAGE = 20
# Rows read at once while a file is written.
CHUNK = 500


def action_list(request):
    """Show the actions, latest first, narrowed by what the reader asks."""
    narrowed = _narrowed(request)
    actions = narrowed.qs.for_listing().with_shown_roles(narrowed.user, narrowed.today).newest_first()
    page = Pages(actions, PER_PAGE, narrowed.total).get_page(request.GET.get("page"))
    return render(request, "missions/actions.html", {"filter": narrowed, "page": page})


def action_export(request):
    """Give the actions of the list, all pages of it, as a CSV file."""
    narrowed = _narrowed(request)
    actions = narrowed.qs.for_page(narrowed.user, narrowed.today).newest_first()
    columns = action_columns(request.build_absolute_uri)
    return stream_csv(columns, actions.iterator(chunk_size=CHUNK), "actions.csv")


def action_detail(request, slug):
    """Show an action and its place on the thread, from its axis to its evidence."""
    user, today = request.user, timezone.localdate()
    action = addresses.find(Action.objects.visible_to(user, today).for_page(user, today), slug)
    if action.slug != slug:
        return redirect(action, permanent=True)
    return render(request, "missions/action.html", {"action": action})


def _narrowed(request):
    user, today = request.user, timezone.localdate()
    return ActionFilter(request.GET, Action.objects.visible_to(user, today), user=user, today=today)
