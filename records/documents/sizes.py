"""How much a file weighs, in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext

KILO, MEGA = 1000, 1_000_000


def size_in_words(size: int) -> str:
    """Say a number of bytes: « 840 ko », « 1,2 Mo »."""
    if size < MEGA:
        return gettext("{n}\u00a0ko").format(n=number_format(max(1, round(size / KILO)), force_grouping=True))
    return gettext("{n}\u00a0Mo").format(n=number_format(round(size / MEGA, 1), decimal_pos=1))
