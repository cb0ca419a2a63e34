"""Characters nobody sees: controls, zero-width and bidirectional marks, and letters written in two ways."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Controls and line ends; marks without width or that turn the direction; what is no character at all.
CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029"
MARKS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
LINE_ENDS = "\r\n"
UNSEEN = re.compile(f"[{CONTROLS}{MARKS}{NO_CHARACTERS}]")
UNSEEN_BUT_LINE_ENDS = re.compile(f"(?![{LINE_ENDS}]){UNSEEN.pattern}")
IS_CONTROL = re.compile(f"[{CONTROLS}]").fullmatch

INVISIBLE = gettext_lazy("caractère invisible\u00a0: %(name)s (U+%(code)s)")
CHARACTER_NAMES = {
    "\0": gettext_lazy("nul"),
    "\t": gettext_lazy("tabulation"),
    "\n": gettext_lazy("saut de ligne"),
    "\v": gettext_lazy("tabulation verticale"),
    "\f": gettext_lazy("saut de page"),
    "\r": gettext_lazy("retour de chariot"),
    "\x1b": gettext_lazy("échappement"),
    "\u00ad": gettext_lazy("trait d’union conditionnel"),
    "\u061c": gettext_lazy("marque de lettre arabe"),
    "\u200b": gettext_lazy("espace sans chasse"),
    "\u200c": gettext_lazy("antiliant sans chasse"),
    "\u200d": gettext_lazy("liant sans chasse"),
    "\u200e": gettext_lazy("marque gauche-à-droite"),
    "\u200f": gettext_lazy("marque droite-à-gauche"),
    "\u2028": gettext_lazy("séparateur de lignes"),
    "\u2029": gettext_lazy("séparateur de paragraphes"),
    "\u202a": gettext_lazy("enchâssement gauche-à-droite"),
    "\u202b": gettext_lazy("enchâssement droite-à-gauche"),
    "\u202c": gettext_lazy("fin de mise en forme directionnelle"),
    "\u202d": gettext_lazy("forçage gauche-à-droite"),
    "\u202e": gettext_lazy("forçage droite-à-gauche"),
    "\u2060": gettext_lazy("gluon de mots"),
    "\ufeff": gettext_lazy("espace insécable sans chasse"),
}


def compose(text: str) -> str:
    """Return `text` with each letter written in one way (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def clean(text: str, *, is_multiline: bool = False) -> str:
    """Return `text` composed, each control a space, the other unseen characters left out, stripped.

    Where it is multiline, its line ends stay.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    unseen, text = (UNSEEN_BUT_LINE_ENDS, text) if is_multiline else (UNSEEN, text.replace("\r\n", "\n"))
    return compose(unseen.sub(lambda found: " " if IS_CONTROL(found[0]) else "", text)).strip()


def unseen_in(text: str, *, is_multiline: bool = False) -> str:
    """Return the first character of `text` that nobody sees; an empty string if there is none."""
    found = (UNSEEN_BUT_LINE_ENDS if is_multiline else UNSEEN).search(text)
    return found[0] if found else ""


def named(character: str) -> str:
    """Return the words that name an unseen character."""
    kind = _("caractère de commande") if IS_CONTROL(character) else _("marque")
    return INVISIBLE % {"name": CHARACTER_NAMES.get(character, kind), "code": f"{ord(character):04X}"}


def shown(text: str) -> str:
    """Return `text` with each unseen character, except line ends, replaced by its code in brackets."""
    return UNSEEN_BUT_LINE_ENDS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
