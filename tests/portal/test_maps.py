"""The map of the site for machines, map by map: which pages each names, in which languages, and which it does not."""

import datetime as dt

import pytest
from django.contrib.sites.requests import RequestSite
from django.test import RequestFactory

from portal.opendata.datasets import DATASETS
from portal.sitemaps import FIXED_PAGES, SITEMAPS
from tests.axes.factories import AxisFactory, ThemeFactory, VisionFactory
from tests.missions.factories import ActionFactory, MissionFactory, ServiceFactory
from tests.partners.factories import AgreementFactory, PartnerFactory

FACTORIES = {
    "axis": AxisFactory,
    "partner": PartnerFactory,
    "agreement": AgreementFactory,
    "mission": MissionFactory,
    "action": ActionFactory,
}


def urls(name):
    """Return what a map tells of each of its addresses (a list of dicts)."""
    site = RequestSite(RequestFactory().get("/"))
    return SITEMAPS[name].get_urls(site=site, protocol="https")


def paths(name):
    """Return the paths that a map names, in French."""
    return [url["location"].removeprefix("https://testserver") for url in urls(name)][::2]


def test_each_page_is_named_in_every_language_and_names_the_others_by_their_tags():
    french, english = urls("pages")[:2]
    assert (french["location"], english["location"]) == ("https://testserver/", "https://testserver/en/")
    versions = {each["lang_code"]: each["location"] for each in french["alternates"]}
    assert versions == {
        "fr-CA": "https://testserver/",
        "en-CA": "https://testserver/en/",
        "x-default": "https://testserver/",
    }
    assert french["alternates"] == english["alternates"]


def test_the_pages_that_are_always_there_are_named_once():
    found = paths("pages")
    assert len(found) == len(FIXED_PAGES) == len(set(found))
    assert {"/", "/vision/", "/missions/", "/actions/", "/partenaires/", "/ententes/", "/bilan/"} <= set(found)


def test_every_dataset_has_its_page():
    found = paths("datasets")
    assert len(found) == len(DATASETS) == len(set(found))
    assert "/donnees/missions/" in found


@pytest.mark.django_db
@pytest.mark.parametrize("name", FACTORIES)
def test_a_record_is_named_while_anyone_may_read_it(name, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
    make = FACTORIES[name]
    today = make(published=True, published_on=dt.date(2026, 3, 2))
    make(), make(status="archived"), make(published=True, published_on=dt.date(2026, 3, 3))
    later = make(published=True)
    assert paths(name) == [today.get_absolute_url(), later.get_absolute_url()]


@pytest.mark.django_db
def test_a_mission_under_embargo_is_not_named_before_its_day(time_machine):
    mission = MissionFactory(published=True, embargo_until=dt.date(2026, 3, 3))
    time_machine.move_to(dt.datetime(2026, 3, 3, 4, 59, tzinfo=dt.UTC))
    assert paths("mission") == []
    time_machine.move_to(dt.datetime(2026, 3, 3, 5, tzinfo=dt.UTC))
    assert paths("mission") == [mission.get_absolute_url()]


@pytest.mark.django_db
def test_only_visions_that_are_no_longer_in_force_are_named_among_the_former():
    VisionFactory(published=True, is_current=True)
    VisionFactory()
    former = VisionFactory(published=True)
    assert paths("visions") == [f"/visions/{former.slug}/"]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "make"), [("theme", ThemeFactory), ("service", ServiceFactory)])
def test_a_plain_list_has_all_its_pages(name, make):
    rows = make.create_batch(2)
    assert paths(name) == [row.get_absolute_url() for row in rows]


@pytest.mark.django_db
def test_the_quarters_come_latest_first(time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
    MissionFactory(published=True, starts_on=dt.date(2025, 8, 1), date_precision="jour")
    found = paths("disclosures")
    assert found == sorted(found, reverse=True)
    assert len(found) == len(set(found)) > 0


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in SITEMAPS if name not in ("pages", "datasets", "disclosures")])
def test_a_map_of_nothing_names_nothing(name):
    assert urls(name) == []
