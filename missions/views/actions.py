"""Pages of actions."""

from django.shortcuts import get_object_or_404, render

from missions.lists import ACTION_LIST
from missions.models import Action
from missions.unpublished import unpublished_of_action
from records.publication.kept_pages import record_page


def action_list(request):
    """Show the actions, latest first, narrowed by what the reader asks."""
    return render(request, "missions/actions.html", ACTION_LIST.page(request))


def action_detail(request, slug):
    """Show an action and its place on the thread, from its axis to its evidence."""
    return record_page(request, Action, slug, "missions/action.html", _told_of_action)


def _told_of_action(key, user, today):
    action = get_object_or_404(Action.objects.visible_to(user, today).for_page(user, today), pk=key)
    return {"action": action, "unpublished": unpublished_of_action(action)}
