"""What the rows of a mission check and fill by themselves: stops, legs, criteria, ceilings, its report."""

import datetime as dt

import pytest

from missions.admin.decision import CeilingItemInline, CriterionInline
from missions.admin.parts import REPORT_STAYS, MissionDocumentInline, ReportInline
from missions.admin.programme import LegInline, StopInline
from missions.forms import NOWHERE_TO_READ, DelegationRequestForm
from missions.models import CabinClass, MissionDocument
from records.documents.models import DocumentKind
from tests.missions.admin.sent_rows import rows_sent
from tests.missions.factories import (
    AirportFactory,
    CeilingItemFactory,
    CriterionCheckFactory,
    DelegationRequestFactory,
    EmissionFactorFactory,
    MissionDocumentFactory,
    MissionFactory,
    ReportFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

D = dt.date
NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("case", "place", "typed", "zone", "is_proposed"),
    [
        ("a country of one hour", {"country": "BE"}, "", "Europe/Brussels", True),
        ("somebody gave one", {"country": "BE"}, "Europe/Paris", "Europe/Paris", False),
        ("a country of several", {"country": "CA"}, "", "", False),
    ],
)
def test_a_stop_proposes_the_time_zone_of_its_city(redaction, case, place, typed, zone, is_proposed):
    row = {"position": 1, "place": PartnerFactory(**place).pk, "time_zone": typed}
    [form] = rows_sent(StopInline, MissionFactory(), redaction, row).forms
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["time_zone"], form.proposed) == (zone, zone if is_proposed else ""), case


def test_a_stop_proposes_what_was_last_said_of_its_city(redaction):
    place = PartnerFactory(country="CA")
    for zone in ("America/Halifax", "America/Vancouver", ""):
        StopFactory(place=place, time_zone=zone)
    StopFactory(time_zone="Europe/Paris")
    row = {"position": 1, "place": place.pk, "time_zone": ""}
    [form] = rows_sent(StopInline, MissionFactory(), redaction, row).forms
    assert form.is_valid()
    assert form.instance.time_zone == "America/Vancouver"


def test_a_stop_without_a_city_proposes_nothing(redaction):
    [form] = rows_sent(StopInline, MissionFactory(), redaction, {"position": 1, "arrives_on": "2026-03-02"}).forms
    assert (list(form.errors), form.proposed) == (["place"], "")


@pytest.mark.parametrize(
    ("case", "starts_on", "row", "year"),
    [
        ("the year of the mission", D(2025, 5, 1), {"mode": "avion", "cabin": "economique"}, 2025),
        ("before, where that year has none", D(2024, 5, 1), {"mode": "avion", "cabin": "economique"}, 2023),
        ("none so early", D(2022, 5, 1), {"mode": "avion", "cabin": "economique"}, None),
        ("a mission without a date: this year", None, {"mode": "avion", "cabin": "economique"}, 2026),
        ("by train", D(2025, 5, 1), {"mode": "train", "cabin": "economique"}, None),
        ("in no class", D(2025, 5, 1), {"mode": "avion", "cabin": ""}, None),
        ("in a class without a factor", D(2025, 5, 1), {"mode": "avion", "cabin": "premiere"}, None),
    ],
)
def test_a_flight_is_counted_by_the_factor_of_its_class_and_its_year(
    redaction, time_machine, case, starts_on, row, year
):
    time_machine.move_to(NOON)
    for each in (2023, 2025, 2026):
        EmissionFactorFactory(year=each)
    mission = MissionFactory(starts_on=starts_on, date_precision="jour" if starts_on else "")
    ends = {"from_airport": AirportFactory().pk, "to_airport": AirportFactory().pk}
    [form] = rows_sent(LegInline, mission, redaction, {"position": 1, "travellers": 1, **ends, **row}).forms
    assert form.is_valid(), form.errors
    factor = form.instance.factor
    assert (factor and factor.year) == year, case


def test_a_factor_that_somebody_chose_is_kept(redaction):
    older, _newer = EmissionFactorFactory(year=2023), EmissionFactorFactory(year=2025)
    row = {"position": 1, "travellers": 1, "mode": "avion", "cabin": CabinClass.ECONOMY, "factor": older.pk}
    ends = {"from_airport": AirportFactory().pk, "to_airport": AirportFactory().pk}
    [form] = rows_sent(LegInline, MissionFactory(), redaction, {**row, **ends}).forms
    assert form.is_valid(), form.errors
    assert form.instance.factor == older


@pytest.mark.parametrize(
    ("row", "is_said"),
    [
        ({}, False),
        ({"verdict": "rempli"}, True),
        ({"reason": "Un gain."}, True),
    ],
)
def test_a_criterion_that_is_only_offered_is_not_weighed(redaction, row, is_said):
    in_force, former = CriterionCheckFactory(criterion__vision__is_current=True), CriterionCheckFactory()
    mission = MissionFactory()
    for check in (in_force, former):
        [form] = rows_sent(CriterionInline, mission, redaction, {"criterion": check.criterion_id, **row}).forms
        assert form.has_changed() is is_said


def test_a_criterion_that_was_weighed_may_be_changed_for_another(redaction):
    check, other = CriterionCheckFactory(), CriterionCheckFactory()
    row = {"id": check.pk, "verdict": check.verdict, "reason": check.reason}
    for criterion, is_changed in ((check.criterion_id, False), (other.criterion_id, True)):
        sent = {**row, "criterion": criterion}
        [form] = rows_sent(CriterionInline, check.mission, redaction, sent, saved=1).forms
        assert form.has_changed() is is_changed


@pytest.mark.parametrize(
    ("case", "ceiling", "rows", "is_refused"),
    [
        ("under it", 100, [{"amount": "99.99"}], False),
        ("all of it", 100, [{"amount": "60"}, {"amount": "40"}], False),
        ("a cent above", 100, [{"amount": "60"}, {"amount": "40.01"}], True),
        ("above, but for what is deleted", 100, [{"amount": "60"}, {"amount": "60", "DELETE": "on"}], False),
        ("above nothing", 0, [{"amount": "0.01"}], True),
        ("without any ceiling", None, [{"amount": "9999"}], False),
        ("an amount that cannot be read beside one that fits", 100, [{"amount": "beaucoup"}, {"amount": "99"}], False),
    ],
)
def test_the_parts_of_a_ceiling_stay_under_it(redaction, case, ceiling, rows, is_refused):
    mission = MissionFactory(ceiling=ceiling)
    categories = ("repas", "hebergement")
    sent = [{"category": category, **row} for category, row in zip(categories, rows, strict=False)]
    refused = rows_sent(CeilingItemInline, mission, redaction, *sent).non_form_errors()
    assert bool(refused) is is_refused, case


def test_parts_above_their_ceiling_are_refused_with_both_amounts(redaction):
    item = CeilingItemFactory(amount=500, mission__ceiling=1000)
    row = {"id": item.pk, "category": item.category, "amount": "1234.50"}
    [sentence] = rows_sent(CeilingItemInline, item.mission, redaction, row, saved=1).non_form_errors()
    assert "1\u00a0234,50\u00a0$" in sentence
    assert "(1\u00a0000\u00a0$)" in sentence


ELSEWHERE = "https://exemple.invalid/rapport"


@pytest.mark.parametrize(
    ("case", "document", "row", "errors"),
    [
        ("nothing yet", None, {}, {}),
        ("online at an address", None, {"published_on": "2026-03-01", "document_url": ELSEWHERE}, {}),
        ("online nowhere", None, {"published_on": "2026-03-01"}, {"document_url": [str(NOWHERE_TO_READ)]}),
        ("kept with the mission", DocumentKind.REPORT, {"published_on": "2026-03-01"}, {}),
        (
            "another document kept with the mission",
            DocumentKind.PROGRAMME,
            {"published_on": "2026-03-01"},
            {"document_url": [str(NOWHERE_TO_READ)]},
        ),
        ("an address not dated yet", None, {"document_url": ELSEWHERE}, {}),
    ],
)
def test_a_report_that_is_online_is_read_somewhere(redaction, case, document, row, errors):
    mission = MissionFactory()
    if document:
        MissionDocumentFactory(record=mission, kind=document)
    [form] = rows_sent(ReportInline, mission, redaction, row).forms
    assert form.errors == errors, case


def test_an_address_that_cannot_be_read_is_all_there_is_to_say(redaction):
    row = {"published_on": "2026-03-01", "document_url": "pas une adresse"}
    [form] = rows_sent(ReportInline, MissionFactory(), redaction, row).forms
    assert len(form.errors["document_url"]) == 1
    assert str(NOWHERE_TO_READ) not in form.errors["document_url"]


@pytest.mark.parametrize(
    ("row", "is_tied"),
    [
        ({"published_on": "2026-03-01"}, True),
        ({"published_on": "2026-03-01", "document_url": ELSEWHERE}, False),
        ({"document_url": ELSEWHERE}, False),
    ],
)
def test_a_report_without_an_address_is_the_document_kept_with_its_mission(redaction, row, is_tied):
    mission = MissionFactory()
    MissionDocumentFactory(record=mission, kind=DocumentKind.PROGRAMME)
    document = MissionDocumentFactory(record=mission, kind=DocumentKind.REPORT)
    MissionDocumentFactory(kind=DocumentKind.REPORT)
    formset = rows_sent(ReportInline, mission, redaction, row)
    assert formset.is_valid(), formset.errors
    [report] = formset.save()
    assert report.document == (document if is_tied else None)


@pytest.mark.parametrize(("is_the_report", "is_refused"), [(True, True), (False, False)])
def test_the_document_by_which_a_report_is_online_is_not_deleted(redaction, is_the_report, is_refused):
    document = MissionDocumentFactory(kind=DocumentKind.REPORT)
    if is_the_report:
        ReportFactory(mission=document.record, document=document, published_on=D(2026, 3, 1))
    row = {"id": document.pk, "title": document.title, "kind": document.kind, "DELETE": "on"}
    formset = rows_sent(MissionDocumentInline, document.record, redaction, row, saved=1)
    assert list(formset.non_form_errors()) == ([str(REPORT_STAYS)] if is_refused else [])
    assert MissionDocument.objects.exists()


@pytest.mark.parametrize(
    ("day", "is_refused"),
    [
        ("2026-03-02", False),
        ("2026-03-03", True),
        ("1999-01-01", False),
    ],
)
def test_a_request_came_by_today(time_machine, day, is_refused):
    time_machine.move_to(NOON)
    form = DelegationRequestForm({"received_on": day}, instance=DelegationRequestFactory())
    assert ("received_on" in form.errors) is is_refused
