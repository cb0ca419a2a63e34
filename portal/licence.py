"""Under what licence the data are: what the API, the datasets, their catalogue and their files say of it."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portal.coverage import known_until
from records.listing.cells import Value
from records.words.said import Said

LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


def file_terms(today: dt.date) -> Iterator[tuple[Said, Value]]:
    """Yield what a public file made on `today` says of itself: up to when its facts are known, and its licence.

    Nothing is read for a file that says neither.
    """
    newest = known_until(today)
    if newest:
        yield _("Connu jusqu’au"), newest
    yield _("Licence"), f"{LICENCE}, {LICENCE_ADDRESS}"
