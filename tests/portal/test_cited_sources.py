"""Which sources anyone may read: those that something public cites, whatever cites them, and no other."""

import datetime as dt

import pytest

from portal.sources import CITED_BY, PLAIN_LISTS, cited_sources
from records.models import Recorded, Source
from tests.axes.factories import (
    AxisFactory,
    CommitmentFactory,
    IndicatorFactory,
    MeasureFactory,
    MilestoneFactory,
    ThemeFactory,
    VisionFactory,
    VisionItemFactory,
)
from tests.house.code import our_models
from tests.missions.factories import (
    ActionFactory,
    AirportFactory,
    CostFactFactory,
    EmissionFactorFactory,
    MissionFactory,
    ObjectiveFactory,
    OutcomeFactory,
    PriorityFactory,
    RuleFactory,
    ServiceFactory,
)
from tests.partners.factories import AgreementActFactory, AgreementFactory, PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


def cites(row, field="sources"):
    """Have a row cite a source, in its list or as its proof; return the source."""
    source = SourceFactory()
    if field == "sources":
        row.sources.add(source)
    else:
        type(row).objects.filter(pk=row.pk).update(evidence=source)
    return source


def is_read(source, day=TODAY):
    """Say whether anyone may read a source."""
    return cited_sources(day).filter(pk=source.pk).exists()


def test_a_source_that_nothing_cites_is_read_by_nobody():
    assert not is_read(SourceFactory())


@pytest.mark.parametrize(
    "make",
    [VisionFactory, AxisFactory, IndicatorFactory, PriorityFactory, PartnerFactory, AgreementFactory, MissionFactory,
     ActionFactory],
)  # fmt: skip
def test_what_a_record_cites_is_read_once_it_is_online(make):
    assert is_read(cites(make(published=True)))
    assert not is_read(cites(make()))
    assert not is_read(cites(make(status="archived")))


@pytest.mark.parametrize(
    ("make", "of"),
    [
        (VisionItemFactory, "vision"),
        (MilestoneFactory, "vision"),
        (CommitmentFactory, "axis"),
        (CostFactFactory, "mission"),
    ],
)
def test_what_a_part_cites_is_read_with_its_record(make, of):
    assert is_read(cites(make(**{f"{of}__published": True})))
    assert not is_read(cites(make()))


@pytest.mark.parametrize(
    ("make", "of"),
    [
        (AgreementActFactory, "agreement"),
        (MeasureFactory, "indicator"),
        (ObjectiveFactory, "mission"),
    ],
)
def test_what_proves_a_part_is_read_with_its_record(make, of):
    assert is_read(cites(make(**{f"{of}__published": True}), "evidence"))
    assert not is_read(cites(make(), "evidence"))


@pytest.mark.parametrize(("of", "make"), [("action", ActionFactory), ("mission", MissionFactory)])
def test_what_proves_an_outcome_is_read_with_the_action_or_the_mission_it_came_of(of, make):
    rows = {"action": None, "mission": None}
    assert is_read(cites(OutcomeFactory(**{**rows, of: make(published=True)}), "evidence"))
    assert not is_read(cites(OutcomeFactory(**{**rows, of: make()}), "evidence"))


@pytest.mark.parametrize("make", [ThemeFactory, ServiceFactory, AirportFactory, RuleFactory, EmissionFactorFactory])
def test_what_a_plain_list_cites_is_read_by_whoever_reads_the_site(make):
    assert is_read(cites(make()))


def test_a_source_is_read_from_the_day_of_what_cites_it_and_past_its_embargo():
    source = cites(MissionFactory(published=True, published_on=dt.date(2026, 1, 1), embargo_until=TODAY))
    assert not is_read(source, TODAY - dt.timedelta(days=1))
    assert is_read(source)


def test_a_source_cited_twice_is_given_once_and_stays_while_one_is_public():
    source = cites(PartnerFactory(published=True))
    AxisFactory(published=True).sources.add(source)
    PartnerFactory().sources.add(source)
    assert list(cited_sources(TODAY)) == [source]


def test_sources_are_asked_for_in_one_statement(django_assert_num_queries):
    cites(PartnerFactory(published=True))
    with django_assert_num_queries(1):
        assert cited_sources(TODAY).count() == 1


def test_everything_that_may_cite_a_source_is_known():
    citing = {model for model in our_models() if issubclass(model, Recorded) and model.sources.rel.model is Source}
    assert citing == {*CITED_BY, *PLAIN_LISTS}
