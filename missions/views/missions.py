"""Pages of missions."""

from django.shortcuts import redirect, render
from django.utils import timezone

from missions.costs import declared, read_together
from missions.filters import MissionFilter
from missions.models import Mission, Rule
from missions.reports import clock_of
from missions.route import way_of
from records import addresses
from records.excerpts import Excerpt
from records.facets import Pages

PER_PAGE = 50


def mission_list(request):
    """Show the missions by year, latest first, narrowed by what the reader asks."""
    user, today, book = request.user, timezone.localdate(), Rule.objects.book()
    narrowed = MissionFilter(request.GET, Mission.objects.visible_to(user, today), user=user, today=today, book=book)
    missions = narrowed.qs.for_listing(user, today).newest_first()
    page = Pages(missions, PER_PAGE, narrowed.total).get_page(request.GET.get("page"))
    for mission in page.object_list:
        mission.clock = clock_of(mission, today, book)
        mission.declared = declared(mission.costs.all())
    return render(request, "missions/list.html", {"filter": narrowed, "page": page})


def mission_detail(request, slug):
    """Show a mission: why, who, where, on what authority, at what cost, and what came of it."""
    user, today = request.user, timezone.localdate()
    mission = addresses.find(Mission.objects.visible_to(user, today).for_page(user, today), slug)
    if mission.slug != slug:
        return redirect(mission, permanent=True)
    book = Rule.objects.book()
    context = {
        "mission": mission,
        "way": None if mission.is_declined else way_of(mission.shown_stops),
        "sources": mission.gather_sources(),
        "actions": Excerpt(mission.actions.visible_to(user, today).for_listing().newest_first()),
        "clock": clock_of(mission, today, book),
        **read_together(mission.costs.all(), book.in_force(mission.sorts_on)),
    }
    return render(request, "missions/detail.html", context)
