"""Several tables read at once give the rows each gives alone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from axes.models import Theme
from missions.models import CeilingItem, Participant
from partners.models import Partner
from records.together import read_together
from tests.axes.factories import ThemeFactory
from tests.missions.factories import CeilingItemFactory, ParticipantFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db


def test_several_tables_are_read_in_one_statement(django_assert_num_queries):
    theme, item, person = ThemeFactory(name="L’eau, « vive »"), CeilingItemFactory(), ParticipantFactory()
    assert connection.features.supports_json_field  # asked of the database once in the life of a process
    with django_assert_num_queries(1):
        found = read_together(Theme.objects.all(), CeilingItem.objects.all(), Participant.objects.all())
    assert found == {Theme: [theme], CeilingItem: [item], Participant: [person]}


def test_each_value_is_what_its_own_table_gives():
    """Amounts stay exact, yes and no stay so, dates stay dates, what is absent stays absent."""
    amounts = [Decimal("0.10"), Decimal("12979.05"), Decimal("9999999999.99")]
    for amount, category in zip(amounts, ("repas", "autre", "accueil"), strict=True):
        CeilingItemFactory(amount=amount, category=category)
    ParticipantFactory(name="Camille", name_is_public=True)
    PartnerFactory(last_evidence_on=dt.date(2025, 3, 1), published=True)
    for model in (CeilingItem, Participant, Partner):
        names = [field.attname for field in model._meta.concrete_fields]
        alone = {row.pk: row for row in model.objects.all()}
        for row in read_together(model.objects.all(), Theme.objects.none())[model]:
            assert [getattr(row, name) for name in names] == [getattr(alone[row.pk], name) for name in names]


def test_what_holds_nothing_gives_nothing():
    assert read_together(Theme.objects.all(), CeilingItem.objects.all()) == {Theme: [], CeilingItem: []}
