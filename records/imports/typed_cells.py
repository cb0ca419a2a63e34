"""What people type in a cell, turned into what the files of the register write: the engine then reads it as theirs."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from django.db import models
from django.utils import translation

from records.imports import cells, faults
from records.imports.bilingual import EnglishLines
from records.imports.columns import Approximate, Children, ImportColumn, Lines, Link, Links
from records.imports.faults import CellError
from records.imports.names import NEW, NamedRows, RowsByName
from records.imports.pieces import SEPARATOR
from records.imports.tables import DeclaredColumn
from records.publication.degrees import DegreesField
from records.publication.fields import AnyField, field_of
from records.publication.sources import Source
from records.words.cleaning import clean
from records.words.countries import COUNTRIES, ENGLISH_NAMES
from records.words.dates import DatePrecision, iso
from records.words.languages import ENGLISH, FRENCH
from records.words.normalizing import normalize
from records.words.typed import TwoDaysError, parse_day, parse_number

# A text of a cell → the text of the register; it raises CellError.
CellTranslator: TypeAlias = Callable[[str], str]

SAYS_YES, SAYS_NO = {"oui", "o", "x", "vrai", "1", "yes", "y", "true"}, {"non", "n", "faux", "0", "no", "false"}
# What a spreadsheet writes where a formula fails, and before a text that looks like a formula.
IS_FORMULA_ERROR = re.compile(r"#(?:REF|N/A|VALUE|VALEUR|DIV/0|NAME|NOM|NULL|NUL|NUM|NOMBRE)[!?]?|#+").fullmatch
IS_NEUTRALIZED = re.compile(r"'[=+\-@\t\r\0]").match
SEPARATES, SEPARATES_TOO = re.compile(r"\s*[|\n]\s*"), re.compile(r"\s*[;,]\s*")
SEPARATES_ADDRESSES = re.compile(r"[|;,\s]+(?=https?://)")
# Decimals that coordinates come with, before they are rounded.
MANY_DECIMALS = 15


def bare(text: str) -> str:
    """Return the text of a cell without what a spreadsheet adds; raise CellError for a formula that fails."""
    stripped = text.strip()
    if IS_FORMULA_ERROR(stripped):
        raise CellError(faults.FORMULA_FAILED)
    return stripped[1:] if IS_NEUTRALIZED(stripped) else stripped


def translator_of(column: DeclaredColumn, name: str, model: type[models.Model], rows: RowsByName) -> CellTranslator:
    """Return the function that turns what is typed in the cell `name` of `column` into what the register writes."""
    if isinstance(column, Links) and column.model is Source:
        return addresses_of(rows.of(Source))
    if isinstance(column, Link):
        return rows.of(column.model, _limit(model, column.field)).find
    if isinstance(column, Links):
        return several(rows.of(column.model, _limit(model, column.field)))
    if isinstance(column, Children):
        if column.related:
            return several(rows.of(column.related, _limit(column.model, column.field)))
        return _as_text if column.whole else _as_texts
    if isinstance(column, Approximate):
        return typed_day
    if isinstance(column, (Lines, EnglishLines)):
        return _as_texts
    return _of_field(cast(ImportColumn, column), field_of(model, column.fields[0]))


def _limit(model: type[models.Model], name: str) -> Any:
    return getattr(field_of(model, name), "get_limit_choices_to", dict)() or {}


def _of_field(column: ImportColumn, field: AnyField) -> CellTranslator:
    if column.reader is cells.read_country:
        return country_code
    if column.words or field.choices:
        return word_of(column.words, field)
    for kind, translate in TRANSLATORS.items():
        if isinstance(field, kind):
            return translate
    if isinstance(field, models.DecimalField):
        decimals = MANY_DECIMALS if isinstance(field, DegreesField) else field.decimal_places
        return lambda text: typed_number(text, decimals)
    return lambda text: clean(text, is_multiline=isinstance(field, models.TextField))


def labels_of(field: AnyField) -> dict[Any, list[str]]:
    """Return {value: its words in French and in English} of the choices of a field."""
    found: dict[Any, list[str]] = {}
    for language in (FRENCH, ENGLISH):
        with translation.override(language):
            for value, label in field.flatchoices:
                found.setdefault(value, []).append(str(label))
    return found


def words_of_field(words: Mapping[str, Any] | None, field: AnyField) -> dict[str, Any]:
    """Return {word in the file: value stored} of a field with choices."""
    return dict(words or {value: value for value, _label in field.flatchoices})


def word_of(words: Mapping[str, Any] | None, field: AnyField) -> CellTranslator:
    """Return what turns a word, or the label of its value in either language, into the word of the register."""
    known, labels = words_of_field(words, field), labels_of(field)
    spelled = {normalize(label): word for word, value in known.items() for label in labels.get(value, [])}
    spelled |= {normalize(word): word for word in known}
    expected = "; ".join(dict.fromkeys(labels[value][0] for value in known.values() if value in labels))

    def translate(text: str) -> str:
        if normalize(text) not in spelled:
            raise CellError(faults.WORD_UNKNOWN, words=expected)
        return spelled[normalize(text)]

    return translate


COUNTRY_CODES = {normalize(name): code for names in (ENGLISH_NAMES, COUNTRIES) for code, name in names.items()}


def country_code(text: str) -> str:
    """Return the code of a country named in French or in English; a text that is no name, in upper case."""
    return COUNTRY_CODES.get(normalize(text), text.upper())


def typed_day(text: str) -> str:
    """Return a date typed as people do as ISO writes it, as far as it is known."""
    try:
        found, precision = parse_day(text.removesuffix(" 00:00"))
    except TwoDaysError as doubt:
        first, second = (each.isoformat() for each in doubt.days)
        raise CellError(faults.DATE_OF_TWO_DAYS, first=first, second=second) from None
    except ValueError:
        raise CellError(faults.DATE_UNREAD) from None
    return iso(found, precision)


def typed_number(text: str, decimals: int) -> str:
    """Return a number typed as people do with a point and nothing else, without zeros that say nothing."""
    try:
        found = parse_number(text, decimals)
    except ValueError:
        raise CellError(faults.NUMBER_UNREAD) from None
    return found.rstrip("0").rstrip(".") if "." in found else found


def yes_or_no(text: str) -> str:
    """Return oui or an empty text."""
    said = normalize(text)
    if said not in SAYS_YES | SAYS_NO:
        raise CellError(faults.WORD_UNKNOWN, words="oui; non")
    return "oui" if said in SAYS_YES else ""


def web_address(text: str) -> str:
    """Return an address, taken for a secure one where its scheme is not said."""
    return text if "://" in text else f"https://{text}"


def several(rows: NamedRows) -> CellTranslator:
    """Return what turns names, separated by bars or lines (else by commas), into keys separated by bars."""

    def translate(text: str) -> str:
        keys: list[str] = []
        for piece in filter(None, SEPARATES.split(text)):
            try:
                keys.append(rows.find(piece))
            except CellError:
                apart = SEPARATES_TOO.split(piece)
                if len(apart) == 1:
                    raise
                keys += [rows.find(each) for each in filter(None, apart)]
        return SEPARATOR.join(dict.fromkeys(keys))

    return translate


def addresses_of(sources: NamedRows) -> CellTranslator:
    """Return what turns the addresses of sources into their keys; one that nobody recorded is to be recorded."""

    def known(address: str) -> str:
        if address in sources.exact:
            return sources.exact[address]
        cells.address(field_of(Source, "url"))(address)
        return f"{NEW}{address}"

    def translate(text: str) -> str:
        found = [web_address(piece.strip()) for piece in SEPARATES_ADDRESSES.split(text) if piece.strip(" |")]
        return SEPARATOR.join(dict.fromkeys(known(each.strip(" |")) for each in found))

    return translate


def _as_text(text: str) -> str:
    return clean(text, is_multiline=True)


def _as_texts(text: str) -> str:
    return SEPARATOR.join(clean(piece) for piece in SEPARATES.split(text) if piece.strip())


TRANSLATORS: dict["type[AnyField]", CellTranslator] = {
    models.URLField: web_address,
    models.BooleanField: yes_or_no,
    models.DateField: typed_day,
    models.IntegerField: lambda text: typed_number(text, 0),
}
PRECISION_WORDS = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
