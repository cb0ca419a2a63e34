"""Reminding whoever is responsible for a mission that its report is due: once per reminder and due date."""

import logging
from typing import NamedTuple

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from missions.models import Mission, Reminder, ReminderKind, RuleKind
from missions.report_status import ReportState, report_status
from missions.waiting import is_unrecorded
from records.words.dates import in_words

# Days before the due date, the nearest first: a reminder missed is made up for, until the next one takes its place.
AHEAD = [(3, ReminderKind.THREE_DAYS), (14, ReminderKind.FORTNIGHT)]

logger = logging.getLogger(__name__)


class Due(NamedTuple):
    """A reminder to send: of which mission, which one, and where the report stands (a ReportStatus)."""

    mission: Mission
    kind: ReminderKind
    status: object

    @property
    def identity(self):
        """What is sent only once."""
        return self.mission.pk, self.kind, self.status.due_on


def settings_missing():
    """Return the names of the variables without which no mail can leave (a list)."""
    needed = {
        "EMAIL_URL": not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"),
        "DEFAULT_FROM_EMAIL": settings.DEFAULT_FROM_EMAIL,
        "SITE_URL": settings.SITE_URL,
    }
    return [name for name, value in needed.items() if not value]


def send_reminders(today, book):
    """Send the reminders due on `today` (a date) by a RuleBook; return the Reminders logged, sent or failed (a list).

    What was sent is never sent again; what failed is tried again at the next call. A mission is held under a row lock
    from the check to the log, so that two calls at once send once. A process that dies between the two would send
    twice: logging first would instead call sent a reminder that nobody received.
    """
    sent = set(Reminder.objects.filter(was_sent=True).values_list("mission", "kind", "due_on"))
    missions = Mission.objects.not_archived().awaiting_report().select_related("report")
    found = [due_of(mission, today, book) for mission in missions]
    logged = [_remind(due.mission.pk, today, book) for due in found if due and due.identity not in sent]
    return [reminder for reminder in logged if reminder]


def due_of(mission, today, book):
    """Return the Due of a mission on `today` (a date) by a RuleBook; None if nobody is to be reminded of anything."""
    status = report_status(mission, today, book)
    kind = _kind(mission, status, today)
    return kind and Due(mission, kind, status)


def _kind(mission, status, today):
    """Nobody is told of a delay that nobody recorded; but a trip that was made is bound by the promise all the same."""
    if status.state == ReportState.LATE:
        return ReminderKind.LATE
    if not status.is_bound or not (is_unrecorded(mission, status) or status.state == ReportState.EXPECTED):
        return None
    days = (status.due_on - today).days
    return next((kind for ahead, kind in AHEAD if 0 <= days <= ahead), None)


@transaction.atomic
def _remind(pk, today, book):
    """Send the reminder due for a mission, if it still is; return the Reminder logged, or None."""
    list(Mission.objects.select_for_update().filter(pk=pk).values_list("pk"))
    mission = Mission.objects.select_related("report", "owner").filter(pk=pk).first()
    due = mission and due_of(mission, today, book)
    if not due or mission.reminders.filter(kind=due.kind, due_on=due.status.due_on, was_sent=True).exists():
        return None
    error = _obstacle(mission.owner) or _send(due, today, book)
    return Reminder.objects.create(
        mission=mission,
        kind=due.kind,
        due_on=due.status.due_on,
        recipient=mission.owner,
        attempted_at=timezone.now(),
        was_sent=not error,
        error=error,
    )


def _obstacle(owner):
    """Say why nobody can be written to; an empty string if somebody can."""
    if owner is None:
        return "Cette mission n’a pas de responsable\u00a0: choisissez-en un dans sa fiche."
    if not owner.is_active:
        return f"Le compte {owner} est désactivé\u00a0: choisissez une autre personne responsable."
    if not owner.email:
        return f"Le compte {owner} n’a pas d’adresse électronique."
    return ""


def _send(due, today, book):
    """Send a reminder; return why it could not be sent, an empty string if it was."""
    mission, status = due.mission, due.status
    state = "en retard" if status.days_late else "attendu"
    subject = f"Rapport de mission {state}\u00a0: {' '.join(mission.title.split())}"
    context = {
        "mission": mission,
        "report_status": status,
        "due_on": in_words(status.due_on),
        "back_on": in_words(mission.ends_on),
        "days_left": (status.due_on - today).days,
        "rule": book.in_force(mission.ends_on)[RuleKind.REPORT_DELAY],
        "address": settings.SITE_URL + reverse("admin:missions_mission_change", args=[mission.pk]),
    }
    text = render_to_string("missions/reminder.txt", context)
    try:
        send_mail(subject, text, None, [mission.owner.email])
    except Exception as error:  # each mail server fails in its own way; one mission's must not stop the others
        logger.exception("A reminder could not be sent (mission %s)", mission.pk)
        return f"Le courriel n’est pas parti\u00a0: {error or type(error).__name__}"
    return ""
