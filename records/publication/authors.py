"""Who wrote a text that is prepared: its history tells."""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User

from records.publication.proposals import Proposal
from records.publication.publishable import Publishable
from records.publication.status import PublicationStatus

# Where a text stands while it is written.
WRITTEN_IN = {PublicationStatus.DRAFT.value, PublicationStatus.REVIEW.value}


def writings_of(proposal: Proposal) -> Any:
    """Return the rows of history of what was typed in a proposal, oldest first: its steps give a reason."""
    rows = proposal.history.filter(history_change_reason=None)
    return rows.select_related("history_user").order_by("history_id")


def authors_of(text: Any) -> set[int]:
    """Return the keys of who wrote or submitted a draft, or wrote a proposal, up to the step just taken with it.

    What is never a draft, a source, has no author.
    """
    if isinstance(text, Proposal):
        return {key for key in (text.author_id, *(row.history_user_id for row in writings_of(text))) if key}
    if not isinstance(text, Publishable):
        return set()
    return _writers_in(islice(_history_of(text), 1, None)) - {None}  # the first one is the step itself


def is_own_work(text: Publishable | Proposal, user: User) -> bool:
    """Say whether someone else has to put a text online; the office may do without.

    Whoever wrote in a proposal, which changes what two people saw; whoever wrote a draft that nobody else wrote in nor
    submitted.
    """
    if not settings.FOUR_EYES:
        return False
    return user.pk in authors_of(text) if isinstance(text, Proposal) else _writers_in(_history_of(text)) == {user.pk}


def _history_of(record: Publishable) -> Iterator[Any]:
    history: Any = type(record).history
    rows: Iterator[Any] = history.filter(id=record.pk).order_by("-history_id").iterator()
    return rows


def _writers_in(rows: Iterable[Any]) -> set[Any]:
    """Return the keys of who wrote a draft in rows of its history, the latest first; None for a load of files."""
    written = takewhile(lambda row: row.status in WRITTEN_IN, rows)
    return {row.history_user_id for row in written if _is_authors(row)}


def _is_authors(row: Any) -> bool:
    """Whether a row was written by an author: who sends a draft back gives a reason, and is not one."""
    return row.history_change_reason is None or row.status == PublicationStatus.REVIEW
