"""No part kept of a page outlives what it tells: each page read is the page that would be made anew."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from missions.models import Action
from records.page_cache.version import CONTENT_VERSION
from records.publication.operations import publish, withdraw
from tests.at_once import really_written
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory
from tests.partners.factories import AgreementFactory, PartnerFactory

DAY = dt.date(2026, 3, 2)
LISTS = (
    "/",
    "/actions/",
    "/actions/?vue=tableau",
    "/actions/?tri=titre",
    "/actions/?q=namur",
    "/missions/",
    "/partenaires/",
    "/ententes/",
    "/resultats/",
    "/recherche/?q=namur",
)


@pytest.fixture
def register(time_machine):
    """A small register on a day, with a draft and what an embargo hides until the next (a dict)."""
    time_machine.move_to(dt.datetime(2026, 3, 2, 23, tzinfo=dt.UTC))
    action = ActionFactory(published=True, title="Jardin à Namur", starts_on=DAY, date_precision="jour")
    return {
        "action": action,
        "shared": ActionPartnerFactory(action=action, partner__published=True).partner,
        "draft": ActionFactory(title="Canari", axis=action.axis, lead_partner=action.lead_partner),
        "mission": MissionFactory(published=True),
        "embargoed": MissionFactory(published=True, embargo_until=DAY + dt.timedelta(1)),
        "agreement": AgreementFactory(published=True),
    }


@pytest.fixture
def readers(register):
    """An anonymous reader, and one who sees what is being prepared."""
    signed_in = Client()
    signed_in.force_login(User.objects.create_superuser("cheffe"))
    return [Client(), signed_in]


def addresses(register):
    """Return the addresses of every page that keeps parts."""
    return [*LISTS, *(record.get_absolute_url() for record in register.values() if hasattr(record, "slug"))]


def read(reader, path):
    """Return the page, as it is kept or made."""
    answer = reader.get(path)
    return answer.status_code, answer.content.decode()


def read_anew(reader, path):
    """Return the page made of nothing that is kept: nothing is, inside a transaction."""
    with transaction.atomic():
        return read(reader, path)


def write(register, _by):
    """Rename and translate what cards and pages of other records show; add a row that belongs to one."""
    register["action"].title, register["action"].title_en = "Potager à Namur", "A garden in Namur"
    register["shared"].name = "Dinant"
    register["action"].save()
    register["shared"].save()
    ActionPartnerFactory(action=register["action"], partner=PartnerFactory(published=True, name="Liège"))


def put_online(register, by):
    """Publish a draft."""
    publish(register["draft"], by=by, on=DAY)


def take_offline(register, by):
    """Withdraw a mission, and a partner named by the card of an action."""
    withdraw(register["mission"], by=by, on=DAY)
    withdraw(register["shared"], by=by, on=DAY)


@really_written
def test_what_is_kept_is_what_would_be_made_anew(register, readers, time_machine):
    anonymous, signed_in = readers
    pages = [(reader, path) for reader in readers for path in addresses(register)]
    pages += [(anonymous, f"/en{path}") for path in addresses(register)]
    known = {page: read(*page) for page in pages}
    for change in (write, put_online, take_offline, None):
        if change:
            change(register, User.objects.get())
        else:
            time_machine.move_to(dt.datetime(2026, 3, 3, 6, tzinfo=dt.UTC))
        seen = read(signed_in, "/actions/")  # the card of the action has lapsed at midnight
        assert seen != known[signed_in, "/actions/"], "who signed in sees it at once"
        # To whoever else reads, a process may ignore for a second what was written through another.
        CONTENT_VERSION.reread()
        for page in pages:
            known[page] = read(*page)
            assert known[page] == read_anew(*page), page
    assert known[anonymous, register["embargoed"].get_absolute_url()][0] == 200
    assert register["embargoed"].title in known[anonymous, "/missions/"][1]


@really_written
def test_no_part_made_for_the_bureau_is_given_to_the_public(register, readers):
    anonymous, signed_in = readers
    for path in addresses(register):
        read(signed_in, path)
    for path in addresses(register):
        assert "Canari" not in read(anonymous, path)[1], path
    assert "Canari" in read(signed_in, "/actions/")[1]


@really_written
def test_what_is_kept_costs_no_statement(register, readers, django_assert_num_queries):
    for path in addresses(register):
        if read(readers[0], path)[0] == 200:
            with django_assert_num_queries(0):
                read(readers[0], path)


@really_written
def test_an_address_kept_never_leads_to_what_is_gone(register, readers):
    for name in ("action", "mission", "agreement", "shared"):
        record = register[name]
        path = record.get_absolute_url()
        assert read(readers[0], path)[0] == 200
        # Behind our back, and then a page whose parts are not kept.
        type(record).objects.filter(pk=record.pk).update(status="archived")
        assert readers[0].get(path, secure=True).status_code == 404, name


@really_written
def test_nothing_is_kept_while_the_version_is_unknown(register, readers, monkeypatch):
    path = register["action"].get_absolute_url()
    read(readers[0], path)
    Action.objects.filter(pk=register["action"].pk).update(title="Derrière notre dos")
    assert "Derrière" not in read(readers[0], path)[1]
    for name, value in {"_version": lambda: None, "_edition": CONTENT_VERSION._edition, "_until": 0.0}.items():
        monkeypatch.setattr(CONTENT_VERSION, name, value)
    CONTENT_VERSION.reread()
    assert "Derrière" in read(readers[0], path)[1]
