"""The forms of the bureau understand what people type, and say by an example what they do not."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps

from records.publication.precisions import precisions_of
from records.words.dates import DatePrecision
from tests.house.code import our_models
from tests.missions.factories import CostFactFactory, LegFactory, MeetingFactory, MissionFactory
from tests.partners.factories import AgreementFactory, PartyFactory
from tests.portal.bureau import address
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db


def send(browser, record, **values):
    """Send the form of a record with values typed in it; return the answer."""
    form = f"{record._meta.model_name}_form"
    answer = browser.post(address(record), typed(browser.get(address(record)), form) | values)
    record.refresh_from_db()
    return answer


@pytest.mark.parametrize("text", ["3 novembre 2022", "2022-11-03", "Nov. 3, 2022"])
def test_a_date_typed_in_full_is_known_to_the_day(writer, text):
    mission = MissionFactory(starts_on=None, date_precision="")
    assert send(writer, mission, starts_on=text).status_code == 302
    assert (mission.starts_on, mission.date_precision) == (dt.date(2022, 11, 3), "jour")


@pytest.mark.parametrize(("text", "precision"), [("novembre 2022", "mois"), ("2022", "annee")])
def test_a_month_or_a_year_is_known_as_it_is_typed_even_against_what_was_said(writer, text, precision):
    mission = MissionFactory(starts_on=None, date_precision="")
    send(writer, mission, starts_on=text, date_precision="jour")
    assert (mission.starts_on.year, mission.date_precision) == (2022, precision)


def test_what_the_person_says_of_a_full_date_is_kept(writer):
    mission = MissionFactory(starts_on=None, date_precision="")
    send(writer, mission, starts_on="2022-11-03", date_precision="periode")
    assert mission.date_precision == "periode"
    send(writer, mission, starts_on="2022-11-01", date_precision="mois")
    assert mission.date_precision == "mois"


def test_a_date_that_could_be_two_days_is_refused_with_both(writer):
    page = send(writer, MissionFactory(), starts_on="3/11/2022")
    assert "se lit de deux façons. Écrivez 3\u00a0novembre 2022 ou 11\u00a0mars 2022." in page.text
    assert 'value="3/11/2022"' in page.text


@pytest.mark.parametrize(
    ("name", "text", "example"),
    [
        ("starts_on", "bientôt", "2022-11-03, 3 novembre 2022, novembre 2022 ou 2022"),
        ("decided_on", "novembre 2022", "2022-11-03 ou 3 novembre 2022"),
        ("ceiling", "beaucoup", "12\u00a0979,50"),
        ("ceiling", "300 €", "12\u00a0979,50"),
    ],
)
def test_what_is_not_understood_is_refused_with_an_example(writer, name, text, example):
    page = send(writer, MissionFactory(), **{name: text})
    assert page.status_code == 200
    assert example in page.text
    assert f'value="{text}"' in page.text


def test_amounts_and_hours_of_the_rows_are_understood_too(writer):
    cost = CostFactFactory()
    send(writer, cost.mission, **{"costs-0-amount": "12\u00a0979,50\u00a0$"})
    cost.refresh_from_db()
    assert cost.amount == Decimal("12979.50")
    meeting = MeetingFactory(held_on=dt.date(2022, 11, 3))
    send(writer, meeting.mission, **{"meetings-0-starts_at": "9 h 30"})
    meeting.refresh_from_db()
    assert meeting.starts_at == dt.time(9, 30)


def test_the_moments_of_a_flight_are_understood_too(writer):
    leg = LegFactory()
    assert (
        send(writer, leg.mission, **{"legs-0-leaves_at_0": "3 nov. 2022", "legs-0-leaves_at_1": "18 h"}).status_code
        == 302
    )
    leg.refresh_from_db()
    assert leg.leaves_at == dt.datetime(2022, 11, 3, 22, tzinfo=dt.UTC)


def test_an_hour_is_shown_without_its_seconds(writer):
    meeting = MeetingFactory(held_on=dt.date(2022, 11, 3), starts_at=dt.time(9, 30))
    assert 'value="09:30"' in writer.get(address(meeting.mission)).text


def test_the_precision_of_one_date_says_nothing_of_another(writer):
    agreement = PartyFactory(agreement=AgreementFactory(signed_on=None, signed_precision="")).agreement
    answer = send(writer, agreement, signed_on="mai 2019", starts_on="2019-06-01")
    assert answer.status_code == 302, answer.context["problems"]
    assert (agreement.signed_on, agreement.signed_precision) == (dt.date(2019, 5, 1), "mois")


def test_every_precision_goes_with_a_date_of_its_model():
    dated = {model: precisions_of(model) for model in our_models()}
    assert dated[apps.get_model("missions.Mission")] == {"date_precision": ["starts_on", "ends_on"]}
    assert dated[apps.get_model("axes.Milestone")] == {"precision": ["happened_on"]}
    assert all(dates for pairs in dated.values() for dates in pairs.values())
    fields = [field for model in our_models() for field in model._meta.fields if field.choices == DatePrecision.choices]
    assert len(fields) == sum(len(pairs) for pairs in dated.values())
