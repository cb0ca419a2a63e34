"""What waits for a person of the bureau: on the missions in their charge and, for who manages, on all of them."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.costs import comparable, read_costs_of
from missions.models import DelegationRequest, FollowUp, Mission, Objective, RequestDecision, Rule
from missions.models.stage import AUTHORIZED_STAGES
from missions.report_status import ReportState, report_status
from partners.models import Agreement
from records.templatetags.typography import money, number, set_in_french
from records.words.dates import in_words

# What of each sort is shown at once, and how far ahead a manager looks.
MAX_TASKS = 10
REPORTS_AHEAD = dt.timedelta(days=30)
AGREEMENTS_AHEAD = dt.timedelta(days=365)


class Task(NamedTuple):
    """Something that waits: what it is about, where it is dealt with, and why it waits."""

    title: str
    address: str
    words: str


class TaskList:
    """Things of one sort that wait; at `most` so many are shown (None: all).

    `listing` and `query`: the name of the address where all of them are, if there is one, and what it is asked.
    """

    def __init__(self, title, lines, listing=None, *, most=MAX_TASKS, **query):
        self.title, self.lines = title, lines[:most]
        self.others = len(lines) - len(self.lines)
        self.address = reverse(f"admin:{listing}", query=query) if lines and listing else ""


def tasks_for(user, today):
    """Return what waits for `user` on `today` (a date): TaskLists, none of them empty (a list).

    The same number of statements whatever waits.
    """
    if not user.has_perm("missions.view_mission"):
        return []
    book = Rule.objects.book()
    task_lists = [_own(user, today, book)]
    if _manages(user):
        task_lists += [*_reports(today, book), _overruns(today, book), _promises(today)]
        task_lists += [_requests()] if user.has_perm("missions.view_delegationrequest") else []
        task_lists += [_agreements(today)] if user.has_perm("partners.view_agreement") else []
    return [each for each in task_lists if each.lines]


def _manages(user):
    """Whether the person answers for every mission: who approves them, or reads all without writing."""
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
    if status.state == ReportState.LATE:
        return [_late_words(status)]
    if status.state == ReportState.EXPECTED:
        return [_expected_words(status)]
    if status.is_undocumented and mission.stage in AUTHORIZED_STAGES:
        return [_("rapport inconnu\u00a0: dites s’il est attendu ou en ligne")]
    return []


def _late_words(status):
    days = status.days_late
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
    """Return two TaskLists: the reports that are late, and those that are due soon."""
    missions = Mission.objects.not_archived().awaiting_report().select_related("report", "owner")
    statuses = [(mission, report_status(mission, today, book)) for mission in missions]
    late = [(mission, status) for mission, status in statuses if status.state == ReportState.LATE]
    soon = [
        (mission, status)
        for mission, status in statuses
        if status.state == ReportState.EXPECTED and status.is_bound and status.due_on <= today + REPORTS_AHEAD
    ]
    return [
        TaskList(_("Rapports en retard"), [_owned_line(mission, _late_words(status)) for mission, status in late]),
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
                "declared": money(each.declared.amount),
                "authorized": money(each.authorized.amount),
                "scope": each.declared.get_scope_code_display(),
            },
        )
        for mission in comparable(Mission.objects.not_archived().newest_first())
        for each in read_costs_of(mission, today, book).overruns
    ]
    return TaskList(_("Dépassements qui retournent au comité exécutif"), lines)


def _promises(today):
    late = FollowUp.objects.late(today).select_related("owner", "meeting__mission")
    lines = [
        Task(
            set_in_french(promise.text),
            reverse("admin:missions_followup_change", args=[promise.pk]),
            _("due le %(day)s – %(owner)s, %(mission)s")
            % {"day": in_words(promise.due_on), "owner": promise.owner, "mission": promise.meeting.mission},
        )
        for promise in late
    ]
    return TaskList(_("Promesses en retard"), lines, "missions_followup_changelist", etat="retard")


def _requests():
    waiting = DelegationRequest.objects.filter(decision=RequestDecision.PENDING).select_related("partner")
    lines = [
        Task(
            set_in_french(request.title),
            reverse("admin:missions_delegationrequest_change", args=[request.pk]),
            _("reçue le %(day)s – %(who)s")
            % {"day": in_words(request.received_on), "who": request.partner or request.asked_by},
        )
        for request in waiting.order_by("received_on", "pk")
    ]
    listing, pending = "missions_delegationrequest_changelist", RequestDecision.PENDING.value
    return TaskList(_("Demandes à décider"), lines, listing, decision__exact=pending)


def _agreements(today):
    ending = Agreement.objects.not_archived().in_force(today).filter(ends_on__lte=today + AGREEMENTS_AHEAD)
    lines = [
        Task(
            set_in_french(agreement.title),
            reverse("admin:partners_agreement_change", args=[agreement.pk]),
            _("prend fin le %(day)s") % {"day": in_words(agreement.ends_on)},
        )
        for agreement in ending.order_by("ends_on", "pk")
    ]
    return TaskList(_("Ententes qui prennent fin d’ici un an"), lines)


def _line(mission, words):
    return Task(set_in_french(mission.title), reverse("admin:missions_mission_change", args=[mission.pk]), words)


def _owned_line(mission, words):
    owner = mission.owner or _("sans responsable")
    return _line(mission, f"{words} – {owner}")
