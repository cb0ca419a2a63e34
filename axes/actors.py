"""Who the lines of approach of the Vision name: partners of the register, known by their name or their acronym."""

import re

from axes.models import Axis
from records.words.normalizing import words


def attach_actors(items, user, today):
    """Give each of `items` (VisionItems) its `actors`: the partners it names that `user` may read on `today`."""
    items = list(items)
    partners = Axis.actions.rel.related_model.lead_partner.field.related_model.objects
    known = list(partners.visible_to(user, today).order_by("search_text", "pk")) if items else []
    for item in items:
        item.actors = [partner for partner in known if _names(item.text, partner)]
    return items


def _names(text, partner):
    """Say whether `text` holds the acronym of `partner`, in capitals, or its whole name, whatever its accents."""
    if partner.acronym and re.search(rf"\b{re.escape(partner.acronym)}\b", text):
        return True
    # Elided articles are left out of both: « le Conseil de l’Europe » names it.
    name = " ".join(words(partner.name))
    return bool(name) and f" {name} " in f" {' '.join(words(text))} "
