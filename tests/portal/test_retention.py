"""How long each file of people is kept: to the end of its last day in Québec, and not a night more."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils import timezone

from missions.models import DelegationRequest, Participant, RequestDecision
from portal.accounts.erasing import erase_closed_accounts
from portal.accounts.throttle import FORGOTTEN
from portal.models import AttemptCount, DigestRhythm, MessageState, TopicKind
from portal.privacy.files import FILES, forget_sessions, forget_sheets
from portal.privacy.retention import RETENTION_RULES, apply_retention, outdated
from records.models import ImportedRow, SheetImport
from tests.client import StrictClient
from tests.missions.factories import DelegationRequestFactory, MissionFactory, ParticipantFactory
from tests.partners.factories import ContactFactory, OfficeHolderFactory
from tests.portal.factories import (
    JournalEntryFactory,
    MessageFactory,
    NoticeFactory,
    PersonFactory,
    SubscriptionFactory,
)
from tests.records.factories import ImportedRowFactory, KeptTypingFactory, SharedLinkFactory, SheetImportFactory

pytestmark = pytest.mark.django_db
DAY, NIGHT = dt.date(2026, 3, 2), dt.timedelta(days=1)
# Late that day in Québec: the next one has begun elsewhere.
LATE = dt.datetime(2026, 3, 3, 2, tzinfo=dt.UTC)
BY_KEY = {file.key: file for file in FILES}


def deleted_participant():
    """Delete somebody whose name was public, late that day."""
    ParticipantFactory(name="Zoé Vraisemblable", name_is_public=True).delete()
    Participant.history.update(history_date=LATE)


def logged_write():
    """Write in the log of the admin, late that day."""
    kind = ContentType.objects.get_for_model(User)
    written = {"content_type": kind, "object_id": "1", "object_repr": "Zoé", "action_flag": CHANGE}
    LogEntry.objects.create(user=PersonFactory(), action_time=LATE, **written)


def declined(**values):
    """Make a request declined that day."""
    return DelegationRequestFactory(
        **{"decision": RequestDecision.DECLINED, "decided_on": DAY, "reason": "Autre.", **values}
    )


# What begins to be kept that day, and whether it is there still once as many days as its file says have passed.
KEPT = {
    "contacts": (lambda: ContactFactory(keep_until=DAY), True),
    "titulaires": (lambda: OfficeHolderFactory(keep_until=DAY), True),
    "demandes": (declined, True),
    "comptes": (lambda: PersonFactory(is_active=False, last_login=LATE), True),
    "messages": (lambda: MessageFactory(state=MessageState.HANDLED, handled_on=DAY), True),
    "abonnements": (
        lambda: SubscriptionFactory(asked_at=LATE, confirmed_at=None, subscriber__asked_at=LATE),
        True,
    ),
    "journal": (lambda: JournalEntryFactory(at=LATE, network="192.0.2.1"), False),
    "avis": (lambda: NoticeFactory(created_at=LATE), False),
    "ecritures": (logged_write, False),
    "saisies": (lambda: KeptTypingFactory(kept_at=LATE), False),
    "imports": (lambda: SheetImportFactory(kept_at=LATE), False),
    "liens": (lambda: SharedLinkFactory(made_at=LATE - NIGHT, expires_at=LATE), False),
}
# Those kept for other reasons than a number of days: each has its own test below.
OTHERWISE = {"participations", "sessions", "essais"}


def rule_of(key):
    """Return the rule that keeps a file."""
    [rule] = [each for each in RETENTION_RULES if each.retention is BY_KEY[key].retention]
    return rule


def test_every_file_that_a_night_erases_is_held_to_its_days():
    assert {file.key for file in FILES if file.retention.erase} == {*KEPT, *OTHERWISE}


@pytest.mark.parametrize("key", KEPT)
def test_what_is_held_of_people_is_kept_to_its_last_day_and_erased_the_next_night(key):
    make, is_there_still = KEPT[key]
    make()
    rule = rule_of(key)
    last = DAY + (rule.retention.days - (not is_there_still)) * NIGHT
    assert outdated(rule, last) == 0
    assert outdated(rule, last + NIGHT) == 1
    assert outdated(rule, last + NIGHT) == 1, "counting erased nothing"
    apply_retention(rule, last + NIGHT)
    assert outdated(rule, last + 999 * NIGHT) == 0


@pytest.mark.parametrize(("days", "rows"), [(30, 0), (31, 2)])
def test_a_name_deleted_with_its_mission_may_come_back_for_thirty_days(days, rows):
    deleted_participant()
    assert outdated(rule_of("participations"), DAY + days * NIGHT) == rows


def test_a_name_deleted_lately_may_come_back_whoever_was_deleted_long_before():
    deleted_participant()
    ParticipantFactory(name="Zoé Vraisemblable", name_is_public=True).delete()
    lately = Participant.history.latest("history_id").id
    Participant.history.filter(id=lately).update(history_date=LATE)
    Participant.history.filter(id=lately, history_type="-").update(history_date=LATE + 31 * NIGHT)
    rule = rule_of("participations")
    apply_retention(rule, DAY + 31 * NIGHT)
    assert set(Participant.history.exclude(name="").values_list("id", flat=True)) == {lately}
    assert outdated(rule, DAY + 31 * NIGHT) == 0, "what was erased is not counted again"


def test_a_name_that_came_back_with_its_mission_stays_in_the_history():
    deleted_participant()
    back = ParticipantFactory(pk=Participant.history.latest().id, name="Zoé Vraisemblable", name_is_public=True)
    apply_retention(rule_of("participations"), DAY + 31 * NIGHT)
    assert set(back.history.values_list("name", flat=True)) == {"Zoé Vraisemblable"}


def test_a_name_that_is_still_public_stays_in_the_history_whatever_its_age():
    kept = ParticipantFactory(name="Zoé Vraisemblable", name_is_public=True)
    deleted_participant()
    apply_retention(rule_of("participations"), DAY + 999 * NIGHT)
    assert set(Participant.history.exclude(name="").values_list("id", flat=True)) == {kept.pk}


def test_a_name_withdrawn_leaves_the_history_the_next_night_and_the_others_stay():
    withdrawn, kept = (ParticipantFactory(name="Zoé Vraisemblable", name_is_public=True) for _each in range(2))
    withdrawn.name, withdrawn.name_is_public = "", False
    withdrawn.save()
    apply_retention(rule_of("participations"), timezone.localdate())
    assert set(Participant.history.exclude(name="").values_list("id", flat=True)) == {kept.pk}
    assert not Participant.history.filter(name="", name_is_public=True).exists()


def test_who_made_a_request_is_kept_with_it_unless_it_was_declined_out_of_sight():
    declined(is_public=True)
    declined(decision=RequestDecision.ACCEPTED, mission=MissionFactory())
    DelegationRequestFactory()
    assert outdated(rule_of("demandes"), DAY + 9999 * NIGHT) == 0


def test_what_a_declined_request_told_of_people_goes_and_its_decision_stays():
    request = declined(titles="Mairesse", needs="Sans gluten")
    apply_retention(rule_of("demandes"), DAY + 9999 * NIGHT)
    request.refresh_from_db()
    assert (request.asked_by, request.titles, request.needs, request.reason) == ("(effacé)", "", "", "Autre.")
    told = DelegationRequest.history.values_list("asked_by", "titles", "needs")
    assert set(told) == {("(effacé)", "", "")}


@pytest.mark.parametrize(("days", "erased"), [(365, 0), (366, 1)])
def test_an_account_closed_without_ever_being_used_is_kept_a_year_from_the_day_it_was_made(days, erased):
    PersonFactory(is_active=False, date_joined=LATE, last_login=None)
    assert erase_closed_accounts(DAY + days * NIGHT) == erased


def test_an_account_that_is_open_or_was_used_this_year_keeps_its_name():
    PersonFactory(date_joined=LATE, last_login=LATE)
    PersonFactory(date_joined=LATE, last_login=LATE + 300 * NIGHT, is_active=False)
    assert erase_closed_accounts(DAY + 400 * NIGHT) == 0


def test_a_session_that_is_over_is_erased_with_the_address_it_was_opened_from():
    opened = []
    for minutes in (-1, 1):
        browser, person = StrictClient(), PersonFactory()
        browser.force_login(person)
        opened.append(browser.session.session_key)
        UserSession.objects.create(user=person, ip="192.0.2.1", session_key=opened[-1], user_agent="")
        over = timezone.now() + dt.timedelta(minutes=minutes)
        Session.objects.filter(pk=opened[-1]).update(expire_date=over)
    assert forget_sessions(timezone.localdate()) == 1
    assert list(UserSession.objects.values_list("session_key", flat=True)) == opened[1:]
    assert list(Session.objects.values_list("pk", flat=True)) == opened[1:]


def test_attempts_to_sign_in_are_erased_once_they_make_nobody_wait():
    for rank, minutes in enumerate((-1, 1)):
        last = timezone.now() - FORGOTTEN + dt.timedelta(minutes=minutes)
        AttemptCount.objects.create(digest=f"{rank:064d}", attempts=3, last_at=last)
    rule = rule_of("essais")
    assert outdated(rule, timezone.localdate()) == 1
    assert apply_retention(rule, timezone.localdate()) == "effacés\u00a0: 1"
    assert AttemptCount.objects.get().digest.endswith("1")


def test_a_sheet_that_was_confirmed_is_kept_without_what_was_typed_in_its_rows():
    done = SheetImportFactory(kept_at=LATE, confirmed_at=LATE)
    ImportedRowFactory(sheet_import=done)
    recent = ImportedRowFactory(sheet_import__kept_at=LATE + 5 * NIGHT)
    assert forget_sheets(DAY + 30 * NIGHT) == 0
    assert SheetImport.objects.filter(pk=done.pk).exists()
    assert list(ImportedRow.objects.exclude(cells={})) == [recent]


def test_an_address_that_follows_something_loses_only_what_it_never_confirmed():
    known = SubscriptionFactory(subscriber__asked_at=LATE, subscriber__asked_rhythm=DigestRhythm.WEEKLY).subscriber
    SubscriptionFactory(subscriber=known, kind=TopicKind.LATE, asked_at=LATE, confirmed_at=None)
    rule = rule_of("abonnements")
    apply_retention(rule, DAY + 7 * NIGHT)
    assert (known.subscriptions.count(), known.subscriptions.waiting().count()) == (2, 1)
    apply_retention(rule, DAY + 8 * NIGHT)
    known.refresh_from_db()
    assert (known.subscriptions.count(), known.subscriptions.waiting().count(), known.asked_rhythm) == (1, 0, "")
