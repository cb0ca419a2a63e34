"""What is known to have happened with a partner, as the apps of the ground declare it, and how a database tells it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, User

from partners.models import Exchange, Partner
from partners.models import written as written_once
from partners.models.activity import ACTIVITY_KINDS, Activity, attach_records, has_activity, has_stop
from partners.models.relation import relation_state_on
from records.words.dates import DatePrecision
from tests.partners.factories import AgreementFactory, ExchangeFactory, PartnerFactory

D = dt.date
TODAY, DAY = D(2026, 3, 2), D(2024, 5, 1)
ANYONE = AnonymousUser()


@pytest.mark.parametrize(
    ("told", "activity"),
    [
        ("", None),
        ("9999", None),
        ("2025-07-30 1 jour missions 12", Activity(D(2025, 7, 30), DatePrecision.DAY, "missions", 12)),
        ("2025-07-01 1 mois ententes 3", Activity(D(2025, 7, 1), DatePrecision.MONTH, "ententes", 3)),
        ("1999-01-01 1 annee ententes 3", Activity(D(1999, 1, 1), DatePrecision.YEAR, "ententes", 3)),
        ("2025-07-30 1 periode actions 4", Activity(D(2025, 7, 30), DatePrecision.MONTH, "actions", 4)),
    ],
)
def test_a_text_of_the_database_tells_an_activity(told, activity):
    assert Activity.parse(told) == activity


def test_an_activity_has_no_record_until_it_is_attached():
    assert Activity.parse("2025-07-30 1 jour missions 12").record is None


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "is_told"), [("partenaires", True), ("ententes", True), ("echanges", False)])
def test_an_exchange_is_told_to_who_may_read_exchanges_alone(gestion, redaction, name, is_told):
    kind = ACTIVITY_KINDS[name]
    assert kind.is_told_to(ANYONE) is is_told
    assert kind.is_told_to(User.objects.create_user("dehors")) is is_told
    assert kind.is_told_to(redaction) is True
    assert kind.is_told_to(gestion) is gestion.has_perm("partners.view_exchange") or is_told


def of(partner, user=ANYONE, on=TODAY):
    """Return a partner as `user` reads it on a day."""
    return Partner.objects.with_activity(user, on).get(pk=partner.pk)


def days(partner):
    return [each and each.day for each in (partner.first_activity, partner.last_activity)]


@pytest.mark.django_db
def test_the_first_and_the_last_of_all_kinds_are_told(redaction):
    partner = PartnerFactory(published=True, noted_activity_on=D(2012, 9, 6))
    assert days(of(partner)) == [D(2012, 9, 6)] * 2
    AgreementFactory(published=True, partners=[partner], signed_on=D(1999, 1, 1), signed_precision="annee")
    AgreementFactory(partners=[partner], signed_on=D(1980, 1, 1), signed_precision="annee")
    ExchangeFactory(partner=partner, held_on=D(2026, 3, 2))
    assert days(of(partner)) == [D(1999, 1, 1), D(2012, 9, 6)]
    assert days(of(partner, redaction)) == [D(1980, 1, 1), D(2026, 3, 2)]
    assert days(of(partner, redaction, D(2026, 3, 1))) == [D(1980, 1, 1), D(2012, 9, 6)], (
        "nothing is told before its day"
    )
    assert days(of(PartnerFactory())) == [None, None]


@pytest.mark.django_db
def test_of_two_activities_on_one_day_the_heavier_is_told(redaction):
    partner = PartnerFactory(published=True, noted_activity_on=DAY)
    agreement = AgreementFactory(published=True, partners=[partner], signed_on=DAY, signed_precision="jour")
    assert (of(partner).last_activity.kind, of(partner).last_activity.key) == ("ententes", agreement.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "counts"), [(dt.date.min, True), (D(2024, 4, 30), True), (DAY, True), (D(2024, 5, 2), False)]
)
def test_what_happened_counts_from_a_day_on(since, counts):
    PartnerFactory(published=True, noted_activity_on=DAY)
    PartnerFactory(published=True)
    assert Partner.objects.filter(has_activity(ANYONE, TODAY, since=since)).count() == counts


@pytest.mark.django_db
@pytest.mark.parametrize("user", ["redaction", None], ids=["who writes", "anyone"])
def test_whether_anything_happened_agrees_with_what_is_told_last(request, user):
    user = request.getfixturevalue(user) if user else ANYONE
    noted, silent, spoken_with, ahead = (
        PartnerFactory(published=True, noted_activity_on=day) for day in (DAY, None, None, D(2026, 3, 3))
    )
    ExchangeFactory(partner=spoken_with)
    AgreementFactory(partners=[silent], signed_on=DAY, signed_precision="jour")
    told = {row for row in Partner.objects.with_activity(user, TODAY) if row.last_activity}
    assert set(Partner.objects.filter(has_activity(user, TODAY))) == told
    assert noted in told
    assert ahead not in told


@pytest.mark.django_db
def test_nobody_stopped_where_no_delegation_went():
    PartnerFactory(published=True, noted_activity_on=DAY)
    assert not Partner.objects.filter(has_stop(ANYONE, TODAY)).exists()


@pytest.mark.django_db
def test_the_records_of_activities_are_read_in_one_statement(redaction, django_assert_num_queries):
    noted, signed, called, silent = (
        PartnerFactory(published=True, noted_activity_on=day) for day in (DAY, None, None, None)
    )
    agreement = AgreementFactory(published=True, partners=[signed], signed_on=DAY, signed_precision="jour")
    ExchangeFactory(partner=called, kind="visite")
    rows = [of(each, redaction) for each in (noted, signed, called, silent)]
    with django_assert_num_queries(1):
        attach_records(iter(rows))
        told = [row.last_activity and row.last_activity.record for row in rows]
        assert [str(each) for each in told[:2]] == [noted.name, agreement.title]
        assert told[1].get_absolute_url() == agreement.get_absolute_url()
        assert (told[1].is_online, told[3]) == (True, None)
    assert isinstance(told[2], Exchange)
    assert told[2].get_kind_display() == "visite"
    assert rows[1].first_activity.record == agreement


@pytest.mark.django_db
def test_nothing_is_read_of_partners_with_which_nothing_happened(django_assert_num_queries):
    rows = [of(PartnerFactory())]
    with django_assert_num_queries(0):
        attach_records(rows)
        attach_records([])
    assert rows[0].last_activity is None


@pytest.mark.django_db
def test_an_expression_is_written_once_for_all_that_it_depends_on(monkeypatch):
    monkeypatch.setattr(written_once, "_WRITTEN", {})
    made = []

    def state(on):
        def make():
            made.append(on)
            return relation_state_on(ANYONE, on)

        return written_once.written(Partner, ("state", on), make)

    PartnerFactory(published=True, noted_activity_on=D(2023, 3, 3))
    for on, expected in ((TODAY, "active"), (D(2026, 3, 3), "dormante"), (TODAY, "active")):
        assert Partner.objects.annotate(said=state(on)).get().said == expected
    assert made == [TODAY, D(2026, 3, 3)]


@pytest.mark.django_db
def test_no_more_expressions_are_held_than_a_process_can(monkeypatch):
    monkeypatch.setattr(written_once, "_WRITTEN", {})
    monkeypatch.setattr(written_once, "EXPRESSIONS_HELD", 2)
    for day in range(1, 6):
        Partner.objects.annotate(said=written_once.written(Partner, day, lambda: relation_state_on(ANYONE, TODAY)))
        assert len(written_once._WRITTEN) <= 2


@pytest.mark.django_db
def test_a_written_expression_is_that_of_the_row_whatever_the_row_is_called():
    partner, other = PartnerFactory(published=True, noted_activity_on=TODAY), PartnerFactory(published=True)
    AgreementFactory(published=True, partners=[partner, other])
    active = Partner.objects.with_relation(ANYONE, TODAY).filter(state_value="active")
    assert list(Partner.objects.filter(pk__in=active.values("pk"))) == [partner]
    assert list(Partner.objects.filter(agreements__partners__in=active).distinct().order_by("pk")) == [partner, other]
