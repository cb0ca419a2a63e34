"""Pages of missions."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone

from missions.mission_file import file_of, told_in_list
from missions.models import Mission
from records import addresses

PER_PAGE = 50


def mission_list(request):
    """Show the missions by year, latest first."""
    user, today = request.user, timezone.localdate()
    missions = Mission.objects.visible_to(user, today).for_listing(user, today).newest_first()
    page = Paginator(missions, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = told_in_list(page.object_list, today)
    return render(request, "missions/list.html", {"page": page})


def mission_detail(request, slug):
    """Show a mission: why, who, where, on what authority, at what cost, and what came of it."""
    user, today = request.user, timezone.localdate()
    mission = addresses.find(Mission.objects.visible_to(user, today).for_page(user, today), slug)
    if mission.slug != slug:
        return redirect(mission, permanent=True)
    return render(request, "missions/detail.html", file_of(mission, user, today))
