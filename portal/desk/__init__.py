"""What waits for a person of the bureau: on the missions in their charge and, for who manages, on all of them."""

import datetime as dt

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.costs import comparable, read_costs_of
from missions.models import (
    DelegationRequest,
    FollowUp,
    Mission,
    Objective,
    RequestDecision,
    Rule,
)
from missions.models.stage import AUTHORIZED_STAGES
from missions.report_status import ReportState, report_status
from portal.desk.memory import anniversaries_ahead, exchanges_to_follow
from portal.desk.messages import messages_to_handle
from portal.desk.missing import missing_lists
from portal.desk.next_steps import late_steps, next_steps
from portal.desk.register import action_lists, agreement_lists, sleeping_relations, unlinked_actions
from portal.desk.tasks import Task, TaskList
from records.templatetags.typography import number, set_in_french
from records.words.dates import in_words

# How far ahead a manager looks.
REPORTS_AHEAD = dt.timedelta(days=30)


def tasks_for(user, today):
    """Return what waits for `user` on `today` (a date): TaskLists, none of them empty (a list).

    The same number of statements whatever waits.
    """
    if not user.has_perm("missions.view_mission"):
        return []
    book = Rule.objects.book()
    task_lists = [_own(user, today, book), *next_steps(user, today)]
    task_lists += [exchanges_to_follow(user)] if user.has_perm("partners.view_exchange") else []
    task_lists += [messages_to_handle()] if user.has_perm("portal.change_message") else []
    if manages_missions(user):
        task_lists += [*_reports(today, book), _overruns(today, book), _promises(today)]
        task_lists += [_requests()] if user.has_perm("missions.view_delegationrequest") else []
        task_lists += [unlinked_actions()] if user.has_perm("missions.view_action") else []
        if user.has_perm("partners.view_agreement"):
            task_lists += [*agreement_lists(today), anniversaries_ahead(today)]
        task_lists += [sleeping_relations(user, today)] if user.has_perm("partners.view_partner") else []
        task_lists += [late_steps(user, today), *action_lists(today)] if user.has_perm("missions.view_action") else []
        task_lists += missing_lists(user)
    return [each for each in task_lists if each.lines]


def manages_missions(user):
    """Whether `user` answers for every mission: who approves them, or reads all without writing."""
    return user.has_perm("missions.publish_mission") or not user.has_perm("missions.change_mission")


def _own(user, today, book):
    missions = Mission.objects.not_archived().filter(owner=user).select_related("report").newest_first()
    promises = FollowUp.objects.still_open()
    lines = []
    for mission in missions.prefetch_related(
        Prefetch("objectives", Objective.objects.filter(result="")), Prefetch("meetings__follow_ups", promises)
    ):
        waiting = [*_report_words(mission, today, book), *_objective_words(mission), *_promise_words(mission, today)]
        if waiting and not mission.is_declined:
            lines.append(_line(mission, "; ".join(waiting)))
    return TaskList(_("Mes missions"), lines)


def _report_words(mission, today, book):
    """Say what the report of a mission asks of who is responsible for it (a list, empty if nothing)."""
    status = report_status(mission, today, book)
    if status.is_missing:
        return [_missing_words(status)]
    if status.state == ReportState.EXPECTED:
        return [_expected_words(status)]
    if status.is_undocumented and mission.stage in AUTHORIZED_STAGES:
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


def _reports(today, book):
    """Return two TaskLists: the reports that are late or not found, and those that are due soon."""
    missions = Mission.objects.not_archived().awaiting_report().select_related("report", "owner")
    statuses = [(mission, report_status(mission, today, book)) for mission in missions]
    missing = [(mission, status) for mission, status in statuses if status.is_missing]
    soon = [
        (mission, status)
        for mission, status in statuses
        if status.state == ReportState.EXPECTED and status.is_bound and status.due_on <= today + REPORTS_AHEAD
    ]
    return [
        TaskList(
            _("Rapports en retard ou non trouvés"),
            [_owned_line(mission, _missing_words(status)) for mission, status in missing],
        ),
        TaskList(
            _("Rapports attendus bientôt"), [_owned_line(mission, _expected_words(status)) for mission, status in soon]
        ),
    ]


def _overruns(today, book):
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
        for mission in comparable(Mission.objects.not_archived().newest_first())
        for each in read_costs_of(mission, today, book).overruns
    ]
    return TaskList(_("Dépassements qui retournent au comité exécutif"), lines)


def _promises(today):
    late = FollowUp.objects.late(today).select_related("owner", "meeting__mission")
    return TaskList.of(_("Promesses en retard"), late, _promise_task, "missions_followup_changelist", etat="retard")


def _promise_task(promise):
    return Task(
        set_in_french(promise.text),
        reverse("admin:missions_followup_change", args=[promise.pk]),
        _("due le %(day)s – %(owner)s, %(mission)s")
        % {"day": in_words(promise.due_on), "owner": promise.owner, "mission": promise.meeting.mission},
    )


def _requests():
    waiting = DelegationRequest.objects.filter(decision=RequestDecision.PENDING).select_related("partner")
    listing, pending = "missions_delegationrequest_changelist", RequestDecision.PENDING.value
    rows = waiting.order_by("received_on", "pk")
    return TaskList.of(_("Demandes à décider"), rows, _request_task, listing, decision__exact=pending)


def _request_task(request):
    return Task(
        set_in_french(request.title),
        reverse("admin:missions_delegationrequest_change", args=[request.pk]),
        _("reçue le %(day)s – %(who)s")
        % {"day": in_words(request.received_on), "who": request.partner or request.asked_by},
    )


def _line(mission, words):
    return Task(set_in_french(mission.title), reverse("admin:missions_mission_change", args=[mission.pk]), words)


def _owned_line(mission, words):
    owner = mission.owner or _("sans responsable")
    return _line(mission, f"{words} – {owner}")
