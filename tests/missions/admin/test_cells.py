"""What the lists and the forms of the bureau write of a row."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib import admin

from missions.admin.follow_ups import promises_of
from missions.admin.reminders import reminders_of
from missions.models import (
    Action,
    DelegationRequest,
    FollowUp,
    Meeting,
    Mission,
    Priority,
    Reminder,
    Rule,
    RuleKind,
)
from partners.models import Partner
from tests.missions.factories import (
    DelegationRequestFactory,
    FollowUpFactory,
    MeetingFactory,
    MissionFactory,
    ReminderFactory,
    RuleFactory,
    StopFactory,
)

D = dt.date
TODAY = D(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
NAMUR, LIEGE = Partner(name="Namur"), Partner(name="Liège")


def cell(name, row):
    """Return what the list of the bureau writes of a row in a column, as text."""
    return str(getattr(admin.site.get_model_admin(type(row)), name)(row))


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("dates", Action(), ""),
        ("dates", Action(starts_on=D(2025, 5, 1), date_precision="mois"), "2025-05"),
        (
            "dates",
            Action(starts_on=D(2025, 5, 1), ends_on=D(2025, 5, 4), date_precision="jour"),
            "2025-05-01 – 2025-05-04",
        ),
        ("dates", Mission(starts_on=D(2025, 5, 1), date_precision="annee"), "2025"),
        ("dates", Mission(starts_on=D(2025, 5, 1), ends_on=D(2026, 5, 4), date_precision="annee"), "2025 – 2026"),
        ("in_force", Rule(valid_from=D(2025, 3, 21)), "2025-03-21"),
        ("in_force", Rule(valid_from=D(2025, 3, 21), valid_until=D(2025, 12, 31)), "2025-03-21 – 2025-12-31"),
        ("period", Priority(starts_on=D(2025, 1, 1)), "2025-01-01"),
        ("period", Priority(starts_on=D(2025, 1, 1), ends_on=D(2026, 1, 1)), "2025-01-01 – 2026-01-01"),
        ("promise", FollowUp(text="Envoyer le plan"), "Envoyer le plan"),
        ("promise", FollowUp(text="é" * 120), "é" * 120),
        ("promise", FollowUp(text="é" * 121), "é" * 119 + "…"),
        ("due", FollowUp(), ""),
        ("due", FollowUp(due_on=TODAY), "2026-03-02"),
        ("beneficiary", FollowUp(partner=NAMUR, meeting=Meeting(partner=LIEGE)), "Namur"),
        ("beneficiary", FollowUp(meeting=Meeting(partner=LIEGE)), "Liège"),
        ("beneficiary", FollowUp(meeting=Meeting()), "None"),
        ("mission", FollowUp(meeting=Meeting(mission=Mission(title="Tournée"))), "Tournée"),
        ("due", Reminder(due_on=TODAY), "2026-03-02"),
        ("who_asks", DelegationRequest(asked_by="Mairie", partner=NAMUR), "Namur"),
        ("who_asks", DelegationRequest(asked_by="Mairie"), "Mairie"),
        ("received", DelegationRequest(received_on=TODAY), "2026-03-02"),
    ],
)
def test_a_cell_writes_what_is_known_of_its_row(name, row, words):
    assert cell(name, row) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"due_on": TODAY}, "ouverte"),
        ({"due_on": D(2026, 3, 1)}, "en retard"),
        ({"due_on": D(2026, 3, 1), "done_on": TODAY}, "tenue"),
    ],
)
def test_a_promise_is_open_late_or_kept_today(time_machine, values, words):
    time_machine.move_to(NOON)
    assert cell("state", FollowUp(**values)) == words


def test_an_action_tells_its_state():
    action = Action(title="Stage")
    action.state_value = "echue"
    assert cell("state", action) == "échue, suite inconnue"


def test_a_request_leads_to_those_that_asked_the_same_with_their_answer():
    request, other = (
        DelegationRequest(),
        DelegationRequest(pk=7, title="Voir <le> tram", received_on=TODAY, decision="refusee"),
    )
    request.repeats = []
    assert cell("repeated", request) == ""
    request.repeats = [other, other]
    link = '<a href="/admin/missions/delegationrequest/7/change/">Voir &lt;le&gt; tram</a> (2026-03-02, refusée)'
    assert cell("repeated", request) == f"{link}, {link}"


@pytest.mark.django_db
def test_each_request_of_a_list_knows_those_that_asked_the_same(django_assert_num_queries):
    first, again = (DelegationRequestFactory(axis=None) for _ in range(2))
    alone = DelegationRequestFactory(asked_by="Une autre mairie")
    told = admin.site.get_model_admin(DelegationRequest).completed([first, again, alone])
    assert [row.repeats for row in told] == [[again], [first], []]


@pytest.mark.parametrize("mission", [None, Mission(title="Tournée")])
def test_the_need_of_an_authorization_waits_for_what_is_saved(mission):
    assert "Calculée à l’enregistrement" in str(admin.site.get_model_admin(Mission).authorization(mission))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "values", "begins", "lacks"),
    [
        ("abroad, undecided", {}, "<strong>requise</strong> – Déplacement hors du pays.", True),
        (
            "abroad, decided",
            {"decision_number": "CE-1", "decided_on": TODAY, "ceiling": Decimal(0)},
            "<strong>requise</strong>",
            False,
        ),
        ("received", {"direction": "entrante"}, "<strong>non requise</strong>", False),
    ],
)
def test_the_need_of_an_authorization_is_told_with_what_is_lacking(time_machine, case, values, begins, lacks):
    time_machine.move_to(NOON)
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=D(2019, 10, 7))
    mission = MissionFactory(**values)
    StopFactory(mission=mission)
    told = cell("authorization", mission)
    assert told.startswith(begins), case
    assert ("La décision n’est pas consignée." in told) is lacks, case


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "failed", "words"),
    [
        (0, 0, "Aucun rappel n’a encore été envoyé."),
        (1, 0, "1 rappel envoyé – "),
        (2, 1, "2 rappels envoyés, 1 échec – "),
        (0, 2, "2 échecs – "),
    ],
)
def test_the_reminders_of_a_mission_are_counted_and_led_to(sent, failed, words):
    mission = MissionFactory()
    ReminderFactory()
    for number in range(sent):
        ReminderFactory(mission=mission, due_on=D(2026, 1, 1 + number))
    for _each in range(failed):
        ReminderFactory(mission=mission, was_sent=False, error="Le serveur ne répond pas.")
    told = str(reminders_of(mission))
    assert told.startswith(words)
    assert (f"/admin/missions/reminder/?mission__id__exact={mission.pk}" in told) is bool(sent + failed)


@pytest.mark.django_db
def test_the_open_promises_of_a_mission_are_told_the_most_urgent_first():
    meeting = MeetingFactory()
    later = FollowUpFactory(meeting=meeting, due_on=D(2026, 5, 1), text="Plus tard")
    FollowUpFactory(meeting=meeting, due_on=D(2026, 4, 1), text="Plus tôt")
    FollowUpFactory(meeting=meeting, done_on=TODAY, result="Fait.", text="Déjà tenue")
    FollowUpFactory(text="D’une autre mission")
    told = promises_of(meeting.mission)
    assert 0 < told.index("Plus tôt") < told.index("Plus tard")
    assert "Déjà tenue" not in told
    assert "autre mission" not in told
    assert f"/admin/missions/followup/{later.pk}/change/" in told
    assert f"/admin/missions/followup/?mission={meeting.mission.pk}" in told
