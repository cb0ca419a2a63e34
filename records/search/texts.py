"""The searched texts of records, read for many at once, in French and in English."""

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Field, Model
from django.utils.translation import override

from records.search.kinds import Kind, Texts, name_fields
from records.words.countries import COUNTRIES, ENGLISH_NAMES
from records.words.languages import ENGLISH, FRENCH


class Bilingual(NamedTuple):
    """A text in French, its English translation (empty if there is none), and whether it names something."""

    french: str
    english: str
    is_name: bool = False


# The columns a text is read from, and the function from their values to a Bilingual.
TextReader: TypeAlias = tuple[tuple[str, ...], Callable[..., Bilingual]]


def texts_of(kind: Kind, texts: Texts, keys: Collection[int], today: dt.date) -> dict[int, list[Bilingual]]:
    """Return {key: list of Bilingual, some empty} of the `texts` that are public on `today`, for records of `kind`."""
    found: dict[int, list[Bilingual]] = defaultdict(list)
    readers = _readers(texts.target(kind.model), texts.fields, texts.country)
    prefix = f"{texts.path}__" if texts.path else ""
    columns = [f"{prefix}{name}" for names, _read in readers for name in names]
    rows = kind.model.objects.filter(texts.readable(kind.model, today), pk__in=keys)
    for row in rows.order_by("pk", f"{prefix}pk").values_list("pk", *columns):
        said, place = found[row[0]], 1
        for names, read in readers:
            said.append(read(*row[place : place + len(names)]))
            place += len(names)
    return found


def text_of(row: dict[str, Any], model: type[Model], names: tuple[str, ...]) -> list[Bilingual]:
    """Return the texts of the fields `names` of `row` ({column: value}), without those that are empty."""
    said = [read(*(row[column] for column in columns)) for columns, read in _readers(model, names)]
    return [each for each in said if each.french]


def columns_of(model: type[Model], names: tuple[str, ...]) -> list[str]:
    """Return the columns that `text_of` reads of a row."""
    return [column for columns, _read in _readers(model, names) for column in columns]


@lru_cache
def _readers(model: type[Model], names: tuple[str, ...], country: str = "") -> list[TextReader]:
    """Return a TextReader for each field, then one for the field `country` if it is given."""
    held = {field.name: field for field in model._meta.fields}
    naming = name_fields(model)
    readers: list[TextReader] = []
    for name in names:
        if held[name].choices:
            readers.append(((name,), _labels(held[name])))
        else:
            english = f"{name}_en"
            columns = (name, english) if english in held else (name,)
            readers.append((columns, _name if name in naming else _written))
    return [*readers, ((country,), _country)] if country else readers


@lru_cache(maxsize=16384)
def _written(french: str | None, english: str | None = "") -> Bilingual:
    return Bilingual(_clean(french), _clean(english))


def _name(french: str | None, english: str | None = "") -> Bilingual:
    return _written(french, english)._replace(is_name=True)


def _country(code: str) -> Bilingual:
    return _name(COUNTRIES.get(code), ENGLISH_NAMES.get(code))


def _labels(field: "Field[Any, Any]") -> Callable[[str], Bilingual]:
    said = {}
    for value, label in field.flatchoices:
        with override(FRENCH):
            french = str(label)
        with override(ENGLISH):
            english = str(label)
        said[value] = _written(french, english if english != french else "")
    return lambda value: said.get(value, _written(""))


def _clean(text: str | None) -> str:
    """Return `text` with each letter and its accents in one character, without blank lines or outer spaces."""
    lines = unicodedata.normalize("NFC", text or "").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
