"""What the bureau's forms and lists of the Vision offer."""

import datetime as dt

import pytest
from django.contrib import admin

from axes.forms import CommitmentField
from axes.models import Indicator, Vision
from tests.axes.factories import AxisFactory, CommitmentFactory
from tests.records.admin.bureau import request_of

INDICATORS = admin.site._registry[Indicator]


def offered(name, user):
    """Return the field by which the form of an indicator offers the rows of a relation."""
    request = request_of(user, address="/admin/axes/indicator/add/")
    return INDICATORS.formfield_for_foreignkey(Indicator._meta.get_field(name), request)


@pytest.mark.parametrize(("day", "shown"), [(dt.date(2022, 11, 8), "2022-11-08"), (None, "")])
def test_the_list_of_visions_says_when_each_was_presented(day, shown):
    assert admin.site._registry[Vision].presented(Vision(presented_on=day)) == shown


def test_the_form_of_an_indicator_offers_each_commitment_under_its_axis(admin_user, django_assert_num_queries):
    for axis, text in [("Québec rayonne", "Ouvrir."), ("Québec attire", "Accueillir.")]:
        CommitmentFactory(axis=AxisFactory(name=axis), text=text)
    field = offered("commitment", admin_user)
    assert isinstance(field, CommitmentField)
    with django_assert_num_queries(1):
        labels = [str(label) for value, label in field.choices if value]
    assert sorted(labels) == ["Québec attire – Accueillir.", "Québec rayonne – Ouvrir."]


def test_the_other_relations_of_an_indicator_are_offered_by_their_name(admin_user):
    AxisFactory(name="Québec rayonne")
    field = offered("axis", admin_user)
    assert not isinstance(field, CommitmentField)
    assert "Québec rayonne" in [str(label) for _value, label in field.choices]
