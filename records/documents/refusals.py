"""Why a file is refused, in words: each says what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from records.words.said import Said

# Bytes: what a report with its pictures weighs at most.
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 50_000_000

EMPTY = _("Ce fichier est vide.")
TOO_HEAVY = _("Ce fichier dépasse 25\u00a0Mo\u00a0: allégez-le, ou donnez une adresse.")
PATH_IN_NAME = _("Le nom de ce fichier contient un chemin\u00a0: renommez-le, puis déposez-le de nouveau.")
UNKNOWN_TYPE = _(
    "Ce fichier n’est d’aucune des sortes acceptées\u00a0: PDF, ODT, DOCX, ODS, XLSX, CSV, JPEG, PNG ou WebP. "
    "Son contenu le dit, pas son nom."
)
SVG = _("Une image SVG peut contenir un programme\u00a0: enregistrez-la en PNG.")
TWO_TYPES = _("Ce fichier se lit de deux façons à la fois\u00a0: exportez de nouveau le document d’origine.")
BROKEN = _("Ce fichier est abîmé ou incomplet\u00a0: ouvrez l’original et enregistrez-le de nouveau.")
EXPANDS = _("Ce fichier devient démesuré une fois ouvert\u00a0: il n’est pas gardé.")
MACROS = _("Ce document contient des macros\u00a0: enregistrez-le sans elles, ou en PDF.")
LOCKED = _("Ce document est protégé par un mot de passe\u00a0: enregistrez-le sans.")
TOO_MANY_PIXELS = _("Cette image dépasse 50 millions de pixels\u00a0: réduisez-la.")


class RefusedFileError(ValidationError):
    """A file that is not taken; its message says why."""

    def __init__(self, words: Said) -> None:
        super().__init__(words, code="refused")
