"""What a page says to machines of what it says to people: the same words, never more (schema.org, Open Graph)."""

import json
import re
from html import unescape
from urllib.parse import urljoin

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from axes.templatetags.marks import FORMS
from records.publication.addresses import shown_at
from records.templatetags.typography import plain
from records.words.dates import DatePrecision, iso
from records.words.languages import FRENCH, tag_of

register = template.Library()

# Characters of a description that other sites show.
MAX_DESCRIPTION = 160
# What parts words in a source; the spaces that French keeps beside its signs stay.
BREAKS = re.compile(r"[ \t\r\n]+")
# What could end the element that holds the data, written so that it cannot.
SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(data):
    """Write a dict of schema.org as the element that machines read; nothing for an empty one."""
    if not data:
        return ""
    written = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(SAFE)
    # Nothing in it can end the element: < > & are escaped, and browsers do not run this type.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308


@register.simple_tag
def office(request):
    """Return the Organization that keeps the site, as its header names it."""
    return {
        "@type": "Organization",
        "name": gettext("Relations internationales"),
        "parentOrganization": {"@type": "Organization", "name": gettext("Ville de Québec")},
        "url": request.build_absolute_uri(reverse("portal:home")),
    }


@register.simple_tag
def crumbs(request, *path):
    """Return the BreadcrumbList of a path: label, address, label, address… as shown; the last address is the page's."""
    if not request:
        return {}
    steps = [(label, address) for label, address in zip(path[::2], path[1::2], strict=True) if label]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": _shown(label),
                "item": request.build_absolute_uri(address or shown_at(request).path),
            }
            for position, (label, address) in enumerate(steps, 1)
        ],
    }


@register.simple_tag
def event(request, mission):
    """Return the Event that a mission is, with what is known of it; nothing for one declined or without a date."""
    if mission.is_declined or not mission.starts_on or mission.date_precision == DatePrecision.PERIOD:
        return {}
    known = {
        "@type": "Event",
        "name": plain(mission, "title"),
        "startDate": iso(mission.starts_on, mission.date_precision),
        "endDate": iso(mission.ends_on, mission.date_precision),
        "description": plain(mission, "purpose"),
        "location": [{"@type": "Place", "name": plain(stop.place, "name")} for stop in mission.shown_stops],
        "url": request.build_absolute_uri(shown_at(request).path),
    }
    return {name: value for name, value in known.items() if value}


@register.simple_tag
def dataset_data(request, dataset, files, changed_on, licence):
    """Return the Dataset that an OpenDataset is; `files`: its DataFiles; `licence`: its address."""
    known = {
        "@type": "Dataset",
        "name": str(dataset.title),
        "description": str(dataset.about),
        "url": request.build_absolute_uri(shown_at(request).path),
        "license": licence,
        "creator": office(request),
        "isAccessibleForFree": True,
        "inLanguage": tag_of(get_language()),
        "dateModified": iso(changed_on),
        "variableMeasured": [column.header for column in dataset.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": file.form.media_type.partition(";")[0],
                "contentUrl": file.address,
                "contentSize": f"{file.size} B",
                "sha256": file.checksum,
            }
            for file in files
        ],
    }
    return {name: value for name, value in known.items() if value}


@register.simple_tag
def card(request, title, description="", axis=None):
    """Write what other sites show of a page: title, description (cut at a word), address, language and picture.

    `axis`: the Axis whose picture stands for the page.
    """
    said = Truncator(BREAKS.sub(" ", str(description)).strip()).chars(MAX_DESCRIPTION, truncate="…")
    address = request.build_absolute_uri(shown_at(request).path)
    properties = {
        "og:type": "website",
        "og:site_name": gettext("Relations internationales, Ville de Québec"),
        "og:title": title,
        "og:description": said,
        "og:url": address,
        "og:locale": tag_of(get_language()).replace("-", "_"),
        "og:image": urljoin(address, _picture(axis)),
    }
    lines = [format_html('<meta name="description" content="{}">', said)] if said else []
    lines += [format_html('<meta property="{}" content="{}">', *pair) for pair in properties.items() if pair[1]]
    return mark_safe("\n".join(lines))  # noqa: S308 - each line is escaped


def _picture(axis):
    """Return the address of the picture of an axis in the language spoken (docs/pictures.md).

    One that is not online, or that has no form of its own, is shown by the picture of the site.
    """
    shown = axis.slug if axis and axis.is_online and axis.slug in FORMS else "site"
    return static(f"img/cards/{shown}.{get_language() or FRENCH}.png")


def _shown(label):
    """Return what a label reads once shown: one marked as HTML holds tags and entities."""
    return unescape(strip_tags(label)) if hasattr(label, "__html__") else str(label)
