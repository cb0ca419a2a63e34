"""The day on which the disclosure is read, and its page."""

import datetime as dt

import pytest

from tests.portal.disclosure.trips import PAGE


@pytest.fixture(autouse=True)
def _on_the_day(time_machine, today):
    time_machine.move_to(dt.datetime(today.year, today.month, today.day, 12, tzinfo=dt.UTC))


@pytest.fixture
def page(client):
    """Read a page, its spaces made ordinary."""
    return lambda address=PAGE: client.get(address).content.decode().replace("\u00a0", " ")
