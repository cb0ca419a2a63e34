"""What is still to be done for the actions: by the person, and late by the others."""

from django.urls import reverse
from django.utils.translation import gettext as _

from missions.models import NextStep
from portal.desk.tasks import Task, TaskList
from records.templatetags.typography import set_in_french
from records.words.dates import in_words


def next_steps(user, today):
    """Return two TaskLists of what `user` is to do for their actions on `today`: what is late, then the rest."""
    steps = NextStep.objects.filter(action__owner=user).select_related("action")
    late, coming = steps.late(today), steps.still_open().exclude(due_on__lt=today)
    return [_listed(_("Mes étapes en retard"), late), _listed(_("Mes prochaines étapes"), coming)]


def late_steps(user, today):
    """Return the TaskList of the steps that are late on `today`, of the actions of others than `user`."""
    others = NextStep.objects.late(today).exclude(action__owner=user)
    return _listed(_("Étapes en retard"), others.select_related("action__owner"), is_own=False)


def _listed(title, steps, *, is_own=True):
    return TaskList.of(title, steps, lambda step: _task(step, is_own))


def _task(step, is_own):
    address = reverse("admin:missions_action_change", args=[step.action_id])
    return Task(set_in_french(step.text), address, _words_of(step, is_own))


def _words_of(step, is_own):
    due = _("pour le %(day)s") % {"day": in_words(step.due_on)} if step.due_on else _("sans échéance")
    words = f"{due} – {set_in_french(step.action.title)}"
    owner = step.action.owner or _("sans responsable")
    return words if is_own else f"{words}, {owner}"
