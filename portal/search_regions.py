"""The regions of the world that a search names, each with what the lists know of it."""

from django.urls import reverse

from missions.lists import ACTION_LIST, MISSION_LIST
from partners.lists import PARTNER_LIST
from portal.accountability.counted import list_query
from portal.accountability.years import Figure
from records.words.regions import regions_named

# What is counted of a region → the list that counts it, the route of its page.
LISTS_OF_REGION = {
    "partners": (PARTNER_LIST, "partners:list"),
    "missions": (MISSION_LIST, "missions:list"),
    "actions": (ACTION_LIST, "missions:actions"),
}


def regions_found(found):
    """Return, for each region that a Search names, (its name, {"partners", "missions", "actions": Figure}).

    What is nowhere on record is left out; a Figure leads to its list with `query`, here a whole address.
    """
    listed = {
        name: (listing.narrow_for({}, found.user, found.today).counting("region"), reverse(route))
        for name, (listing, route) in LISTS_OF_REGION.items()
    }
    told = [(region.name, _figures(region, listed)) for region in regions_named(found.asked.typed)]
    return [(name, figures) for name, figures in told if figures]


def _figures(region, listed):
    counted = {name: counts.number_of("region", region.slug) for name, (counts, _path) in listed.items()}
    query = list_query(region=region.slug)
    return {name: Figure(number, listed[name][1] + query) for name, number in counted.items() if number}
