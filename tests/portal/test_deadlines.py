"""What ends soon and what is late: told to whom, once, at the rhythm each chooses."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from missions.models import Action
from partners.models import AgreementActKind
from portal import nightly
from portal.models import Notice, NoticeChoice, NoticeEvent, NoticeRhythm
from portal.notices.deadlines import tell_deadlines
from portal.privacy.files import forget_notices
from records.publication.status import PublicationStatus
from tests.missions.factories import FollowUpFactory, NextStepFactory
from tests.partners.factories import AgreementActFactory, AgreementFactory
from tests.portal.factories import NoticeFactory, PersonFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.SITE_URL = "https://exemple.invalid"
    settings.DEFAULT_FROM_EMAIL = "portail@exemple.invalid"


def told():
    return sorted(Notice.objects.values_list("recipient__username", "event"))


@pytest.mark.parametrize(
    ("days", "event"),
    [
        (181, None),
        (180, NoticeEvent.ENDS_IN_180),
        (91, NoticeEvent.ENDS_IN_180),
        (90, NoticeEvent.ENDS_IN_90),
        (29, NoticeEvent.ENDS_IN_30),
        (0, NoticeEvent.ENDS_IN_30),
        (-1, None),
    ],
)
def test_who_approves_agreements_is_told_of_the_nearest_threshold_once(redaction, approbation, days, event):
    AgreementFactory(ends_on=MONDAY + days * DAY)
    AgreementFactory(ends_on=MONDAY + days * DAY, status=PublicationStatus.ARCHIVED)
    counts = [tell_deadlines(MONDAY), tell_deadlines(MONDAY)]
    assert (told(), counts) == (([("approbation", event)], [1, 0]) if event else ([], [0, 0]))


def test_the_same_agreement_is_told_again_at_the_next_threshold_or_of_another_day(approbation):
    agreement = AgreementFactory(ends_on=MONDAY + 90 * DAY)
    assert [tell_deadlines(MONDAY + days * DAY) for days in (0, 1, 70, 71)] == [1, 0, 1, 0]
    agreement.ends_on += DAY
    agreement.save()
    assert tell_deadlines(MONDAY + 71 * DAY) == 1


@pytest.mark.parametrize(
    ("kind", "act", "event"),
    [
        (AgreementActKind.EXTENSION, {"ends_on": MONDAY + 300 * DAY}, None),
        (AgreementActKind.EXTENSION, {"ends_on": MONDAY + 60 * DAY}, NoticeEvent.ENDS_IN_90),
        (AgreementActKind.TERMINATION, {"ends_on": MONDAY + 5 * DAY}, NoticeEvent.ENDS_IN_30),
    ],
)
def test_an_agreement_ends_when_its_acts_say(approbation, kind, act, event):
    agreement = AgreementFactory(ends_on=MONDAY + 20 * DAY)
    AgreementActFactory(agreement=agreement, kind=kind, **act)
    tell_deadlines(MONDAY)
    assert told() == ([("approbation", event)] if event else [])


def test_an_anniversary_is_told_a_year_ninety_and_thirty_days_before_once_each(approbation):
    AgreementFactory(signed_on=dt.date(2002, 3, 2), signed_precision="jour")
    day = dt.date(2027, 3, 2)
    nights = [day - days * DAY for days in (366, 365, 200, 90, 89, 30, 29, 1)]
    assert [tell_deadlines(night) for night in nights] == [0, 1, 0, 1, 0, 1, 0, 0]
    assert {event for _who, event in told()} == {NoticeEvent.ANNIVERSARY}


def test_a_late_promise_is_told_to_who_approves_and_to_the_owner_of_its_mission_a_step_to_the_owner_of_its_action(
    redaction, approbation
):
    for due_on, done_on in ((MONDAY, None), (MONDAY - DAY, None), (MONDAY - 91 * DAY, None), (MONDAY - DAY, MONDAY)):
        owned = {"meeting__mission__owner": redaction}
        FollowUpFactory(due_on=due_on, done_on=done_on, result="Tenue." if done_on else "", **owned)
        NextStepFactory(due_on=due_on, done_on=done_on, action__owner=redaction)
        NextStepFactory(due_on=due_on, done_on=done_on)
    tell_deadlines(MONDAY)
    promise, late_step = NoticeEvent.PROMISE_LATE, NoticeEvent.STEP_LATE
    assert told() == [("approbation", promise), ("redaction", late_step), ("redaction", promise)]
    step = Notice.objects.get(event=NoticeEvent.STEP_LATE)
    action = Action.objects.get(owner=redaction, next_steps__due_on=MONDAY - DAY, next_steps__done_on=None)
    assert step.address == reverse("admin:missions_action_change", args=[action.pk])


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (1, True), (90, True), (91, False)])
def test_what_is_late_is_told_from_the_next_day_for_as_long_as_notices_are_kept(approbation, days, is_told):
    FollowUpFactory(due_on=MONDAY - days * DAY)
    NextStepFactory(due_on=MONDAY - days * DAY, action__owner=approbation)
    assert tell_deadlines(MONDAY) == 2 * is_told


def test_a_promise_of_an_archived_mission_is_not_told_as_late(approbation):
    FollowUpFactory(due_on=MONDAY - DAY, meeting__mission__status=PublicationStatus.ARCHIVED)
    assert tell_deadlines(MONDAY) == 0


def test_a_deadline_that_is_no_longer_one_is_not_sent(approbation, redaction):
    approbation.email = redaction.email = "quelquun@exemple.invalid"
    approbation.save()
    redaction.save()
    ending = [AgreementFactory(ends_on=MONDAY + 20 * DAY) for _each in range(2)]
    promise, step = FollowUpFactory(due_on=MONDAY - DAY), NextStepFactory(due_on=MONDAY - DAY, action__owner=redaction)
    assert tell_deadlines(MONDAY) == 4
    AgreementActFactory(agreement=ending[0], kind=AgreementActKind.EXTENSION, ends_on=MONDAY + 300 * DAY)
    for done in (promise, step):
        done.done_on, done.result = MONDAY, "Tenue."
        done.save()
    assert nightly.send_notices(MONDAY) == "envoyés\u00a0: 1, échecs\u00a0: 0"
    assert Notice.objects.get().address == reverse("admin:partners_agreement_change", args=[ending[1].pk])


@pytest.mark.parametrize("away", [{"is_active": False}, {"is_staff": False}, {"rhythm": NoticeRhythm.NEVER}])
def test_who_is_away_or_wants_nothing_is_not_told(redaction, away):
    NextStepFactory(due_on=MONDAY - DAY, action__owner=redaction)
    if rhythm := away.pop("rhythm", None):
        NoticeChoice.objects.create(user=redaction, rhythm=rhythm)
    for name, value in away.items():
        setattr(redaction, name, value)
    redaction.save()
    assert tell_deadlines(MONDAY) == 0


def test_forgetting_notices_tells_no_deadline_again(approbation):
    AgreementFactory(ends_on=MONDAY + 180 * DAY)
    FollowUpFactory(due_on=MONDAY - DAY)
    written = 0
    for days in range(0, 180, 5):
        written += tell_deadlines(MONDAY + days * DAY)
        Notice.objects.filter(created_at__date__gt=MONDAY + days * DAY).update(
            created_at=dt.datetime.combine(MONDAY + days * DAY, dt.time(12), dt.UTC)
        )
        forget_notices(MONDAY + days * DAY)
    assert written == 4  # the agreement at each threshold, the promise


@pytest.mark.parametrize(("days_before", "day", "sent"), [(1, 0, 1), (1, 1, 0), (6, 3, 0), (7, 3, 1)])
def test_weekly_mails_leave_on_mondays_or_a_week_later_if_one_was_missed(days_before, day, sent):
    today = MONDAY + day * DAY
    written_at = dt.datetime.combine(today - days_before * DAY, dt.time(12), dt.UTC)
    notice = NoticeFactory(created_at=written_at)
    NoticeChoice.objects.create(user=notice.recipient, rhythm=NoticeRhythm.WEEKLY)
    nightly.send_notices(today)
    assert len(mail.outbox) == sent


@pytest.mark.parametrize(("count", "others"), [(50, None), (51, "et 1 autre\n"), (53, "et 3 autres\n")])
def test_a_mail_lists_fifty_notices_and_leads_to_the_others(count, others, client):
    person = PersonFactory(is_superuser=True)
    for number in range(count):
        NoticeFactory(recipient=person, title=f"Fiche {number}")
    nightly.send_notices(MONDAY)
    (letter,) = mail.outbox
    assert letter.body.count("soumis à l’approbation") == 50
    assert others in letter.body if others else "autre" not in letter.body
    assert not Notice.objects.waiting().exists()
    client.force_login(person)
    answer = client.get(reverse("admin:notices"), {"page": 2})
    assert len(answer.context["notices"]) == ((count - 50) or 50)
