"""What a new day brings, done in order: each task may be run again at no harm, and one that fails stops no other."""

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.models import Rule
from missions.operations import publish_reports
from missions.reminders import send_reminders, settings_missing
from portal.accounts.sealing import seal_again
from portal.models import Notice
from portal.notices.deadlines import tell_deadlines
from portal.notices.sending import send_waiting
from portal.opendata.snapshots import keep_snapshot
from portal.privacy.retention import RETENTION_RULES, apply_retention
from portal.subscriptions.digest import send_digests
from portal.subscriptions.mails import postal_settings_missing
from records.documents.strays import remove_stray_files
from records.search.indexing import rebuild
from records.words.said import Said

logger = logging.getLogger(__name__)


class NightlyTaskError(Exception):
    """A task went to its end, and part of it could not be done: its words say which."""


class NightlyTask(NamedTuple):
    """A task: its name in words, and what does it for a day (a date) and returns, in words, what was done."""

    name: Said
    run: Callable[[dt.date], str]


class TaskResult(NamedTuple):
    """What came of a task, in words."""

    name: str
    words: str
    has_failed: bool


def run_nightly(today: dt.date) -> list[TaskResult]:
    """Do every task for `today` (a date in Québec), log each, and return what came of them in order."""
    return [_run(task, today) for task in TASKS]


def _run(task, today):
    try:
        words, has_failed = task.run(today), False
    except NightlyTaskError as failure:
        words, has_failed = str(failure), True
    except Exception as failure:  # whatever goes wrong with one task, the others are done
        logger.exception("Nightly task failed: %s", task.name)
        words, has_failed = str(failure) or type(failure).__name__, True
    logger.log(logging.ERROR if has_failed else logging.INFO, "Nightly, %s: %s", task.name, words)
    return TaskResult(str(task.name), words, has_failed)


def note_reports(today: dt.date) -> str:
    """Stop the clocks of the reports that readers may read from `today`, once an embargo lifted."""
    return _("mis en ligne\u00a0: %(count)s") % {"count": publish_reports(today)}


def remove_files(_today: dt.date) -> str:
    """Remove the files that nothing holds any more."""
    return _("enlevés\u00a0: %(count)s") % {"count": remove_stray_files(timezone.now())}


def keep_quarter(today: dt.date) -> str:
    """Keep, once a quarter, a copy of the open data as anyone may read them on `today`."""
    if not settings.SITE_URL:
        return _("aucune copie n’est gardée sans\u00a0: %(names)s (voir .env.example)") % {"names": "SITE_URL"}
    return _("gardées\u00a0: %(count)s") % {"count": len(keep_snapshot(today))}


@transaction.atomic
def renew_index(today: dt.date) -> str:
    """Write the index of the search again: what an embargo kept until `today` is found by what it says."""
    return _("entrées\u00a0: %(count)s") % {"count": rebuild(today=today)}


def remind(today: dt.date) -> str:
    """Send the reminders due on `today`. Raise NightlyTaskError, naming each, if some could not be sent."""
    if missing := _missing_words():
        return missing
    logged = send_reminders(today, Rule.objects.book())
    return _sendings(logged, [reminder for reminder in logged if not reminder.was_sent])


def write_deadlines(today: dt.date) -> str:
    """Write the notices of what ends soon or is late on `today`."""
    return _("écrits\u00a0: %(count)s") % {"count": tell_deadlines(today)}


def send_notices(today: dt.date) -> str:
    """Send each person the notices that wait for them. Raise NightlyTaskError, naming each, if some could not be."""
    if missing := _missing_words():
        return missing
    people = User.objects.filter(pk__in=Notice.objects.wanted_on(today).values("recipient"))
    sent = send_waiting(people.order_by("pk"), today)
    return _sendings(sent, [notice for notice in sent if notice.error])


def seal_secrets_again(_today: dt.date) -> str:
    """Seal with the newest key the secrets of the second step that an older one sealed."""
    return _("scellés de nouveau\u00a0: %(count)s") % {"count": seal_again()}


def tell_subscribers(today: dt.date) -> str:
    """Tell by mail who follows the portal of what was put online before `today`."""
    if missing := _missing_words(postal_settings_missing()):
        return missing
    counts = send_digests(today)
    words = _("envoyés\u00a0: %(sent)s, refusés\u00a0: %(refused)s, adresses abandonnées\u00a0: %(dropped)s")
    return words % counts._asdict()


def _missing_words(missing=None):
    missing = settings_missing() if missing is None else missing
    if not missing:
        return ""
    return _("aucun courriel ne part sans\u00a0: %(names)s (voir .env.example)") % {"names": ", ".join(missing)}


def _sendings(logged, failed):
    """Say how many of the sendings `logged` left. Raise NightlyTaskError if some `failed`."""
    words = _("envoyés\u00a0: %(sent)s, échecs\u00a0: %(failed)s") % {
        "sent": len(logged) - len(failed),
        "failed": len(failed),
    }
    if failed:
        raise NightlyTaskError("\n".join([words, *(f"{each}\u00a0: {each.error}" for each in failed)]))
    return words


TASKS = [
    *(NightlyTask(rule.name, partial(apply_retention, rule)) for rule in RETENTION_RULES),
    NightlyTask(gettext_lazy("rapports déposés avec une mission"), note_reports),
    NightlyTask(gettext_lazy("fichiers sans document"), remove_files),
    NightlyTask(gettext_lazy("copie trimestrielle des données ouvertes"), keep_quarter),
    NightlyTask(gettext_lazy("embargos levés et index de la recherche"), renew_index),
    NightlyTask(gettext_lazy("rappels des rapports"), remind),
    NightlyTask(gettext_lazy("avis des échéances"), write_deadlines),
    NightlyTask(gettext_lazy("courriels des avis"), send_notices),
    NightlyTask(gettext_lazy("secrets des secondes étapes"), seal_secrets_again),
    NightlyTask(gettext_lazy("courriels aux personnes abonnées"), tell_subscribers),
]
