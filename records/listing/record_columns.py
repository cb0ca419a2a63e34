"""The columns common to the CSV files of published records."""

import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from records.listing.columns import Column, ColumnType, Spoken, field_reader, names_of
from records.publication.recorded import Confidence
from records.publication.status import PublicationStatus
from records.words.countries import country_names
from records.words.dates import DatePrecision, iso
from records.words.said import Said

TEXT, DATE, NUMBER, AMOUNT = ColumnType.TEXT, ColumnType.DATE, ColumnType.NUMBER, ColumnType.AMOUNT
ADDRESS, LIST, CHOICE = ColumnType.ADDRESS, ColumnType.LIST, ColumnType.CHOICE


def date_reader(date: str, precision: str) -> Callable[[Any], dt.date | str]:
    """Return the function that reads the field `date` of a row to the precision in its field `precision`.

    It returns the day itself, « 2023-05 » or « 1999 »; an empty text if it is unknown.
    """
    read_date, read_precision = attrgetter(date), attrgetter(precision)

    def read(row: Any) -> dt.date | str:
        found, known_to = read_date(row), read_precision(row)
        return found if found and known_to == DatePrecision.DAY else iso(found, known_to)

    return read


def date_column(header: str, label: Said, meaning: Said, date: str, precision: str = "date_precision") -> Column:
    """Return the Column of the field `date`, written to the precision in the field `precision`."""
    return Column(header, label, DATE, meaning, date_reader(date, precision), fields=(date,))


def address_at(path: str) -> Spoken:
    """Return what gives the address of the page of the record at `path`: that of many rows is made once."""

    def bind() -> Callable[[Any], str]:
        held_by, made = attrgetter(path), dict[Any, str]()

        def read(row: Any) -> str:
            record = held_by(row)
            if record not in made:
                made[record] = record.get_absolute_url()
            return made[record]

        return read

    return Spoken(bind)


def country_at(path: str) -> Spoken:
    """Return what names the country whose code is at `path`."""

    def bind() -> Callable[[Any], str]:
        read, names = field_reader(path), country_names()
        return lambda row: names.get(read(row), read(row))

    return Spoken(bind)


PAGE_COLUMN = Column(
    "adresse",
    _("Adresse"),
    ADDRESS,
    _("L’adresse de la page du portail qui dit tout ce qui est connu."),
    lambda row: row.get_absolute_url(),
    fields=("slug",),
)
REFERENCE_COLUMN = Column(
    "reference",
    _("Référence"),
    TEXT,
    _("Ce par quoi on le cite\u00a0: donnée une fois, à la mise en ligne, elle ne change pas."),
    "reference",
)
STATUS_COLUMN = Column(
    "publication",
    _("Publication"),
    CHOICE,
    _("Si la page est en ligne; autre chose n’est lu que du bureau."),
    "status",
    PublicationStatus,
)
PRECISION_COLUMN = Column(
    "precision_des_dates",
    _("Précision des dates"),
    CHOICE,
    _("À quoi près les dates sont connues."),
    "date_precision",
    DatePrecision,
)
CONFIDENCE_COLUMN = Column(
    "confiance",
    _("Confiance"),
    CHOICE,
    _("À quel point le fait est établi par ses sources."),
    "confidence",
    Confidence,
)
NOTE_COLUMN = Column(
    "precision", _("Précision publique"), TEXT, _("Ce qui aide à comprendre le fait, en quelques mots."), "note"
)
SOURCES_COLUMN = Column(
    "sources",
    _("Sources"),
    LIST,
    _("Les adresses des pages où le fait est publié."),
    names_of("sources", "url"),
    fields=("sources",),
    items=ADDRESS,
)
