"""Who stands in for whom, told to both."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk.tasks import DeskSection, Task, TaskList, under
from portal.models import StandIn
from records.templatetags.typography import set_in_french
from records.words.dates import in_words


def stand_in_tasks(user, today):
    """Return who stands in for `user`, and for whom they do, on `today` or later (a list of TaskLists)."""
    rows = StandIn.objects.of(user).filter(ends_on__gte=today).select_related("absent", "deputy")
    found = {True: [], False: []}
    for row in rows:
        address = reverse("admin:portal_standin_change", args=[row.pk])
        days = _("du %(start)s au %(end)s") % {"start": in_words(row.starts_on), "end": in_words(row.ends_on)}
        is_away = row.absent_id == user.pk
        found[is_away].append(Task(str(row.deputy if is_away else row.absent), address, set_in_french(days)))
    lists = [
        TaskList(_("Vous approuvez à la place de"), found[False]),
        TaskList(_("Approuve à votre place"), found[True]),
    ]
    return under(DeskSection.OWN, lists)
