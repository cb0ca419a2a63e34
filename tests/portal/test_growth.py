"""A page costs as many statements for two hundred rows as for twenty, when nothing of it is kept."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from missions.models import Action, Mission
from partners.models import Agreement, Partner
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory
from tests.partners.factories import AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db
# {path: statements for someone who sees everything, their session and account among them}
PRICES = {
    "/": 23,
    "/actions/": 10,
    "/actions/?axe={axis}": 11,
    "/actions/?page=2": 10,
    "/actions/?q=jardin": 11,
    "/missions/": 12,
    "/partenaires/": 8,
    "/ententes/": 10,
    "/recherche/?q=jardin": 3,
    "/admin/missions/action/": 8,
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


@pytest.fixture
def prices(client, query_count):
    """Return the function that counts what each page costs now."""
    client.force_login(User.objects.create_superuser("cheffe"))

    def count(axis):
        return {path: query_count(path.format(axis=axis.slug)) for path in PRICES}

    return count


def test_pages_cost_as_much_for_many_rows_as_for_few(prices):
    action = ActionFactory(published=True, title="Jardin", starts_on=dt.date(2025, 1, 1), date_precision="jour")
    ActionPartnerFactory.create_batch(3, action=action, partner__published=True)
    MissionFactory(published=True)
    AgreementFactory(published=True)
    PartnerFactory(published=True)
    for number in (20, 200):
        for model in (Partner, Mission, Agreement, Action):
            multiply(model, number, slug="copie-{}".format)
        if number == 20:
            few = prices(action.axis)
    assert prices(action.axis) == few
    assert {path: price for path, price in few.items() if price > PRICES[path]} == {}
