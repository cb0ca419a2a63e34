"""A public record with every field filled by a word of its own, and the same hidden in every way, to sweep with.

`told(row, field)` is the word a public text is known by; CANARY is in every text that no reader may see.
"""

from tests.portal.witness.growth import grow
from tests.portal.witness.hidden import KEPT_UNTIL_THE_RETURN
from tests.portal.witness.words import (
    CANARY,
    INTERNAL_FIELDS,
    INTERNAL_MODELS,
    MECHANICAL_FIELDS,
    NO_WORDS,
    SEARCHED,
    TODAY,
    told,
)
from tests.portal.witness.world import make_world

__all__ = [
    "CANARY",
    "INTERNAL_FIELDS",
    "INTERNAL_MODELS",
    "KEPT_UNTIL_THE_RETURN",
    "MECHANICAL_FIELDS",
    "NO_WORDS",
    "SEARCHED",
    "TODAY",
    "grow",
    "make_world",
    "told",
]
