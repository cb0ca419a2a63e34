"""Writing in the journal: an entry, and for what failed a line of the logs that names nobody."""

import logging

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.journal.current import reader_address
from portal.models import JournalEntry, JournalEvent

logger = logging.getLogger(__name__)

# Characters kept of what an entry is about.
MAX_WHAT = 300
# What is also told to whoever watches the logs.
ALERTS = {JournalEvent.FAILED, JournalEvent.LOCKED, JournalEvent.REFUSED}
# What is done with records that is written.
STEP_EVENTS = {
    "publish": JournalEvent.PUBLISHED,
    "withdraw": JournalEvent.WITHDRAWN,
    "change_online": JournalEvent.CHANGED_ONLINE,
    "import": JournalEvent.IMPORTED,
    "undo_import": JournalEvent.IMPORT_UNDONE,
    "merge": JournalEvent.MERGED,
    "delete": JournalEvent.DELETED,
    "restore": JournalEvent.RESTORED,
}


def note_event(event, person="", what="", page=""):
    """Write that an event (JournalEvent) happened. `person`: a user name; `what`, `page`: about what, and where."""
    address = reader_address()
    JournalEntry.objects.create(
        event=event, person=str(person)[:150], what=str(what)[:MAX_WHAT], page=page[:300], network=address
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


def note_step(name, title, address, *, by, replaced=()):
    """Write what was done with a record, if the journal keeps it: same arguments as `tell_step`.

    `replaced`: the Users in whose place it was done.
    """
    if name in STEP_EVENTS:
        absent = ", ".join(each.get_username() for each in replaced)
        place = _(" (à la place de %s)") % absent if absent else ""
        note_event(STEP_EVENTS[name], by.get_username(), f"{str(title)[: MAX_WHAT - len(place)]}{place}", address)


def _digest(person):
    """Return the words by which the logs tell an account from another without naming it."""
    return salted_hmac("portal.journal", str(person)).hexdigest()[:12] if person else "-"
