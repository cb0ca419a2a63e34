"""Who wrote a text that is prepared: its history tells."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise, takewhile
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


def last_writing(text: Publishable | Proposal) -> int:
    """Return the key of the last row of history that changed what a draft or a proposal says; 0 for none."""
    if isinstance(text, Proposal):
        return max((row.history_id for row in writings_of(text)), default=0)
    return next((row.history_id for row, former in _with_former(_history_of(text)) if _is_writing(row, former)), 0)


def _writers_in(rows: Iterable[Any]) -> set[Any]:
    """Return the keys of who wrote a draft in rows of its history, the latest first; None for a load of files."""
    written = takewhile(lambda pair: pair[0].status in WRITTEN_IN, _with_former(rows))
    return {row.history_user_id for row, former in written if _is_authors(row, former)}


def _is_authors(row: Any, former: Any) -> bool:
    """Whether a row was written or submitted by an author: a load of drafts has none."""
    is_load = row.history_user_id is None and row.history_change_reason is not None
    return row.status == PublicationStatus.REVIEW or (_is_writing(row, former) and not is_load)


def _with_former(rows: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Pair each row of history, the latest first, with the one before it; the first ever has None."""
    return pairwise(chain(rows, [None]))


def _is_writing(row: Any, former: Any) -> bool:
    """Whether a row changed what is said: typed, imported or merged; a step moves it, a restoring brings it back."""
    if row.history_change_reason is None or former is None:
        return True
    return bool(row.status == former.status and former.history_type != "-")
