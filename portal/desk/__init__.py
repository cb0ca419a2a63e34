"""What waits for a person of the bureau: on the missions in their charge and, for who manages, on all of them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from missions.models import DelegationRequest, FollowUp, RequestDecision, Rule
from portal.desk.memory import anniversaries_ahead, exchanges_to_follow
from portal.desk.messages import messages_to_handle
from portal.desk.missing import missing_lists
from portal.desk.missions import overruns, own_missions, report_lists
from portal.desk.next_steps import late_steps, next_steps
from portal.desk.register import action_lists, agreement_lists, own_register, sleeping_relations, unlinked_actions
from portal.desk.tasks import DeskSection, Task, TaskList, under
from records.templatetags.typography import set_in_french
from records.words.dates import in_words


def tasks_for(user, today):
    """Return what waits for `user` on `today` (a date): TaskLists, none of them empty (a list).

    The same number of statements whatever waits.
    """
    if not user.has_perm("missions.view_mission"):
        return []
    book = Rule.objects.book()
    watched = _watched(user, today, book) if manages_missions(user) else []
    return [*under(DeskSection.OWN, _own(user, today, book)), *under(DeskSection.WATCHED, watched)]


def _own(user, today, book):
    late_steps_of, coming_steps_of = next_steps(user, today)
    found = [late_steps_of, own_missions(user, today, book)]
    if not manages_missions(user):
        found += own_register(user, today)
    found += [exchanges_to_follow(user)] if user.has_perm("partners.view_exchange") else []
    found += [messages_to_handle()] if user.has_perm("portal.change_message") else []
    return [*found, coming_steps_of]


def _watched(user, today, book):
    found = [*report_lists(today, book), overruns(today, book), _promises(today)]
    found += [_requests()] if user.has_perm("missions.view_delegationrequest") else []
    if user.has_perm("partners.view_agreement"):
        found += [*agreement_lists(today), anniversaries_ahead(today)]
    if user.has_perm("missions.view_action"):
        found += [late_steps(user, today), *action_lists(today), unlinked_actions()]
    found += [sleeping_relations(user, today)] if user.has_perm("partners.view_partner") else []
    return [*found, *missing_lists(user)]


def manages_missions(user):
    """Whether `user` answers for every mission: who approves them, or reads all without writing."""
    return user.has_perm("missions.publish_mission") or not user.has_perm("missions.change_mission")


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
