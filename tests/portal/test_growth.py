"""A page costs as many statements for two thousand rows as for twenty, when nothing of it is kept.

Nor does a statement walk through all the rows for each of them: on SQLite, what the database does is counted too.
"""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from missions.models import Action, ActionPartner, Mission
from partners.models import Agreement, Partner
from records.search.indexing import rebuild
from tests.axes.factories import ThemeFactory
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory
from tests.partners.factories import AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db
SIZES = (20, 200, 2_000)
# For ten times the rows: what sorts them does a little more than ten times the work.
TEN_TIMES = 15
# Instructions of the database that make a step; a few steps more are no growth.
STEP = 1_000
# {path: statements for someone who sees everything, their session and account among them}
PRICES = {
    "/": 20,
    "/actions/": 8,
    "/actions/?axe={axis}": 9,
    "/actions/?page=2": 8,
    "/actions/?q=jardin": 9,
    "/missions/": 10,
    "/partenaires/": 6,
    "/ententes/": 8,
    "/recherche/?q=jardin": 6,
    "/recherche/?q=introuvables": 7,
    "{action}": 13,
    "{mission}": 23,
    "{partner}": 12,
    "/admin/missions/action/": 11,
}


def multiply(model, number, **changes):
    """Write as many copies of each row of `model` as to have `number` of them, with `changes` given by their rank."""
    rows = list(model.objects.all())
    copies = []
    for rank in range(len(rows), number):
        copy = model(**{field.attname: getattr(rows[rank % len(rows)], field.attname) for field in model._meta.fields})
        copy.pk, copy.record_id, copy.reference = None, None, None
        for name, change in changes.items():
            setattr(copy, name, change(rank))
        copies.append(copy)
    model.objects.bulk_create(copies)


def tie(theme):
    """Give every action that has none a theme and another partner."""
    bare, partners = list(Action.objects.filter(themes=None)), list(Partner.objects.all())
    Action.themes.through.objects.bulk_create(Action.themes.through(action=each, theme=theme) for each in bare)
    ActionPartner.objects.bulk_create(
        ActionPartner(action=each, partner=partners[rank % len(partners)])
        for rank, each in enumerate(bare)
        if partners[rank % len(partners)] != each.lead_partner
    )


def count_rows():
    """Have PostgreSQL look at the tables anew: what it last saw of them may be empty, and it plans by that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@pytest.fixture
def measure(client, query_count):
    """Return the function that gives, for each page, its statements and the steps of the database, known of SQLite."""
    client.force_login(User.objects.create_superuser("cheffe"))

    def count(path):
        client.get(path)  # what is kept of it may have been made of fewer rows, or be gone
        steps = []
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(lambda: steps.append(1), STEP)
        try:
            return query_count(path), len(steps)
        finally:
            if connection.vendor == "sqlite":
                connection.connection.set_progress_handler(None, STEP)

    return lambda told: {path: count(path.format(**told)) for path in PRICES}


def test_pages_cost_as_much_for_many_rows_as_for_few(measure):
    action = ActionFactory(published=True, title="Jardin", starts_on=dt.date(2025, 1, 1), date_precision="jour")
    ActionPartnerFactory.create_batch(3, action=action, partner__published=True)
    mission, theme = MissionFactory(published=True), ThemeFactory()
    AgreementFactory(published=True)
    PartnerFactory(published=True)
    records = {"action": action, "mission": mission, "partner": action.lead_partner}
    told = {name: each.get_absolute_url() for name, each in records.items()} | {"axis": action.axis.slug}
    measured = []
    for number in SIZES:
        for model in (Partner, Mission, Agreement, Action):
            multiply(model, number, slug="copie-{}".format)
        tie(theme)
        rebuild(today=timezone.localdate())
        count_rows()
        measured.append(measure(told))
    few, some, many = measured
    for path, (price, steps) in many.items():
        assert few[path][0] == some[path][0] == price <= PRICES[path], path
        assert steps <= TEN_TIMES * some[path][1] + 100, path
