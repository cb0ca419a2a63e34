"""What the page of a mission and the list of missions say to a reader on a day, recorded or computed."""

from django.utils.translation import gettext_lazy as _

from missions.authorization import Requirement, requirement_of
from missions.carbon import total_emission
from missions.costs import read_costs_of
from missions.models import Rule
from missions.report_status import report_status
from missions.route import way_of
from missions.unpublished import unpublished_of
from records.listing.first_rows import FirstRows

# Why an authorization is required or not, where what the reader may see does not tell.
ON_FILE = _("D’après l’ensemble du dossier, dont une part n’est pas encore publique.")


def page_context(mission, user, today):
    """Return what the page of `mission`, fetched with `for_page()`, says to `user` on `today` (a date): a dict."""
    book = Rule.objects.book()
    sources = mission.gather_sources()
    costs = read_costs_of(mission, today, book)
    hidden = mission.hides_movements(today)
    shown = not hidden or user.has_perm("missions.view_mission")
    return {
        "mission": mission,
        "way": None if mission.is_declined else way_of(mission.shown_stops),
        "sources": sources,
        "actions": FirstRows(mission.actions.visible_to(user, today).for_listing(today).newest_first()),
        "report_status": report_status(mission, today, book),
        "requirement": readable_requirement(mission, today, book),
        "costs": costs,
        "unpublished": unpublished_of(mission, costs),
        "embargo": mission.embargo_until if mission.is_under_embargo(today) else None,
        "movements_hidden": hidden,
        "movements_shown": shown,
        "meetings": mission.meetings.all() if shown else by_position(mission.meetings.all()),
        "carbon": total_emission(mission.legs.all()) if shown and not mission.is_declined else None,
    }


def annotate_for_list(missions, today, book):
    """Give each of `missions`, fetched with `for_listing()`, what a list says of it on `today` (a date); return them.

    `book`: a RuleBook. Each has then its `report_status`, its `cost_reading` and whether it `is_embargoed`.
    """
    for mission in missions:
        mission.report_status = report_status(mission, today, book)
        mission.cost_reading = read_costs_of(mission, today, book)
        mission.is_embargoed = mission.is_under_embargo(today)
    return missions


def readable_requirement(mission, today, book):
    """Return the Requirement of a mission fetched with `for_page()`, by what the reader sees of it.

    What the bureau stored prevails: part of what decided it may not be public yet.
    """
    requirement = requirement_of(
        mission,
        places=[stop.place for stop in mission.shown_stops],
        costs=mission.costs.all(),
        ceiling_items=mission.ceiling_items.all(),
        book=book,
        today=today,
    )
    stored = mission.authorization_required
    return requirement if stored in (None, requirement.is_required) else Requirement(stored, ON_FILE)


def by_position(rows):
    """Return rows in the order of their rank, which tells nothing of their hour (a list)."""
    return sorted(rows, key=lambda row: (row.position, row.pk))
