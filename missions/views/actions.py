"""Pages of actions."""

from django.shortcuts import redirect, render
from django.utils import timezone

from missions.lists import ACTION_LIST
from missions.models import Action
from missions.unpublished import unpublished_of_action
from records.publication import addresses


def action_list(request):
    """Show the actions, latest first, narrowed by what the reader asks."""
    return render(request, "missions/actions.html", ACTION_LIST.page(request))


def action_detail(request, slug):
    """Show an action and its place on the thread, from its axis to its evidence."""
    user, today = request.user, timezone.localdate()
    action = addresses.find(Action.objects.visible_to(user, today).for_page(user, today), slug)
    if action.slug != slug:
        return redirect(action, permanent=True)
    context = {"action": action, "unpublished": unpublished_of_action(action)}
    return render(request, "missions/action.html", context)
