"""What is kept of people no longer than it must be: a rule for each file, applied at night, or only counted."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from portal.privacy.files import FILES
from records.publication.personal import Retention
from records.words.said import Said


class RetentionRule(NamedTuple):
    """What keeps a file: its name in words, its Retention, and what erases it (takes the day, returns how many)."""

    name: Said
    retention: Retention
    erase: Callable[[dt.date], int]


# Those that erase something at night; the others go with what their words say.
RETENTION_RULES = [
    RetentionRule(file.title, file.retention, file.retention.erase) for file in FILES if file.retention.erase
]


@transaction.atomic
def outdated(rule: RetentionRule, today: dt.date) -> int:
    """Return how many rows a rule would erase on `today` (a date): it is applied, then undone."""
    count = rule.erase(today)
    transaction.set_rollback(True)
    return count


@transaction.atomic
def apply_retention(rule: RetentionRule, today: dt.date) -> str:
    """Erase what a rule no longer keeps on `today` (a date); return, in words, how many rows."""
    return _("effacés\u00a0: %(count)s") % {"count": rule.erase(today)}
