"""The texts of the bureau on their way online: one's own, those to approve, those sent back."""

from collections.abc import Callable
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Exists, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.desk.proposals import MAX_COMMENT, follows
from portal.desk.tasks import DeskSection, Task, TaskList, under
from records.publication.status import PublicationStatus
from records.publication.written_by import written_by
from records.templatetags.typography import set_in_french
from records.words.dates import in_words

NOT_SENT_BACK = Q(review_comment="")


class ManyRows(NamedTuple):
    """The rows of several querysets in one order, that of `key` (a function): those shown are read, the others counted.

    Each queryset is in that order.
    """

    querysets: list
    key: Callable

    def __getitem__(self, shown):
        """Return the first rows (a list), as many as are asked."""
        return sorted(chain.from_iterable(rows[shown] for rows in self.querysets), key=self.key)[shown]

    def count(self):
        """Return how many there are."""
        return sum(rows.count() for rows in self.querysets)


def text_tasks(user, models):
    """Return the records of `models` on their way online that wait for `user` (TaskLists, none of them empty).

    Their own: sent back, drafts, submitted; those they approve or follow: submitted, sent back to others.
    """
    own = [model.objects.filter(written_by(model, user)) for model in models if _may_change(user, model)]
    followed = [model for model in models if follows(user, model)]
    others = [model.objects.exclude(written_by(model, user)) for model in followed]
    found = {
        DeskSection.OWN: [
            _drafts(user, _("Mes textes renvoyés, à reprendre"), own, ~NOT_SENT_BACK, _words_once_sent_back),
            _drafts(user, _("Mes brouillons"), own, NOT_SENT_BACK, _words_of_draft),
            _submitted(user, _("Mes textes soumis"), own),
        ],
        DeskSection.TO_APPROVE: [
            _submitted(user, _("Textes à approuver"), [model.objects.all() for model in followed])
        ],
        DeskSection.WATCHED: [
            _drafts(user, _("Textes renvoyés, à reprendre"), others, ~NOT_SENT_BACK, _words_once_sent_back),
        ],
    }
    return [each for section, lists in found.items() for each in under(section, lists)]


def _may_change(user, model):
    return user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")


def _drafts(user, title, querysets, condition, words):
    kept = [rows.filter(condition, status=PublicationStatus.DRAFT) for rows in querysets]
    latest_first = [rows.order_by(F("edited_at").desc(nulls_last=True), "pk") for rows in _not_empty(user, kept)]
    return TaskList.of(title, ManyRows(latest_first, _since_edited), lambda record: _task(record, words(record)))


def _not_empty(user, querysets):
    """Return those of `querysets` that have a row (a list): one statement asks all."""
    if not querysets:
        return []
    found = User.objects.filter(pk=user.pk).values_list(*(Exists(rows) for rows in querysets)).get()
    return [rows for rows, is_there in zip(querysets, found, strict=True) if is_there]


def _since_edited(record):
    return -record.edited_at.timestamp() if record.edited_at else 0


def _submitted(user, title, querysets):
    waiting = _not_empty(user, [each.awaiting_approval() for each in querysets])
    rows = ManyRows(waiting, attrgetter("submitted_at"))
    return TaskList.of(title, rows, lambda record: _task(record, _words_once_submitted(record)))


def _task(record, words):
    options = record._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])
    return Task(set_in_french(str(record)), address, f"{options.verbose_name}, {words}")


def _words_of_draft(record):
    return _("modifié le %(day)s") % {"day": _day(record.edited_at)} if record.edited_at else _("chargé des fichiers")


def _words_once_sent_back(record):
    return _("renvoyé\u00a0: «\u00a0%(comment)s\u00a0»") % {
        "comment": Truncator(record.review_comment).chars(MAX_COMMENT)
    }


def _words_once_submitted(record):
    kind = _("à remettre en ligne") if record.published_on else _("nouveau")
    who = record.submitted_by or _("un compte supprimé")
    return _("%(kind)s – soumis par %(who)s, à approuver depuis le %(day)s") % {
        "kind": kind,
        "who": who,
        "day": _day(record.submitted_at),
    }


def _day(moment):
    return in_words(timezone.localdate(moment))
