"""The messages of readers that wait for someone of the bureau."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.desk.tasks import Task, TaskList
from portal.models import Message, MessageState
from records.templatetags.typography import set_in_french
from records.words.dates import in_words


def messages_to_handle():
    """Return the TaskList of the messages that are not dealt with, the oldest first."""
    waiting = f"{MessageState.RECEIVED.value},{MessageState.IN_PROGRESS.value}"
    rows, listing = Message.objects.to_handle(), "portal_message_changelist"
    return TaskList.of(_("Messages à traiter"), rows, _task, listing, state__in=waiting)


def _task(message):
    address = reverse("admin:portal_message_change", args=[message.pk])
    return Task(set_in_french(message.subject), address, _words_of(message))


def _words_of(message):
    """Say when a message came, where it stands, and what it is about."""
    day = in_words(timezone.localtime(message.received_at).date())
    words = _("reçu le %(day)s – %(state)s") % {"day": day, "state": message.get_state_display()}
    return f"{words}, {message.about}" if message.about else words
