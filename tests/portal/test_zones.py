"""The time zone of a stop is proposed from its city."""

import pytest

from missions.models.zone import zone_near
from tests.missions.factories import MissionFactory, StopFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address
from tests.portal.typed import typed


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "zone"),
    [
        ("BE", "50.4669", "4.8675", "Europe/Brussels"),
        ("FR", None, None, "Europe/Paris"),
        ("DE", "48.1372", "11.5755", "Europe/Berlin"),
        ("ES", "41.3888", "2.1590", "Europe/Madrid"),
        ("ES", "28.1235", "-15.4363", "Atlantic/Canary"),
        ("US", "21.3069", "-157.8583", "Pacific/Honolulu"),
        ("US", "29.9511", "-90.0715", ""),
        ("CA", "46.8139", "-71.2080", ""),
        ("US", None, None, ""),
        ("", "0", "0", ""),
        ("ZZ", "0", "0", ""),
    ],
)
def test_a_zone_is_known_where_the_country_has_one_hour_around(country, latitude, longitude, zone):
    assert zone_near(country, latitude, longitude) == zone


def add_stop(browser, mission, **values):
    """Add a stop in Namur to a mission; return the page shown then."""
    place = PartnerFactory(name="Namur")
    row = {"position": "", "place": place.pk, "time_zone": "", **values}
    data = typed(browser.get(address(mission)), "mission_form", {"stops": [row]}, _continue="1")
    return browser.post(address(mission), data, follow=True)


@pytest.mark.django_db
def test_a_zone_left_blank_is_that_of_the_city_and_is_told(writer):
    mission = MissionFactory()
    page = add_stop(writer, mission)
    assert mission.stops.get().time_zone == "Europe/Brussels"
    assert "Namur\u00a0: fuseau Europe/Brussels, proposé d’après la ville" in page.text


@pytest.mark.django_db
def test_a_zone_somebody_gave_is_theirs(writer):
    mission = MissionFactory()
    assert "proposé d’après" not in add_stop(writer, mission, time_zone="Europe/Paris").text
    assert mission.stops.get().time_zone == "Europe/Paris"


@pytest.mark.django_db
def test_a_city_where_the_bureau_said_the_zone_before_keeps_it(writer):
    earlier = StopFactory(time_zone="America/Chicago", place__country="US", place__name="La Nouvelle-Orléans")
    mission = MissionFactory()
    add_stop(writer, mission, place=earlier.place.pk)
    assert mission.stops.get().time_zone == "America/Chicago"


@pytest.mark.django_db
def test_a_stop_nobody_touched_stays_as_it_is(writer):
    stop = StopFactory(time_zone="")
    data = typed(writer.get(address(stop.mission)), "mission_form", title="Autre")
    writer.post(address(stop.mission), data)
    stop.refresh_from_db()
    assert stop.time_zone == ""
