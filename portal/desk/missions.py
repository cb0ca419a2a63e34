"""What the missions wait for: those in the charge of a person, then all of them."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.costs import perhaps_overrun, read_costs_of
from missions.models import FollowUp, Mission, Objective
from missions.report_status import ReportState, report_status
from missions.waiting import is_unrecorded, reports_due_soon, reports_missing, waiting_missions
from portal.desk.tasks import Task, TaskList
from records.templatetags.typography import number, set_in_french
from records.words.dates import in_words

LISTING = "missions_mission_changelist"


def own_missions(user, today, book):
    """Return the TaskList of what the missions in the charge of `user` wait for on `today`, by a RuleBook."""
    missions = (
        Mission.objects.not_archived()
        .filter(owner=user)
        .prefetch_related(
            Prefetch("objectives", Objective.objects.filter(result="")),
            Prefetch("meetings__follow_ups", FollowUp.objects.still_open()),
        )
    )

    def task(mission):
        said = [*report_words(mission, today, book), *_objective_words(mission), *_promise_words(mission, today)]
        return _line(mission, "; ".join(said))

    rows, asked = waiting_missions(missions, today, book), {"attend": "quelque_chose", "responsable": "moi"}
    return TaskList.of(_("Mes missions"), rows, task, LISTING, **asked, archives="sans")


def report_lists(today, book):
    """Return two TaskLists: the reports that are late or not found, and those that are due soon."""
    kept = Mission.objects.not_archived()

    def missing(mission):
        return _owned_line(mission, _missing_words(report_status(mission, today, book)))

    def soon(mission):
        return _owned_line(mission, _expected_words(report_status(mission, today, book)))

    return [
        TaskList.of(
            _("Rapports en retard ou non trouvés"),
            reports_missing(kept, today, book),
            missing,
            LISTING,
            attend="rapport_manquant",
            archives="sans",
        ),
        TaskList.of(
            _("Rapports attendus bientôt"),
            reports_due_soon(kept, today, book),
            soon,
            LISTING,
            attend="rapport_bientot",
            archives="sans",
        ),
    ]


def overruns(today, book):
    """Return the TaskList of the totals that go back to the executive committee."""
    lines = [
        _line(
            mission,
            _("%(declared)s déclarés pour %(authorized)s autorisés (%(scope)s)")
            % {
                "declared": each.declared.displayed_amount,
                "authorized": each.authorized.displayed_amount,
                "scope": each.declared.get_scope_code_display(),
            },
        )
        for mission in perhaps_overrun(Mission.objects.not_archived().newest_first())
        for each in read_costs_of(mission, today, book).overruns
    ]
    return TaskList(_("Dépassements qui retournent au comité exécutif"), lines)


def report_words(mission, today, book):
    """Say what the report of a mission asks of who is responsible for it (a list, empty if nothing)."""
    status = report_status(mission, today, book)
    if status.is_missing:
        return [_missing_words(status)]
    if status.state == ReportState.EXPECTED:
        return [_expected_words(status)]
    if is_unrecorded(mission, status):
        return [_("rapport inconnu\u00a0: dites s’il est attendu ou en ligne")]
    return []


def _missing_words(status):
    days = status.days_late
    if status.state == ReportState.NOT_FOUND:
        words = ngettext(
            "rapport non trouvé en ligne depuis %(n)s jour", "rapport non trouvé en ligne depuis %(n)s jours", days
        )
        return words % {"n": number(days)}
    return ngettext("rapport en retard de %(n)s jour", "rapport en retard de %(n)s jours", days) % {"n": number(days)}


def _expected_words(status):
    if not status.is_bound:
        return _("rapport attendu, sans échéance")
    return _("rapport attendu au plus tard le %(day)s") % {"day": in_words(status.due_on)}


def _objective_words(mission):
    count = len(mission.objectives.all()) if mission.is_held else 0
    return [ngettext("%(n)s objectif à clore", "%(n)s objectifs à clore", count) % {"n": count}] if count else []


def _promise_words(mission, today):
    promises = [promise for meeting in mission.meetings.all() for promise in meeting.follow_ups.all()]
    late = sum(promise.is_late(today) for promise in promises)
    counts = [
        (late, ngettext("%(n)s promesse en retard", "%(n)s promesses en retard", late)),
        (len(promises) - late, ngettext("%(n)s promesse ouverte", "%(n)s promesses ouvertes", len(promises) - late)),
    ]
    return [words % {"n": count} for count, words in counts if count]


def _line(mission, words):
    return Task(set_in_french(mission.title), reverse("admin:missions_mission_change", args=[mission.pk]), words)


def _owned_line(mission, words):
    owner = mission.owner or _("sans responsable")
    return _line(mission, f"{words} – {owner}")
