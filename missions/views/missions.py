"""Pages of missions."""

from functools import cache

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from missions.lists import MISSION_LIST
from missions.mission_page import annotate_for_list, page_context
from missions.models import Mission
from records.publication.kept_pages import find_kept, kept_as


def mission_list(request):
    """Show the missions by year, latest first, narrowed by what the reader asks."""
    context = MISSION_LIST.page(request)
    narrowed, rows = context["filter"], context["page"].object_list
    # Read only if they are not kept.
    context["told"] = lambda: {"missions": annotate_for_list(rows, narrowed.today, narrowed.book)}
    return render(request, "missions/list.html", context)


def mission_detail(request, slug):
    """Show a mission: why, who, where, on what authority, at what cost, and what came of it."""
    user, today = request.user, timezone.localdate()
    mission = find_kept(Mission, slug, user, today)
    if mission.slug != slug:
        return redirect(mission, permanent=True)

    @cache
    def told():
        """Give what the page says, read if it is not kept."""
        rows = Mission.objects.visible_to(user, today).for_page(user, today)
        return page_context(get_object_or_404(rows, pk=mission.pk), user, today)

    return render(request, "missions/detail.html", {"told": told, "kept_as": kept_as(request, mission)})
