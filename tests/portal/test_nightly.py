"""One command does all that a new day brings, and may be run again at no harm."""

import datetime as dt
import logging
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from missions.models import Reminder
from partners.models import Contact
from portal import nightly
from records.models import KeptTyping, SearchEntry
from tests.missions.factories import ActionFactory, MissionFactory
from tests.partners.factories import ContactFactory
from tests.portal.public_record import make_record
from tests.records.factories import KeptTypingFactory

pytestmark = pytest.mark.django_db
EVE, DAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)


@pytest.fixture
def at(time_machine):
    """Make it noon of a day."""
    return lambda day: time_machine.move_to(dt.datetime.combine(day, dt.time(17), dt.UTC))


def run():
    """Run the command; return what it said."""
    out, err = StringIO(), StringIO()
    try:
        call_command("nightly", stdout=out, stderr=err)
    except CommandError as failure:
        return out.getvalue() + err.getvalue(), str(failure)
    return out.getvalue() + err.getvalue(), ""


def found(client, words):
    """Return whether the search finds the public action by these words."""
    return "Suite publique" in client.get(reverse("portal:search"), {"q": words}).text


def test_an_action_is_found_by_its_mission_once_the_embargo_of_the_mission_lifts(client, at, commits):
    at(EVE)
    record = make_record("public", published=True)
    mission = MissionFactory(published=True, title="Bathyscaphe", embargo_until=DAY)
    ActionFactory(
        published=True, title="Suite publique", axis=record.axis, lead_partner=record.partner, mission=mission
    )
    run()
    assert not found(client, "bathyscaphe")
    at(DAY)
    assert not found(client, "bathyscaphe")
    run()
    assert found(client, "bathyscaphe")


def test_a_run_says_what_it_did_and_a_second_one_changes_nothing(at):
    at(dt.date(2027, 1, 1))
    make_record("public", published=True)
    ContactFactory(keep_until=dt.date(2026, 12, 31))
    words, failure = run()
    assert failure == ""
    assert "Contacts des partenaires\u00a0: effacés\u00a0: 1" in words
    assert f"index de la recherche\u00a0: entrées\u00a0: {SearchEntry.objects.count()}" in words
    assert "rappels des rapports\u00a0: envoyés\u00a0: 0, échecs\u00a0: 0" in words
    entries, contacts = set(SearchEntry.objects.values_list()), Contact.objects.count()
    words, failure = run()
    assert "effacés\u00a0: 0" in words
    assert (set(SearchEntry.objects.values_list()), Contact.objects.count()) == (entries, contacts)


def test_a_task_that_breaks_stops_no_other_and_the_run_says_which(monkeypatch, caplog, at):
    def break_down(_today):
        raise RuntimeError("l’index est tombé")

    done = []
    tasks = [nightly.NightlyTask("index", break_down), nightly.NightlyTask("suite", lambda day: done.append(day) or "")]
    monkeypatch.setattr(nightly, "TASKS", tasks)
    at(EVE)
    with caplog.at_level(logging.INFO, logger="portal.nightly"):
        words, failure = run()
    assert done == [EVE]
    assert "index\u00a0: l’index est tombé" in words
    assert failure == "N’ont pu être menées à bien\u00a0: index."
    assert [record.levelname for record in caplog.records if "Nightly," in record.message] == ["ERROR", "INFO"]


def test_without_a_mail_server_the_run_says_what_to_set_and_does_not_fail(settings, at):
    settings.SITE_URL = settings.DEFAULT_FROM_EMAIL = ""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    at(EVE)
    words, failure = run()
    assert "EMAIL_URL, DEFAULT_FROM_EMAIL, SITE_URL" in words
    assert failure == ""
    assert not Reminder.objects.exists()


def test_what_was_typed_and_never_saved_is_forgotten_after_a_month(at):
    at(DAY)
    for days, record in ((29, "1"), (30, "2"), (31, "3")):
        KeptTypingFactory(record=record, kept_at=timezone.now() - dt.timedelta(days=days))
    words, _failure = run()
    assert "Saisies gardées\u00a0: effacés\u00a0: 2" in words
    assert KeptTyping.objects.get().record == "1"
