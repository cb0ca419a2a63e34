"""Reminders of reports that are due: to whom, when, once."""

import datetime as dt
import threading
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection

from missions.models import Direction, Mission, MissionStage, Reminder, ReminderKind, Report, Rule
from missions.reminders import send_reminders
from records.models import SearchEntry
from tests.missions.factories import MissionFactory, ReportFactory, RuleFactory

pytestmark = pytest.mark.django_db

D = dt.date
BACK, DUE = D(2025, 3, 24), D(2025, 5, 5)
FORTNIGHT, THREE_DAYS, LATE = ReminderKind


class Refusing(EmailBackend):
    """A mail server that refuses everybody but whom it knows."""

    def send_messages(self, messages):
        """Refuse unknown addresses."""
        if any("inconnue" in address for message in messages for address in message.to):
            raise OSError("550 boîte introuvable")
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.SITE_URL = "https://exemple.invalid"
    settings.DEFAULT_FROM_EMAIL = "portail@exemple.invalid"


@pytest.fixture
def owner():
    """Whoever is responsible for a mission."""
    return User.objects.create_user("camille", "camille@exemple.invalid")


@pytest.fixture
def trip(owner):
    """The mission to San Antonio, back on 24 March 2025: its report is awaited for 5 May."""
    RuleFactory()
    mission = MissionFactory(
        title="Mission économique à San Antonio",
        starts_on=D(2025, 3, 19),
        ends_on=BACK,
        date_precision="jour",
        stage=MissionStage.DONE,
        owner=owner,
    )
    ReportFactory(mission=mission)
    return mission


def change(mission, **values):
    Mission.objects.filter(pk=mission.pk).update(**values)


def send(today):
    return send_reminders(today, Rule.objects.book())


def sent(today):
    return [reminder.kind for reminder in send(today) if reminder.was_sent]


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        (D(2025, 3, 20), []),
        (BACK, []),
        (D(2025, 4, 20), []),
        (D(2025, 4, 21), [FORTNIGHT]),
        (D(2025, 4, 22), [FORTNIGHT]),
        (D(2025, 5, 1), [FORTNIGHT]),
        (D(2025, 5, 2), [THREE_DAYS]),
        (D(2025, 5, 4), [THREE_DAYS]),
        (DUE, [THREE_DAYS]),
        (D(2025, 5, 6), [LATE]),
        (D(2026, 5, 6), [LATE]),
    ],
)
def test_which_reminder_leaves_on_a_day(trip, today, kinds):
    assert sent(today) == kinds
    assert sent(today) == []
    assert len(mail.outbox) == len(kinds)


def test_each_reminder_leaves_once_whatever_the_day_of_the_run(trip):
    days = [DUE + dt.timedelta(days=ahead) for ahead in range(-20, 30)]
    assert [kind for day in days for kind in sent(day)] == [FORTNIGHT, THREE_DAYS, LATE]


def test_a_new_due_date_is_reminded_anew(trip):
    send(D(2025, 4, 21))
    change(trip, ends_on=D(2025, 4, 1))
    assert sent(D(2025, 4, 29)) == [FORTNIGHT]
    assert Reminder.objects.count() == 2


@pytest.mark.parametrize(
    ("case", "values"),
    [
        ("received", {"direction": Direction.IN}),
        ("hosted", {"direction": Direction.HOSTED}),
        ("declined", {"stage": MissionStage.DECLINED, "declined_reason": "Non."}),
        ("before the promise", {"starts_on": D(2025, 3, 1), "ends_on": D(2025, 3, 20)}),
        ("return unknown", {"ends_on": None}),
        ("known to the month", {"date_precision": "mois"}),
        ("not known to have happened", {"stage": MissionStage.TO_CHECK}),
        ("archived", {"status": "archived"}),
    ],
)
@pytest.mark.parametrize("today", [D(2025, 4, 21), D(2025, 5, 6)])
def test_nobody_is_reminded_of_what_is_not_due(trip, case, values, today):
    change(trip, **values)
    assert send(today) == [], case
    assert not Reminder.objects.exists()


def test_nobody_is_reminded_of_a_published_report(trip):
    trip.report.published_on, trip.report.document_url = D(2025, 4, 1), "https://exemple.invalid/rapport"
    trip.report.save()
    assert send(D(2025, 4, 21)) == []


def test_a_report_nobody_recorded_is_reminded_of_before_it_is_due_and_never_called_late(trip):
    trip.report.delete()
    assert sent(D(2025, 4, 21)) == [FORTNIGHT]
    assert send(D(2025, 5, 6)) == []


def test_a_reminder_says_what_when_where_and_why(trip, owner):
    [reminder] = send(D(2025, 4, 21))
    [message] = mail.outbox
    assert (message.to, message.from_email) == ([owner.email], "portail@exemple.invalid")
    assert message.subject == "Rapport de mission attendu\u00a0: Mission économique à San Antonio"
    for words in (
        "«\u00a0Mission économique à San Antonio\u00a0» est attendu au plus tard le 5\u00a0mai 2025, dans 14 jours.",
        "revenue le 24\u00a0mars 2025",
        f"https://exemple.invalid/admin/missions/mission/{trip.pk}/change/",
        "vous êtes responsable de ce dossier",
        "42 jours après le retour",
    ):
        assert words in message.body
    assert "<" not in message.body
    assert (reminder.recipient, reminder.due_on, reminder.error) == (owner, DUE, "")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (D(2025, 5, 4), "dans 1 jour."),
        (DUE, "attendu aujourd’hui, le 5\u00a0mai 2025."),
        (D(2025, 5, 6), "était attendu au plus tard le 5\u00a0mai 2025. Il est en retard de 1 jour."),
        (D(2025, 5, 15), "en retard de 10 jours."),
    ],
)
def test_a_reminder_counts_the_days(trip, today, words):
    send(today)
    assert words in mail.outbox[0].body


def test_a_title_with_marks_and_line_breaks_is_written_as_it_is(trip):
    change(trip, title="L'eau & le <sel>\nà « Turin »")
    send(DUE)
    assert mail.outbox[0].subject == "Rapport de mission attendu\u00a0: L'eau & le <sel> à « Turin »"
    assert "L’eau & le <sel>" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda trip, owner: change(trip, owner=None), "n’a pas de responsable"),
        (lambda trip, owner: User.objects.filter(pk=owner.pk).update(email=""), "n’a pas d’adresse"),
        (lambda trip, owner: User.objects.filter(pk=owner.pk).update(is_active=False), "est désactivé"),
        (lambda trip, owner: User.objects.filter(pk=owner.pk).update(email="inconnue@exemple.invalid"), "550 boîte"),
    ],
)
def test_a_failure_says_why_and_is_tried_again(trip, owner, settings, spoil, words):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    spoil(trip, owner)
    [failure] = send(DUE)
    assert not failure.was_sent
    assert words in failure.error
    assert mail.outbox == []
    change(trip, owner=owner)
    User.objects.filter(pk=owner.pk).update(email="camille@exemple.invalid", is_active=True)
    assert sent(DUE) == [THREE_DAYS]
    assert sent(DUE) == []
    assert Reminder.objects.count() == 2


def test_one_failure_does_not_stop_the_others(trip, owner):
    other = MissionFactory(
        starts_on=BACK, ends_on=BACK, date_precision="jour", stage=MissionStage.DONE, title="Sans responsable"
    )
    ReportFactory(mission=other)
    assert sorted(reminder.was_sent for reminder in send(DUE)) == [False, True]


def test_a_quiet_day_costs_the_same_however_many_missions(trip, django_assert_max_num_queries):
    send(DUE)
    for _ in range(3):
        ReportFactory(
            mission=MissionFactory(starts_on=BACK, ends_on=BACK, date_precision="jour", stage=MissionStage.TO_CHECK)
        )
    book = Rule.objects.book()
    with django_assert_max_num_queries(2):
        send_reminders(DUE, book)


def run(command="nightly"):
    out, err = StringIO(), StringIO()
    call_command(command, stdout=out, stderr=err)
    return out.getvalue()


@pytest.fixture
def on_due_date(monkeypatch):
    """The nightly command runs on the day the report is due."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: DUE)


@pytest.mark.usefixtures("on_due_date")
def test_the_nightly_command_tells_what_it_sent_and_sends_nothing_more(trip):
    assert "envoyés\u00a0: 1, échecs\u00a0: 0" in run()
    assert "envoyés\u00a0: 0, échecs\u00a0: 0" in run()


@pytest.mark.usefixtures("on_due_date")
def test_the_nightly_command_fails_when_a_reminder_does_and_names_it(trip):
    change(trip, owner=None)
    err = StringIO()
    with pytest.raises(CommandError, match="rappels des rapports"):
        call_command("nightly", stdout=StringIO(), stderr=err)
    assert "envoyés\u00a0: 0, échecs\u00a0: 1" in err.getvalue()
    assert "San Antonio – 3 jours avant l’échéance\u00a0: Cette mission n’a pas de responsable" in err.getvalue()


@pytest.fixture
def elsewhere():
    """Do something in another process, as it were: on a connection of its own, in a thread."""

    def start(function):
        def alone():
            try:
                function()
            finally:
                connection.close()

        thread = threading.Thread(target=alone)
        thread.start()
        return thread

    return start


def forget_everything():
    for model in (Mission, Rule, User, SearchEntry):
        model.objects.all().delete()
    for model in (Mission, Report, Rule):
        model.history.all().delete()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one process write at a time")
def test_two_runs_at_once_send_once(elsewhere, request):
    elsewhere(lambda: request.getfixturevalue("trip")).join()
    together, logged = threading.Barrier(2), []

    def run_together():
        book = Rule.objects.book()
        together.wait()
        logged.extend(send_reminders(DUE, book))

    try:
        for run_of_two in [elsewhere(run_together) for _ in range(2)]:
            run_of_two.join()
        assert [reminder.was_sent for reminder in logged] == [True]
        assert len(mail.outbox) == 1
    finally:
        elsewhere(forget_everything).join()
