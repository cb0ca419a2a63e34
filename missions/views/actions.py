"""Pages of actions."""

from functools import cache

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from missions.lists import ACTION_LIST
from missions.models import Action
from missions.unpublished import unpublished_of_action
from records.publication.kept_pages import find_kept, kept_as


def action_list(request):
    """Show the actions, latest first, narrowed by what the reader asks."""
    return render(request, "missions/actions.html", ACTION_LIST.page(request))


def action_detail(request, slug):
    """Show an action and its place on the thread, from its axis to its evidence."""
    user, today = request.user, timezone.localdate()
    action = find_kept(Action, slug, user, today)
    if action.slug != slug:
        return redirect(action, permanent=True)

    @cache
    def told():
        """Give what the page says, read if it is not kept."""
        rows = Action.objects.visible_to(user, today).for_page(user, today)
        whole = get_object_or_404(rows, pk=action.pk)
        return {"action": whole, "unpublished": unpublished_of_action(whole)}

    return render(request, "missions/action.html", {"told": told, "kept_as": kept_as(request, action)})
