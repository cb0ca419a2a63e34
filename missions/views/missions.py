"""Pages of missions."""

from django.shortcuts import redirect, render
from django.utils import timezone

from missions.filters import MissionFilter
from missions.mission_page import annotate_for_list, page_context
from missions.models import Mission, Rule
from records.listing.pages import Pages
from records.publication import addresses

MISSIONS_PER_PAGE = 50


def mission_list(request):
    """Show the missions by year, latest first, narrowed by what the reader asks."""
    user, today, book = request.user, timezone.localdate(), Rule.objects.book()
    narrowed = MissionFilter(request.GET, Mission.objects.visible_to(user, today), user=user, today=today, book=book)
    missions = narrowed.qs.for_listing(user, today).newest_first()
    page = Pages(missions, MISSIONS_PER_PAGE, narrowed.total).get_page(request.GET.get("page"))
    page.object_list = annotate_for_list(page.object_list, today, book)
    return render(request, "missions/list.html", {"filter": narrowed, "page": page})


def mission_detail(request, slug):
    """Show a mission: why, who, where, on what authority, at what cost, and what came of it."""
    user, today = request.user, timezone.localdate()
    mission = addresses.find(Mission.objects.visible_to(user, today).for_page(user, today), slug)
    if mission.slug != slug:
        return redirect(mission, permanent=True)
    return render(request, "missions/detail.html", page_context(mission, user, today))
