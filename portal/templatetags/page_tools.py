"""What a reader does with the page of a record: cite, share, print, follow it, see what changed, write about it."""

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.models.topic import topic_of
from portal.related import related_to
from portal.trail import trail_of
from records.publication.permanent_ids import permanent_id
from records.templatetags.typography import day, localized, plain

register = template.Library()


@register.inclusion_tag("_partials/page_tools.html")
def page_tools(request, record):
    """Show the tools of a record that is public; nothing for another, nor for one shown by a shared link.

    That page has no address to cite or to send, no file and no feed: nobody else reads it.
    """
    today = timezone.localdate()
    if not request or getattr(request, "shared", None) or not record.is_public(today):
        return {"record": None}
    address = request.build_absolute_uri(record.get_absolute_url())
    title, trail = plain(record), trail_of(record)
    updated_on = trail[0].on if trail else record.public_since()
    return {
        "record": record,
        "address": address,
        "trail": trail,
        "updated_on": updated_on,
        "citation": _cited(record, address, updated_on, today),
        "mail": _mailed(title, address),
        "title": title,
        "path": request.path,
        "related": related_to(record, today),
        "is_followed": topic_of(record) is not None,
    }


@register.simple_tag
def mailed(request, title, path):
    """Return the address that opens a message about the page of this `path`, in whatever one writes mail with."""
    return _mailed(title, request.build_absolute_uri(path))


def _mailed(title, address):
    return "mailto:?" + urlencode({"subject": title, "body": f"{title}\n{address}"}).replace("+", "%20")


def _cited(record, address, updated_on, today):
    """Return a record as it is cited: who says it, what, as of when, its lasting reference, where it was read."""
    words = _(
        "Ville de Québec, Relations internationales, «\u00a0%(title)s\u00a0», fiche mise à jour le %(updated)s, "
        "registre du %(day)s, %(reference)s, %(address)s."
    )
    said = {
        "title": localized(record),
        "updated": day(updated_on),
        "day": day(today),
        "reference": getattr(record, "reference", None) or permanent_id(record).urn,
        "address": address,
    }
    # Each part is escaped, or is already what a page shows.
    return mark_safe(escape(words) % {name: conditional_escape(part) for name, part in said.items()})  # noqa: S308
