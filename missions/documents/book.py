"""The briefing book of a mission: why, what for, with whom, on what authority."""

from django.template.loader import render_to_string

from axes.models import VisionItem, VisionItemKind
from missions.authorization import requirement_as_saved
from missions.costs import read_costs_of
from missions.documents.briefs import briefs_of, say_absent_once
from missions.documents.programme import programme_of
from missions.documents.unknowns import unknowns_of_reasons
from missions.documents.way_on_paper import way_on_paper
from missions.models import Rule
from records.papers.pdf import DOCUMENT_STYLES, write_pdf

STYLES_OF_BOOK = (*DOCUMENT_STYLES, "css/book.css")


def book_of(mission, user, today):
    """Return what the template of the book tells of a mission fetched with `for_documents()` (a dict).

    `user`: who asks, for the contacts; `today`: a date, for the state of the agreements.
    """
    for cost in mission.costs.all():
        cost.cited = list(cost.sources.all())
    sheets, absent = say_absent_once(briefs_of(mission, user, today))
    criteria = criteria_of(mission)
    pictures = [each for each in mission.documents.all() if each.is_picture]
    ceiling_items, items_sum = list(mission.ceiling_items.all()), mission.ceiling_items_sum
    return {
        "mission": mission,
        "today": today,
        "unknowns": unknowns_of_reasons(mission),
        "programme": programme_of(mission),
        "way": way_on_paper(mission.stops.all()) if mission.is_out else None,
        "cover_pictures": pictures[:1],
        "pictures": pictures[1:],
        "sheets": sheets,
        "absent": absent,
        "contacts_hidden": any(sheet.contacts is None for sheet in sheets),
        "criteria": criteria,
        "any_checked": any(check for _criterion, check in criteria),
        "requirement": requirement_as_saved(mission, today),
        "costs": read_costs_of(mission, today, Rule.objects.book()),
        "ceiling_items": ceiling_items,
        "items_sum": items_sum,
        "items_differ": bool(ceiling_items) and mission.ceiling is not None and items_sum != mission.ceiling,
    }


def write_book(told, user, address):
    """Return the book as a PDF (bytes). `told`: what `book_of` gathers; `user`: who reads it, at `address`."""
    html = render_to_string("admin/document_book.html", {**told, "on_paper": True, "address": address})
    return write_pdf(html, STYLES_OF_BOOK, reader=user)


def criteria_of(mission):
    """Return (criterion, its check or None) for each criterion of the current Vision, and any other one checked."""
    checks = {check.criterion_id: check for check in mission.criteria.all()}
    current = VisionItem.objects.filter(kind=VisionItemKind.CRITERION, vision__is_current=True)
    criteria = {item.pk: item for item in current.order_by("position", "pk")}
    criteria |= {key: check.criterion for key, check in checks.items() if key not in criteria}
    return [(item, checks.get(key)) for key, item in criteria.items()]
