"""French as Québec sets it: no-break spaces, guillemets, dates, amounts; and their English, on English pages.

Sources: Office québécois de la langue française, Banque de dépannage linguistique
(espacements 22039, date 21241, heure 1242).
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from django import template
from django.db.models import Model
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.publication.loaded import Loaded
from records.words import dates
from records.words.countries import country_name
from records.words.dates import NBSP
from records.words.languages import FRENCH, in_language, is_french, tag_of
from records.words.said import Said

register = template.Library()

UNKNOWN = _("inconnu")
OLDER_THAN_FRENCH = _("texte plus ancien que le français")
# Texts no longer than this are names.
NAME_LENGTH = 200
URL = re.compile(r"(https?://\S+)")
SPACING_RULES = [
    (re.compile(r'"([^"]*)"'), f"«{NBSP}\\1{NBSP}»"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«[ \u00a0]*"), f"«{NBSP}"),
    (re.compile(r"[ \u00a0]*»"), f"{NBSP}»"),
    (re.compile(r"[ \u00a0\u202f]+([;!?])"), r"\1"),
    (re.compile(r"[ \u00a0]*:(?=\s|$)"), f"{NBSP}:"),
    (re.compile(r"(?<=\d)[ \u00a0]*([%$])"), f"{NBSP}\\1"),
    (re.compile(r"(?<=\d) (?=(?:M|G)?\$|h\b|km\b)"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
    (re.compile(r"(?<=\d\u00a0h) (?=\d)"), NBSP),
    # One spelling of ordinals and of « no », whose letters `raised` raises.
    (re.compile(r"(?<=[\dIVX])ᵉʳ"), "er"),
    (re.compile(r"(?<=[\dIVX])ᵉ"), "e"),
    (re.compile(r"\b([Nn])[°ºᵒo][ \u00a0]*(?=\d)"), f"\\1o{NBSP}"),
]
# « 1er », « 16e », « XXIe », « no 14 », but not in an address nor in a code.
RAISED = re.compile(r"(?<![\w/.-])(?:(\d+|[IVX]+)(ers?|res?|es?)(?![\w/-])|([Nn])(o)(?=\u00a0\d))")


def set_in_french(text: object) -> str:
    """Return `text` with the spaces, quotation marks and apostrophes of French; addresses stay as they are."""
    text = str(text)
    return _set_name(text) if len(text) <= NAME_LENGTH else _set_text(text)


def _set_text(text: str) -> str:
    return "".join(part if URL.fullmatch(part) else _set(part) for part in URL.split(text))


# Names come back on every page: a process sets each once.
_set_name = lru_cache(maxsize=5000)(_set_text)


def _set(text: str) -> str:
    for pattern, replacement in SPACING_RULES:
        text = pattern.sub(replacement, text)
    return text


@register.filter
def qc(text: str | None) -> str:
    """Set a text as Québec French does; English is left as it is. `text`: a string; None gives nothing."""
    if text is None:
        return ""
    return set_in_french(text) if is_french() else text


@register.filter
def plain(record: Loaded, name: str = "") -> str:
    """Give a text of a record in the language of the page, or else in French, without markup.

    `name`: the field; without it, the one that names the record.
    """
    text, in_french = in_language(record, name or record.search_fields[0])
    return set_in_french(text) if in_french else text


@register.filter
def localized(record: Loaded, name: str = "") -> str:
    """Give a text of a record as `plain` does; French on a page in another language is marked as such."""
    name = name or record.search_fields[0]
    text, in_french = in_language(record, name)
    if is_outdated(record, name):
        return format_html('{} <small class="quiet">({})</small>', text, OLDER_THAN_FRENCH)
    if not in_french or not text:
        return text
    said = raised(set_in_french(text))
    return said if is_french() else format_html('<span lang="{}">{}</span>', tag_of(FRENCH), said)


def is_outdated(record: Model, name: str) -> bool:
    """Whether the page speaks English and the English of the field `name` of `record` is older than its French."""
    return not is_french() and name in getattr(record, "outdated_english", "").split()


@register.filter
def localized_lines(record: Loaded, name: str) -> str:
    """Give the lines of a text of a record one after the other, as `localized` does."""
    text, in_french = in_language(record, name)
    said = "; ".join(line for line in text.splitlines() if line)
    if not in_french or not said:
        return said
    said = raised(set_in_french(said))
    return said if is_french() else format_html('<span lang="{}">{}</span>', tag_of(FRENCH), said)


@register.filter
def number(value: int | float | Decimal | str | None) -> Said:
    """Write a number: « 1 234 », « 3,5 », « inconnu » for None; “1,234” in English."""
    if value is None or value == "":
        return UNKNOWN
    written = f"{value:,}"
    return written.replace(",", NBSP).replace(".", ",") if is_french() else written


@register.filter
def money(value: int | Decimal | str | None) -> Said:
    """Write an amount in Canadian dollars: « 12 979 $ », « 3,50 $ », « inconnu » for None."""
    if value is None or value == "":
        return UNKNOWN
    amount = Decimal(value).quantize(Decimal("0.01"))
    written = number(int(amount) if amount == amount.to_integral() else amount)
    return gettext("{amount}\u00a0$").format(amount=written)


@register.filter
def unknown(value: object) -> object:
    """Say « inconnu » of what is not known (None or empty)."""
    return UNKNOWN if value is None or value == "" else value


@register.filter
def country(code: str | None) -> Said:
    """Name a country from its code; « inconnu » if none."""
    return country_name(code) if code else UNKNOWN


@register.filter
def day(date: dt.date | None) -> SafeString:
    """Say a date: « 1er mars 2026 » (with the letters raised), « date inconnue » for None."""
    return raised(dates.in_words(date))


@register.filter("iso")
def iso_or_unknown(date: dt.date | None) -> Said:
    """Write a date for a table: « 2026-03-01 »; « inconnu » for None."""
    return dates.iso(date) or UNKNOWN


@register.filter
def hour(time: dt.time | None) -> Said:
    """Say a time of day: « 14 h 30 »."""
    return dates.time_in_words(time) if time else UNKNOWN


@register.simple_tag
def time_tag(date: dt.date | None, precision: str = dates.DatePrecision.DAY) -> str:
    """Say a date in a <time> element a machine can read too."""
    if date is None:
        return dates.in_words(None)
    return format_html(
        '<time datetime="{}">{}</time>', dates.iso(date, precision), raised(dates.in_words(date, precision))
    )


@register.simple_tag
def span_tag(
    start: dt.date | None,
    end: dt.date | None,
    precision: str = dates.DatePrecision.DAY,
    within: str = "",
    open_ended: bool = False,
) -> str:
    """Say a period, in a <time> element when it starts at a known date."""
    said = raised(dates.span_in_words(start, end, precision, within=within, open_ended=open_ended))
    if start is None:
        return said
    if precision == dates.DatePrecision.PERIOD:
        # The dates within brackets go to the next line whole.
        return mark_safe(said.replace("(", '<span class="dated">(', 1).replace(")", ")</span>", 1))  # noqa: S308
    return format_html('<time datetime="{}">{}</time>', dates.iso(start, precision), said)


@register.simple_tag(name="span_iso")
def span_iso_or_unknown(start: dt.date | None, end: dt.date | None, precision: str = dates.DatePrecision.DAY) -> Said:
    """Write a period for a table: « 2022-11-11 – 2022-11-19 »; « inconnu » without a start."""
    return dates.span_iso(start, end, precision) or UNKNOWN


@register.filter
def raised(said: str) -> SafeString:
    """Give a text as HTML, the letters of « 1er », « 16e » and « no 14 » raised."""
    return mark_safe(RAISED.sub(_raise, conditional_escape(said)))  # noqa: S308


def _raise(found: re.Match[str]) -> str:
    before, letters = (found[1], found[2]) if found[1] else (found[3], found[4])
    return f"{before}<sup>{letters}</sup>"
