"""Who wrote a text that is prepared: its history tells."""

from itertools import takewhile
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


def authors_of(text: Publishable | Proposal) -> set[int]:
    """Return the keys of who wrote or submitted a draft, or wrote a proposal, up to the step just taken with it."""
    if isinstance(text, Proposal):
        return {key for key in (text.author_id, *(row.history_user_id for row in writings_of(text))) if key}
    history: Any = type(text).history
    rows = history.filter(id=text.pk).order_by("-history_id").iterator()
    next(rows, None)  # the step itself
    written = takewhile(lambda row: row.status in WRITTEN_IN, rows)
    return {row.history_user_id for row in written if row.history_user_id and _is_authors(row)}


def is_own_work(proposal: Proposal, user: User) -> bool:
    """Say whether someone else has to put a proposal online, since `user` wrote in it; the office may do without."""
    return settings.FOUR_EYES and user.pk in authors_of(proposal)


def _is_authors(row: Any) -> bool:
    """Whether a row was written by an author: who sends a draft back gives a reason, and is not one."""
    return row.history_change_reason is None or row.status == PublicationStatus.REVIEW
