"""What the memory of partners brings to the desk: follow-ups of exchanges, anniversaries to prepare."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.anniversaries import upcoming_anniversaries
from partners.models import Exchange
from portal.desk.tasks import Task, TaskList
from records.templatetags.typography import set_in_french
from records.words.dates import in_words


def exchanges_to_follow(user):
    """Return the TaskList of the follow-ups of exchanges that `user` sees to, the most urgent first."""
    rows = Exchange.objects.still_open().filter(owner=user).select_related("partner")
    return TaskList.of(
        _("Suites à donner aux échanges"),
        rows,
        _exchange_task,
        "partners_exchange_changelist",
        suite="a_suivre",
        owner__id__exact=user.pk,
    )


def _exchange_task(exchange):
    address = reverse("admin:partners_exchange_change", args=[exchange.pk])
    due = in_words(exchange.due_on) if exchange.due_on else _("sans échéance")
    return Task(set_in_french(exchange.follow_up), address, f"{exchange.partner} – {due}")


def anniversaries_ahead(today):
    """Return the TaskList of the anniversaries of agreements told on `today` (a date), the nearest first."""
    lines = [
        Task(
            set_in_french(each.agreement.title),
            reverse("admin:partners_agreement_change", args=[each.agreement.pk]),
            each.in_words(today),
        )
        for each in upcoming_anniversaries(today)
    ]
    return TaskList(_("Anniversaires à préparer"), lines)
