"""A mission to come that meets a partner, whose book is made."""

import datetime as dt

import pytest

from tests.missions.factories import (
    MissionFactory,
    MissionPartnerFactory,
)


@pytest.fixture
def mission():
    """A mission to come that meets the port of a city."""
    mission = MissionFactory(title="Mission au Havre", starts_on=dt.date(2026, 3, 27), date_precision="jour")
    MissionPartnerFactory(mission=mission, partner__name="Port du Havre")
    return mission


@pytest.fixture
def partner(mission):
    """Whom it meets."""
    return mission.roles.get().partner
