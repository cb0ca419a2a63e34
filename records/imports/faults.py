"""The faults of the files of the register, and their messages."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from records.words.cleaning import shown
from records.words.said import Said

MAX_VALUE_SHOWN = 80
# Faults of one cause told one by one; of more, how many are shown.
MAX_OF_ONE_CAUSE, SHOWN_OF_ONE_CAUSE = 10, 3
OF_ONE_CAUSE = _("%(file)s: %(place)s: %(reason)s – %(count)s lignes, dont les premières\u00a0:")

# What a fault is about when it is not about a column.
FILE, HEADER, LINE = _("fichier"), _("en-tête"), _("ligne")

FILE_MISSING = _("fichier absent")
FILE_UNREADABLE = _("fichier impossible à ouvrir")
FILE_EMPTY = _("fichier vide")
NOT_UTF8 = _("encodage incorrect, enregistrez le fichier en UTF-8")
WRONG_SEPARATOR = _("cellules séparées par « %(found)s », la virgule est attendue")
SEPARATOR_DECLARED = _("première ligne à enlever, ajoutée pour un tableur\u00a0: le fichier commence par ses colonnes")
HEADER_BELOW = _("les colonnes sont nommées à la ligne %(line)s\u00a0: enlevez ce qui est au-dessus")
HEADER_MISSING = _("la première ligne nomme les colonnes, attendu\u00a0: %(names)s")
COLUMN_MISSING = _("colonne manquante")
COLUMN_UNKNOWN = _("colonne inconnue")
COLUMN_TWICE = _("colonne présente deux fois")
NOT_CSV = _("guillemets mal fermés ou cellule démesurée")
WRONG_COUNT = _("%(found)s cellules au lieu de %(expected)s")

FILE_TOO_HEAVY = _("Ce fichier pèse plus de %(limit)s\u00a0Mo\u00a0: c’est plus que ce qu’une liste demande.")
OLD_FORMAT = _(
    "Ce fichier est au format .xls, d’avant 2007 (ou protégé par un mot de passe)\u00a0: enregistrez-le en .xlsx."
)
OTHER_FORMAT = _("Ce fichier n’est ni un .xlsx ni un CSV\u00a0: enregistrez-le en .xlsx depuis votre tableur.")
NOT_A_SPREADSHEET = _("Ce fichier n’est pas une feuille de calcul\u00a0: un .xlsx ou un CSV est attendu.")
WORKBOOK_DAMAGED = _("Ce classeur ne s’ouvre pas\u00a0: enregistrez-le de nouveau en .xlsx depuis votre tableur.")
WORKBOOK_LOCKED = _("Ce classeur est protégé par un mot de passe\u00a0: enlevez-le d’abord.")
BOMB = _("Ce classeur se déplie en bien plus gros qu’une liste\u00a0: il est refusé sans être ouvert.")
QUOTES_OPEN = _("À la ligne %(line)s, des guillemets ne se ferment pas ou une cellule est démesurée.")

VALUE_MISSING = _("valeur obligatoire absente")
VALUE_UNWANTED = _("cette cellule doit rester vide")
WORD_UNKNOWN = _("mot inconnu, attendu\u00a0: %(words)s")
TEXT_TOO_LONG = _("texte de %(found)s caractères, %(limit)s au plus")
DATE_IMPOSSIBLE = _("date impossible, attendu\u00a0: AAAA-MM-JJ")
APPROXIMATE_DATE_IMPOSSIBLE = _("date impossible, attendu\u00a0: AAAA, AAAA-MM ou AAAA-MM-JJ")
NOT_A_NUMBER = _("nombre attendu, avec un point pour les décimales et sans espace")
NUMBER_TOO_PRECISE = _("nombre hors limites, au plus %(whole)s chiffres et %(decimals)s décimales")
NOT_WHOLE = _("nombre entier attendu, de 0 à %(limit)s")
NOT_AN_ADDRESS = _("adresse web attendue, p. ex. https://exemple.org/page")
NAMED_TWICE = _("nommé deux fois")
NOTHING_TO_TRANSLATE = _("traduction sans texte français")
TRANSLATIONS_MISALIGNED = _("autant de traductions que de textes français sont attendues")

# Of what people type in a spreadsheet.
FORMULA_FAILED = _("formule en erreur\u00a0: écrivez la valeur")
NAME_UNKNOWN = _("« %(name)s » introuvable (%(kind)s)\u00a0: écrivez son nom, son identifiant ou son adresse")
NAME_AMBIGUOUS = _("plusieurs fiches se nomment « %(name)s »\u00a0: écrivez l’identifiant ou l’adresse")
DATE_UNREAD = _("date impossible à lire, p. ex. 2022-11-03, 3 novembre 2022, novembre 2022 ou 2022")
DATE_OF_TWO_DAYS = _("date qui se lit de deux façons\u00a0: écrivez %(first)s ou %(second)s")
DAY_NEEDED = _("jour attendu, p. ex. 2022-11-03 ou 3 novembre 2022")
NUMBER_UNREAD = _("nombre impossible à lire, p. ex. 12\u00a0979,50")
HEADER_UNKNOWN = _("Aucune ligne ne nomme les colonnes, p. ex.\u00a0: %(names)s. Le fichier modèle les donne toutes.")
ROWS_NONE = _("Ce fichier n’a que des titres\u00a0: aucune ligne à importer.")
ROWS_TOO_MANY = _(
    "Ce fichier a plus de %(limit)s lignes\u00a0: coupez-le, ou faites-le charger par la commande load_record."
)
FILE_IN_ENGLISH = _("Ce fichier vient de la version anglaise du portail\u00a0: téléchargez-le de la version française.")
CELLS_BEYOND = _("plus de cellules que de colonnes (un séparateur de trop?)\u00a0: %(cells)s")
COLUMNS_DISAGREE = _("deux colonnes disent la même chose autrement\u00a0: %(names)s")
ROW_TWICE = _("la même fiche est déjà à la ligne %(line)s")

IDENTIFIER_TWICE = _("identifiant déjà employé dans %(file)s, ligne %(line)s")
NOT_UNIQUE = _("%(reason)s Voir %(file)s, ligne %(line)s.")
TAKEN_IN_DATABASE = _("%(reason)s Une fiche du bureau l’emploie.")
ALREADY_USED = _("valeur déjà employée.")
DELETED_AT_THE_BUREAU = _("supprimé au bureau\u00a0: rétablissez-le, ou retirez-le de la ligne")
NOT_FOUND = _("« %(kind)s » introuvable dans %(files)s")
GOES_ROUND = _("boucle, cette ligne finit par se désigner elle-même")
ONE_LINE_EXPECTED = _("une seule ligne attendue")


# What differs between two faults of one cause: the names quoted, the numbers.
PARTICULAR = re.compile(r"«[^»]*»|\d+")


class Fault(NamedTuple):
    """A fault to correct in one file: its line, the column or other place, why, and the value refused."""

    file: str
    line: int
    place: str
    reason: str
    value: str = ""

    @property
    def cause(self) -> tuple[str, str, str]:
        """What it has in common with the faults that one correction would mend: file, place, sort of reason."""
        return self.file, self.place, PARTICULAR.sub("…", self.reason)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: {self.place}: {self.reason}"
        if not self.value:
            return where
        value = " ".join(shown(self.value).split())
        return f"{where} ({value if len(value) <= MAX_VALUE_SHOWN else value[: MAX_VALUE_SHOWN - 1] + '…'})"


class CellError(ValueError):
    """A cell that cannot be read; `reason` says why."""

    def __init__(self, reason: Said, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason % values if values else reason


class UnreadableFileError(ValueError):
    """A file that cannot be read at all; `reason` says why and what to do."""

    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = reason


class RecordError(Exception):
    """The files have faults (`faults`, a list): nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def sentences(faults: Sequence[Fault], *, every: bool = False) -> Iterator[str]:
    """Yield the lines that tell `faults`, in their order.

    More than MAX_OF_ONE_CAUSE of one cause are told once, with their number and the first; all of them if `every`.
    """
    alike: dict[tuple[str, str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        alike[fault.cause].append(fault)
    for fault in faults:
        group = alike[fault.cause]
        if every or len(group) <= MAX_OF_ONE_CAUSE:
            yield str(fault)
        elif fault is group[0]:
            yield str(
                OF_ONE_CAUSE % {"file": fault.file, "place": fault.place, "reason": fault.reason, "count": len(group)}
            )
            yield from (f"  {each}" for each in group[:SHOWN_OF_ONE_CAUSE])
