"""Writing in the journal: an entry, and for what failed a line of the logs that names nobody."""

import logging

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.crypto import salted_hmac

from portal.journal.current import reader_address
from portal.models import JournalEntry, JournalEvent

logger = logging.getLogger(__name__)

# What is also told to whoever watches the logs.
ALERTS = {JournalEvent.FAILED, JournalEvent.LOCKED, JournalEvent.REFUSED}
# The steps of publication that are written.
STEP_EVENTS = {"publish": JournalEvent.PUBLISHED, "withdraw": JournalEvent.WITHDRAWN}


def note_event(event, person="", what="", page=""):
    """Write that an event (JournalEvent) happened. `person`: a user name; `what`, `page`: about what, and where."""
    address = reader_address()
    JournalEntry.objects.create(
        event=event, person=str(person)[:150], what=str(what)[:300], page=page[:300], network=address
    )
    if event in ALERTS:
        told = {"event": event.value, "address": address or "-", "account": _digest(person)}
        logger.warning("event=%(event)s address=%(address)s account=%(account)s", told, extra=told)


def note_failure(login, *, is_locked, what=""):
    """Write that somebody could not come in by `login` (what was typed), and that the next attempts wait."""
    # Passwords are typed there by mistake: only the name of an account is kept.
    known = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login), is_active=True).first()
    person = known.username if known else ""
    note_event(JournalEvent.FAILED, person, what)
    if is_locked:
        note_event(JournalEvent.LOCKED, person, what)


def note_step(name, title, address, *, by):
    """Write a step of publication, if it is one that the journal keeps: same arguments as `tell_step`."""
    if name in STEP_EVENTS:
        note_event(STEP_EVENTS[name], by.get_username(), title, address)


def _digest(person):
    """Return the words by which the logs tell an account from another without naming it."""
    return salted_hmac("portal.journal", str(person)).hexdigest()[:12] if person else "-"
