"""Which notices wait, for whom, and which are no longer so."""

import datetime as dt

import pytest
from django.urls import reverse

from portal.models import Notice, NoticeEvent, NoticeRhythm
from portal.notices.deadlines import Deadline, standing_deadlines
from portal.notices.people import who_may
from portal.notices.standing import StandingNotices
from records.publication.proposals import ProposalState
from records.publication.status import PublicationStatus
from tests.missions.factories import FollowUpFactory
from tests.partners.factories import AgreementFactory, PartnerFactory, PartnerProposalFactory
from tests.portal.accountability.entries import TODAY
from tests.portal.bureau import address, in_state
from tests.portal.factories import NoticeChoiceFactory, NoticeFactory, PersonFactory, StandInFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SUBMITTED, SENT_BACK, PUBLISHED, CHANGED = (
    NoticeEvent.SUBMITTED,
    NoticeEvent.SENT_BACK,
    NoticeEvent.PUBLISHED,
    NoticeEvent.CHANGED,
)


def among(*notices):
    return StandingNotices(TODAY).among(list(notices))


@pytest.mark.parametrize(
    ("state", "event", "is_so"),
    [
        (PublicationStatus.REVIEW, SUBMITTED, True),
        (PublicationStatus.DRAFT, SUBMITTED, False),  # taken back
        (PublicationStatus.PUBLISHED, SUBMITTED, False),
        (PublicationStatus.DRAFT, SENT_BACK, True),
        (PublicationStatus.REVIEW, SENT_BACK, False),
        (PublicationStatus.PUBLISHED, PUBLISHED, True),
        (PublicationStatus.ARCHIVED, PUBLISHED, False),
        (PublicationStatus.PUBLISHED, CHANGED, True),
        (PublicationStatus.DRAFT, CHANGED, False),
    ],
)
def test_a_notice_is_so_while_its_record_stands_where_it_says(state, event, is_so):
    notice = NoticeFactory(event=event, address=address(in_state(state)))
    assert among(notice) == [notice] * is_so


@pytest.mark.parametrize(
    ("state", "is_so"),
    [(ProposalState.SUBMITTED, True), (ProposalState.PREPARED, False), (ProposalState.APPLIED, False)],
)
def test_a_notice_of_a_proposal_is_so_while_the_proposal_stands_where_it_says(state, is_so):
    proposal = PartnerProposalFactory(state=state)
    notice = NoticeFactory(address=reverse("admin:partners_partner_proposal", args=[proposal.pk]))
    assert among(notice) == [notice] * is_so


def test_a_notice_and_a_choice_say_what_they_are_of():
    assert str(Notice(title="Namur", event=SUBMITTED)) == "Namur – soumis à l’approbation"
    choice = NoticeChoiceFactory(user__username="camille", rhythm=NoticeRhythm.NEVER)
    assert str(choice) == "camille – jamais"


def test_of_a_record_that_is_gone_nothing_is_so():
    record = in_state(PublicationStatus.REVIEW)
    notice = NoticeFactory(address=address(record))
    record.delete()
    assert among(notice) == []


@pytest.mark.parametrize(
    "shown",
    [
        "/admin/",
        "/admin/partners/partner/",
        "/admin/nulle-part/",
        "/partenaires/",
        "",
    ],
)
def test_of_a_page_that_shows_no_record_a_notice_stays_so(shown):
    notice = NoticeFactory(address=shown)
    assert among(notice) == [notice]


def test_of_a_record_that_has_no_states_a_notice_stays_so_until_it_is_gone():
    promise = FollowUpFactory()
    notice = NoticeFactory(address=address(promise))
    assert among(notice) == [notice]
    promise.delete()
    assert among(notice) == []


def test_of_notices_that_say_the_same_the_last_is_sent():
    shown = address(in_state(PublicationStatus.REVIEW))
    first, second = (NoticeFactory(address=shown) for _ in range(2))
    other = NoticeFactory(address=shown, title="Liège")
    assert among(first, second, other) == [second, other]


def test_a_deadline_is_so_for_who_is_still_concerned(approbation, redaction):
    AgreementFactory(title="Jumelage", ends_on=TODAY + 20 * DAY)
    [told] = standing_deadlines(TODAY).values()
    told.save()
    same = NoticeFactory(recipient=redaction, event=told.event, deadline=told.deadline)
    assert among(told, same) == [told]
    assert StandingNotices(TODAY + 21 * DAY).among([told]) == []


@pytest.mark.parametrize(
    ("words", "name", "title"),
    [
        ("", "Namur", "Namur"),
        ("25 ans", "Namur", "Namur, 25 ans"),
        ("", "é" * 400, "é" * 300),  # as long as a notice may be
    ],
)
def test_a_deadline_is_a_notice_for_each_person(words, name, title):
    people = [PersonFactory.build(pk=1), PersonFactory.build(pk=2)]
    row = PartnerFactory.build(pk=7, name=name)
    notices = Deadline(NoticeEvent.STEP_LATE, row, TODAY, "/admin/", people, words).notices()
    assert [(each.recipient, each.title, each.deadline) for each in notices] == [
        (person, title, "partners.partner 7 2026-03-02") for person in people
    ]
    assert {(each.event, each.address, each.sent_at) for each in notices} == {("etape", "/admin/", None)}


def notice_for(rhythm=None, days_ago=0, **person):
    """Return a notice written so many days before TODAY, for somebody of this rhythm."""
    written = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC) - days_ago * DAY
    notice = NoticeFactory(recipient=PersonFactory(**person), created_at=written)
    if rhythm:
        NoticeChoiceFactory(user=notice.recipient, rhythm=rhythm)
    return notice


@pytest.mark.parametrize(
    ("options", "waits"),
    [
        ({}, True),
        ({"rhythm": NoticeRhythm.AT_ONCE}, True),
        ({"rhythm": NoticeRhythm.WEEKLY}, True),
        ({"rhythm": NoticeRhythm.NEVER}, False),
        ({"email": ""}, False),
        ({"is_active": False}, False),
    ],
)
def test_a_notice_waits_for_who_may_be_written_to(options, waits):
    notice = notice_for(**options)
    assert list(Notice.objects.waiting()) == [notice] * waits
    notice.sent_at = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    notice.save()
    assert not Notice.objects.waiting().exists()


@pytest.mark.parametrize(
    ("day", "rhythm", "days_ago", "is_wanted"),
    [
        (0, NoticeRhythm.WEEKLY, 0, True),  # a Monday
        (1, NoticeRhythm.WEEKLY, -1, False),
        (1, NoticeRhythm.WEEKLY, 5, False),
        (1, NoticeRhythm.WEEKLY, 6, True),  # Monday was missed: seven days are over
        (1, NoticeRhythm.DAILY, 0, True),
        (1, None, 0, True),
    ],
)
def test_weekly_mails_leave_on_mondays_or_after_a_week(day, rhythm, days_ago, is_wanted):
    notice = notice_for(rhythm, days_ago)
    assert list(Notice.objects.wanted_on(TODAY + day * DAY)) == [notice] * is_wanted


def test_who_approves_is_found_by_group_by_permission_and_in_somebody_s_place(approbation, redaction, time_machine):
    time_machine.move_to("2026-03-02T17:00:00Z")
    away = PersonFactory(is_active=False)
    away.groups.set(approbation.groups.all())
    assert set(who_may("missions.publish_mission")) == {approbation}
    StandInFactory(absent=approbation, deputy=redaction)
    manager = PersonFactory(is_superuser=True)
    assert set(who_may("missions.publish_mission")) == {approbation, redaction, manager}
