"""What is asked of the office: repeats, the mission a request becomes, and refusals."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from missions import operations
from missions.models import DelegationRequest, Direction, Mission, MissionRole, MissionStage, RequestDecision
from records.models import SearchEntry
from tests.axes.factories import ThemeFactory
from tests.missions.factories import DelegationRequestFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("case", "other", "is_repeat"),
    [
        ("two years before, to the day", {"received_on": dt.date(2022, 5, 1)}, True),
        ("a day more", {"received_on": dt.date(2022, 4, 30)}, False),
        ("two years after, to the day", {"received_on": dt.date(2026, 5, 1)}, True),
        ("a day more, after", {"received_on": dt.date(2026, 5, 2)}, False),
        ("another theme", {"theme": ThemeFactory}, False),
        ("no theme", {"theme": None}, False),
        ("another organization", {"partner": PartnerFactory}, False),
        ("only the same words", {"partner": None}, False),
        ("other words, same organization", {"asked_by": "Quelqu’un d’autre"}, True),
        ("already declined", {"decision": RequestDecision.DECLINED, "decided_on": DAY, "reason": "Non."}, True),
    ],
)
def test_a_repeat_comes_of_the_same_organization_on_the_same_theme_within_two_years(case, other, is_repeat):
    asked = DelegationRequestFactory(partner=PartnerFactory(), theme=ThemeFactory(), received_on=DAY)
    values = {name: value() if callable(value) else value for name, value in other.items()}
    again = DelegationRequestFactory(**{"partner": asked.partner, "theme": asked.theme, "received_on": DAY, **values})
    found = DelegationRequest.objects.repeats_of([asked, again])
    assert (found[asked.pk] == [again], found[again.pk] == [asked]) == (is_repeat, is_repeat), case


def test_who_has_no_record_is_known_by_the_words_whatever_their_case_and_accents():
    asked = DelegationRequestFactory(asked_by="Mairie de Liège")
    again = DelegationRequestFactory(asked_by="mairie de LIEGE")
    assert DelegationRequest.objects.repeats_of([asked])[asked.pk] == [again]


def test_repeats_cost_one_statement_however_many_requests(django_assert_num_queries):
    rows = DelegationRequestFactory.create_batch(3)
    with django_assert_num_queries(1):
        DelegationRequest.objects.repeats_of(rows)


@pytest.mark.parametrize("words", ["tramway", "TRAMWAY liege", "Liège"])
def test_a_request_is_found_by_its_title_or_who_asks(words):
    asked = DelegationRequestFactory(title="Voir le tramway", asked_by="Mairie", partner=PartnerFactory(name="Liège"))
    DelegationRequestFactory(title="Voir le port")
    assert list(DelegationRequest.objects.found_by(words)) == [asked]


@pytest.mark.parametrize(
    ("direction", "role"),
    [
        (Direction.OUT, MissionRole.HOST),
        (Direction.IN, MissionRole.ORIGIN),
        (Direction.HOSTED, MissionRole.ORGANIZER),
    ],
)
def test_an_accepted_request_becomes_the_draft_of_a_mission(approbation, today, commits, direction, role):
    asked = DelegationRequestFactory(
        direction=direction,
        title="Voir le tramway",
        partner=PartnerFactory(),
        theme=ThemeFactory(),
        starts_on=DAY,
        ends_on=DAY,
    )
    mission = operations.accept(asked, by=approbation, today=today)
    asked.refresh_from_db()
    assert (asked.decision, asked.decided_on, asked.mission) == (RequestDecision.ACCEPTED, today, mission)
    assert (mission.title, mission.direction, mission.purpose) == ("Voir le tramway", direction, asked.purpose)
    assert (mission.starts_on, mission.ends_on, mission.date_precision) == (DAY, DAY, "jour")
    assert (list(mission.axes.all()), list(mission.themes.all())) == ([asked.axis], [asked.theme])
    assert [(each.partner, each.role) for each in mission.roles.all()] == [(asked.partner, role)]
    assert (mission.is_draft, mission.stage) == (True, MissionStage.PROPOSED)
    assert mission.history.first().history_user == asked.history.first().history_user == approbation
    assert SearchEntry.objects.filter(kind="missions", key=mission.pk).exists()


def test_an_idea_without_dates_nor_partner_nor_theme_is_accepted_too(approbation, today):
    mission = operations.accept(DelegationRequestFactory(), by=approbation, today=today)
    assert (mission.starts_on, mission.date_precision, mission.roles.count()) == (None, "", 0)


def test_a_declined_request_says_why_and_is_public_only_if_the_office_chooses(approbation, today):
    kept, told = DelegationRequestFactory.create_batch(2)
    operations.decline(kept, by=approbation, today=today, reason="Hors de la Vision.")
    operations.decline(told, by=approbation, today=today, reason="Déjà reçus l’an dernier.", is_public=True)
    rows = DelegationRequest.objects.order_by("pk").values_list("decision", "decided_on", "reason", "is_public")
    assert list(rows) == [
        ("refusee", today, "Hors de la Vision.", False),
        ("refusee", today, "Déjà reçus l’an dernier.", True),
    ]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_refusal_without_a_reason_is_refused(approbation, today, reason):
    asked = DelegationRequestFactory()
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        operations.decline(asked, by=approbation, today=today, reason=reason)
    asked.refresh_from_db()
    assert asked.is_pending


def test_a_request_is_decided_once(approbation, today):
    asked = DelegationRequestFactory()
    operations.accept(asked, by=approbation, today=today)
    for again in (
        lambda: operations.accept(asked, by=approbation, today=today),
        lambda: operations.decline(asked, by=approbation, today=today, reason="Non."),
    ):
        with pytest.raises(ValidationError) as refusal:
            again()
        assert refusal.value.messages == ["Cette demande est déjà décidée\u00a0: acceptée, 2\u00a0mars 2026."]
    assert Mission.objects.count() == 1


def test_what_does_not_make_a_mission_leaves_the_request_to_be_decided(approbation, today):
    asked = DelegationRequestFactory()
    DelegationRequest.objects.filter(pk=asked.pk).update(title="")
    with pytest.raises(ValidationError):
        operations.accept(asked, by=approbation, today=today)
    asked.refresh_from_db()
    assert asked.is_pending
    assert not Mission.objects.exists()


def test_an_end_asks_for_a_start():
    with pytest.raises(ValidationError) as refusal:
        DelegationRequestFactory.build(ends_on=DAY).clean()
    assert "demande une date de début" in refusal.value.message_dict["starts_on"][0]


def test_no_request_has_no_repeat(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert DelegationRequest.objects.repeats_of([]) == {}


def test_what_a_request_says_in_english_is_kept_and_its_part_has_its_author(approbation, today):
    asked = DelegationRequestFactory(title_en="To see the tramway", partner=PartnerFactory())
    mission = operations.accept(asked, by=approbation, today=today)
    assert mission.title_en == "To see the tramway"
    [role] = mission.roles.all()
    assert role.history.get().history_user == approbation


def test_a_reason_is_kept_without_the_spaces_around_it(approbation, today):
    declined = operations.decline(DelegationRequestFactory(), by=approbation, today=today, reason=" Hors sujet.\n")
    assert (declined.reason, declined.is_public) == ("Hors sujet.", False)
    assert declined.history.first().history_user == approbation


def test_a_request_that_fails_half_way_makes_no_mission(approbation, today, monkeypatch):
    def fail(*_args, **_options):
        raise RuntimeError("the answer")

    asked = DelegationRequestFactory(partner=PartnerFactory())
    monkeypatch.setattr("missions.operations.requests._decide", fail)
    with pytest.raises(RuntimeError):
        operations.accept(asked, by=approbation, today=today)
    asked.refresh_from_db()
    assert asked.is_pending
    assert not Mission.objects.exists()


@pytest.mark.parametrize(
    ("case", "values", "is_told"),
    [
        ("declined today, publicly", {"decided_on": DAY}, True),
        ("declined tomorrow", {"decided_on": dt.date(2024, 5, 2)}, False),
        ("declined, and not shown", {"decided_on": DAY, "is_public": False}, False),
        ("to be decided", {"decision": RequestDecision.PENDING}, False),
    ],
)
def test_a_refusal_is_told_from_its_day_where_the_office_shows_it(case, values, is_told):
    declined = {"decision": RequestDecision.DECLINED, "reason": "Non.", "is_public": True}
    asked = DelegationRequestFactory(**{**declined, **values})
    assert list(DelegationRequest.objects.publicly_declined(DAY)) == ([asked] if is_told else []), case


def test_the_latest_refusal_comes_first():
    declined = {"decision": RequestDecision.DECLINED, "reason": "Non.", "is_public": True}
    days = (dt.date(2024, 4, 1), DAY, dt.date(2024, 4, 1))
    older, latest, last_recorded = (DelegationRequestFactory(decided_on=day, **declined) for day in days)
    assert list(DelegationRequest.objects.publicly_declined(DAY)) == [latest, last_recorded, older]


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        (DAY, DAY, True),
        (DAY, dt.date(2026, 5, 1), True),
        (DAY, dt.date(2026, 5, 2), False),
        (dt.date(2024, 2, 29), dt.date(2026, 2, 28), True),
        (dt.date(2024, 2, 29), dt.date(2026, 3, 1), False),
    ],
)
def test_two_requests_are_near_within_two_years_whichever_came_first(one, other, is_near):
    first, second = DelegationRequest(pk=1, received_on=one), DelegationRequest(pk=2, received_on=other)
    assert first.is_near(second) is second.is_near(first) is is_near
    assert first.is_near(DelegationRequest(pk=1, received_on=one)) is False, "it is the same"


@pytest.mark.parametrize(
    ("values", "asked_for"),
    [
        ({"partner_id": 7, "asked_by": "Mairie", "theme_id": 3}, (7, 3)),
        ({"partner_id": 7, "asked_by": "Mairie"}, (7, None)),
        ({"asked_by": "La Mairie de Liège"}, ("la mairie de liege", None)),
    ],
)
def test_what_is_asked_is_told_by_the_organization_or_the_words_and_the_theme(values, asked_for):
    assert DelegationRequest(**values).asked_for == asked_for


@pytest.mark.parametrize(
    ("decision", "is_pending", "is_declined"),
    [
        (RequestDecision.PENDING, True, False),
        (RequestDecision.ACCEPTED, False, False),
        (RequestDecision.DECLINED, False, True),
    ],
)
def test_a_request_is_pending_accepted_or_declined(decision, is_pending, is_declined):
    request = DelegationRequest(decision=decision)
    assert (request.is_pending, request.is_declined) == (is_pending, is_declined)
