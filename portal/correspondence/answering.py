"""Answering a message by mail, once; and erasing those of which nothing is left to do."""

import datetime as dt
import logging

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from missions.reminders import settings_missing
from portal.models import Message, MessageState
from portal.public_forms.about import record_at
from records.publication.operations import lock_row
from records.templatetags.typography import plain

logger = logging.getLogger(__name__)


@transaction.atomic
def send_answer(message, *, by):
    """Send what was written as the answer to a Message, which is then dealt with; return it.

    Raise ValidationError, in words, if it cannot leave: it has left already, has no text, or nobody to go to.
    The message is held under a lock until the mail is gone, so that two people at once send one.
    """
    message = lock_row(message)
    if refusal := _refusal(message):
        raise ValidationError(refusal)
    _send(message)
    message.answered_at, message.answered_by, message.state = timezone.now(), by, MessageState.HANDLED
    message.save()
    return message


def _refusal(message):
    """Say why an answer may not leave; an empty string if it may."""
    if message.answered_at:
        return _("Une réponse est déjà partie.")
    if not message.email:
        return _("La personne n’a pas donné d’adresse\u00a0: rien ne peut lui être envoyé.")
    if not message.answer:
        return _("Écrivez d’abord la réponse.")
    if missing := settings_missing():
        return _("aucun courriel ne part sans\u00a0: %(names)s (voir .env.example)") % {"names": ", ".join(missing)}
    return ""


def _send(message):
    with override(message.language):
        context = {"message": message, "site": settings.SITE_URL, **_page_of(message)}
        text = render_to_string("portal/answer.txt", context)
    subject = " ".join(f"Re: {message.subject}".split())
    try:
        EmailMessage(subject, text, None, [message.email]).send()
    except Exception as error:  # each mail server fails in its own way; the text is kept all the same
        logger.exception("An answer could not be sent (message %s)", message.pk)
        words = _("Le courriel n’est pas parti\u00a0: %(error)s") % {"error": error or type(error).__name__}
        raise ValidationError(words) from error


def _page_of(message):
    """Return the page a message came from, in the active language (a dict): its name, its address if it still leads."""
    record = record_at(message.address) if message.address else None
    if record is None:
        return {"about": message.about, "address": ""}
    return {"about": plain(record), "address": record.get_absolute_url()}


def answer_offered(message):
    """Return the first words of an answer (a string): what was decided of the request that came with the message."""
    asked = message.request
    if asked is None or asked.is_pending:
        return ""
    with override(message.language):
        return render_to_string("portal/answer_offered.txt", {"asked": asked}).strip()


def erase_messages(today: dt.date) -> int:
    """Erase the messages dealt with a year before `today` (a date); return how many."""
    return Message.objects.outdated(today).delete()[0]


def erase_message(key: int, _by: User) -> None:
    """Erase the message with this `key`, with the address and the answer."""
    Message.objects.filter(pk=key).delete()
