"""Under what licence the data are: what the API, the datasets, their catalogue and their files say of it."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from portal.coverage import known_until
from records.listing.cells import Value
from records.words.said import Said

LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


def file_terms(today: dt.date) -> list[tuple[Said, Value]]:
    """Return what a public file made on `today` says of itself: up to when its facts are known, and its licence."""
    newest = known_until(today)
    known: list[tuple[Said, Value]] = [(_("Connu jusqu’au"), newest)] if newest else []
    return [*known, (_("Licence"), f"{LICENCE}, {LICENCE_ADDRESS}")]
