"""What a row of the register is known by, and how the bureau finds it by what is typed: by its words, or by that."""

from django.db.models import Model, Q

from records.publication.references import DASHES
from records.words.normalizing import contains_all

# What a row is known by, whole: what is cited, the end of the address of its page, its line in the register.
IDENTIFIERS = ("reference", "slug", "record_id")


def identified_by(model: type[Model], typed: str) -> Q:
    """Return the Q of the rows of `model` known by what is `typed`: an identifier, or the address of a page."""
    held = {field.name for field in model._meta.fields}
    known = typed.strip().translate(DASHES).rstrip("/").rpartition("/")[2]
    names = [name for name in IDENTIFIERS if name in held and known]
    return Q(*((f"{name}__iexact", known) for name in names), _connector=Q.OR) if names else Q(pk=None)


def answers_to(model: type[Model], typed: str) -> Q:
    """Return the Q of the rows of `model` that hold every word `typed`, or are known by it; of all, without a word."""
    held = contains_all("search_text", typed)
    return held | identified_by(model, typed) if held else held
