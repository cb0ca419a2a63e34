"""Pages of missions."""

from django.shortcuts import get_object_or_404, render

from missions.lists import MISSION_LIST
from missions.mission_page import annotate_for_list, page_context
from missions.models import Mission
from records.publication.kept_pages import record_page


def mission_list(request):
    """Show the missions by year, latest first, narrowed by what the reader asks."""
    context = MISSION_LIST.page(request)
    narrowed, rows = context["filter"], context["page"].object_list
    # Read only if they are not kept.
    context["told"] = lambda: {"missions": annotate_for_list(rows, narrowed.today, narrowed.book)}
    return render(request, "missions/list.html", context)


def mission_detail(request, slug):
    """Show a mission: why, who, where, on what authority, at what cost, and what came of it."""
    return record_page(request, Mission, slug, "missions/detail.html", _told_of_mission)


def _told_of_mission(key, user, today):
    missions = Mission.objects.visible_to(user, today).for_page(user, today)
    return page_context(get_object_or_404(missions, pk=key), user, today)
