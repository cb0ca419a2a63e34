"""The languages of the site: French is the source, English stands beside it where someone wrote it."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# What a page declares (BCP 47), by the code of the settings.
TAGS = {"fr-ca": "fr-CA", "en": "en-CA"}
FRENCH, ENGLISH = "fr-ca", "en"

_FieldT = TypeVar("_FieldT", bound="models.Field[Any, Any]")


def is_french() -> bool:
    """Whether French is being spoken: always, unless another language was asked for by the address."""
    return (get_language() or FRENCH).startswith("fr")


def tag_of(language: str | None) -> str:
    """Return the BCP 47 tag of a language of the settings, French for none."""
    return TAGS.get(language or FRENCH, TAGS[FRENCH])


def in_english(field: _FieldT) -> _FieldT:
    """Return the optional field that holds the English text of `field`; it bears its name followed by `_en`.

    Translations are written by hand, even of what only a verb writes in French.
    """
    _name, _path, args, options = field.deconstruct()
    options.pop("unique", None)
    options.pop("editable", None)
    label = format_lazy("{} ({})", field.verbose_name, _("en anglais"))
    make: Callable[..., _FieldT] = type(field)
    return make(*args, **{**options, "verbose_name": label, "blank": True, "help_text": ""})


def english_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the fields of `model` that hold English texts (a list)."""
    return [field.name for field in model._meta.fields if isinstance(field, TEXT_FIELDS) and field.name.endswith("_en")]


def in_language(record: models.Model, name: str) -> tuple[str, bool]:
    """Return (text, whether it is French) of the field `name` of `record` for the language being spoken.

    A text nobody translated is given in French.
    """
    french = getattr(record, name)
    english = "" if is_french() else getattr(record, f"{name}_en", "")
    return (english, False) if english else (french, True)


def spoken(path: str) -> F | Coalesce:
    """Return the expression that gives the text at `path` in the language being spoken, or else in French."""
    if is_french():
        return F(path)
    english = NullIf(F(f"{path}_en"), Value(""), output_field=models.TextField())
    return Coalesce(english, F(path), output_field=models.TextField())


TEXT_FIELDS = (models.CharField, models.TextField)
