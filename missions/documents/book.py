"""The briefing book of a mission: why, what for, with whom, on what authority."""

from axes.models import VisionItem, VisionItemKind
from missions.authorization import requirement_as_saved
from missions.costs import read_costs_of
from missions.documents.briefs import briefs_of
from missions.documents.programme import programme_of
from missions.models import Rule


def book_of(mission, user, today):
    """Return what the template of the book tells of a mission fetched with `for_documents()` (a dict).

    `user`: who asks, for the contacts; `today`: a date, for the state of the agreements.
    """
    for cost in mission.costs.all():
        cost.cited = list(cost.sources.all())
    ceiling_items, items_sum = list(mission.ceiling_items.all()), mission.ceiling_items_sum
    return {
        "mission": mission,
        "today": today,
        "programme": programme_of(mission),
        "sheets": briefs_of(mission, user, today),
        "criteria": criteria_of(mission),
        "requirement": requirement_as_saved(mission, today),
        "costs": read_costs_of(mission, today, Rule.objects.book()),
        "ceiling_items": ceiling_items,
        "items_sum": items_sum,
        "items_differ": bool(ceiling_items) and mission.ceiling is not None and items_sum != mission.ceiling,
    }


def criteria_of(mission):
    """Return (criterion, its check or None) for each criterion of the current Vision, and any other one checked."""
    checks = {check.criterion_id: check for check in mission.criteria.all()}
    current = VisionItem.objects.filter(kind=VisionItemKind.CRITERION, vision__is_current=True)
    criteria = {item.pk: item for item in current.order_by("position", "pk")}
    criteria |= {key: check.criterion for key, check in checks.items() if key not in criteria}
    return [(item, checks.get(key)) for key, item in criteria.items()]
