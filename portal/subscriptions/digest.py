"""The digest: each subscriber is told once of what was put online since the last time, in one mail.

The day up to which someone was told is moved before their mail leaves, and moved back if it is refused: a run that is
cut short goes on where it stopped, two runs at once share the work, and nobody is told anything twice.
"""

import datetime as dt
import logging
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import NamedTuple

from django.core.mail import get_connection
from django.db.models import F, Prefetch
from django.utils.translation import override

from portal.models import OptOut, Subscriber, Subscription
from portal.models.subscriptions import MAX_FAILURES, digest_of
from portal.news import news_of
from portal.subscriptions.mails import digest_mail

logger = logging.getLogger(__name__)
# Codes of SMTP from which an address is refused for good.
PERMANENT = 500
SUBSCRIBERS_AT_ONCE = 500


class DigestCounts(NamedTuple):
    """What came of a run: mails sent, refused, and addresses dropped for being refused too often."""

    sent: int = 0
    refused: int = 0
    dropped: int = 0


def send_digests(today):
    """Tell each subscriber who is due of what was put online up to the day before `today`; return DigestCounts.

    Raise what the mail server says if it no longer answers: whoever was not told yet is told by the next run.
    """
    until = today - dt.timedelta(days=1)
    told, counts = NewsBook(today, until), DigestCounts()
    gone = dict(OptOut.objects.values_list("digest", "left_at"))
    followed = Subscription.objects.confirmed().select_related("axis", "partner", "mission")
    due = Subscriber.objects.due(until).prefetch_related(Prefetch("subscriptions", followed, to_attr="followed"))
    with get_connection() as connection:
        for subscriber in due.iterator(chunk_size=SUBSCRIBERS_AT_ONCE):
            counts = DigestCounts(*map(sum, zip(counts, _tell(subscriber, told, gone, connection), strict=True)))
    return counts


class NewsBook:
    """The News of each topic up to a day, read once a run whoever follows it."""

    def __init__(self, today, until):
        self.today, self.until = today, until
        self.known = {}

    def since(self, day, topic, language):
        """Return the News of a Topic after `day` (a date), in a language (a list)."""
        if (topic.key, language) not in self.known:
            with override(language):
                news = news_of(topic, self.today)
            self.known[topic.key, language] = [each for each in news if each.on <= self.until]
        return [each for each in self.known[topic.key, language] if each.on > day]


def _tell(subscriber, told, gone, connection):
    """Send a subscriber what is new, if anything is; return the DigestCounts of this one."""
    left_at = gone.get(digest_of(subscriber.email))
    topics = [each.topic for each in subscriber.followed if left_at is None or each.confirmed_at > left_at]
    since, news = subscriber.told_until, {}
    for topic in topics:
        news |= {each.urn: each for each in told.since(since, topic, subscriber.language)}
    mine = Subscriber.objects.filter(pk=subscriber.pk)
    if not mine.filter(told_until=since).update(told_until=told.until) or not news:
        return DigestCounts()
    latest = sorted(news.values(), key=lambda each: each.on, reverse=True)
    try:
        digest_mail(subscriber, latest, topics, connection).send()
    except Exception as error:
        mine.update(told_until=since)
        if not _is_of_the_address(error):
            raise
        logger.warning("A digest was refused (subscriber %s): %s", subscriber.pk, type(error).__name__)
        return _note_refusal(mine)
    if subscriber.failures:
        mine.update(failures=0)
    return DigestCounts(sent=1)


def _is_of_the_address(error):
    """Whether a mail server refused this address, and not us all."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _words in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code in {550, 551, 552, 553, 554}


def _note_refusal(mine):
    """Count that an address refused a mail; forget it the third time in a row."""
    mine.update(failures=F("failures") + 1)
    dropped, _rows = mine.filter(failures__gte=MAX_FAILURES).delete()
    return DigestCounts(refused=1, dropped=int(dropped > 0))
