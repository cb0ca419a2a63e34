"""What anyone may read, decided once: the queryset and the instance agree."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import ValidationError

from missions.models import Action
from partners.models import Partner
from records.publication.status import PublicationStatus
from tests.missions.factories import ActionFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
DAYS = [None, TODAY - dt.timedelta(1), TODAY, TODAY + dt.timedelta(1)]


def states():
    """Return every state a record can be in: (status, date of publication) pairs the database accepts."""
    return [
        (status, day) for status in PublicationStatus for day in DAYS if day or status != PublicationStatus.PUBLISHED
    ]


@pytest.mark.parametrize(("status", "day"), states())
def test_the_queryset_and_the_record_agree(status, day):
    partner = PartnerFactory(status=status, published_on=day)
    listed = Partner.objects.published(TODAY).filter(pk=partner.pk).exists()
    assert listed == partner.is_public(TODAY)
    assert listed == (status == PublicationStatus.PUBLISHED and day <= TODAY)


@pytest.mark.parametrize("what", ["axis", "lead_partner"])
@pytest.mark.parametrize(("status", "day"), states())
def test_an_action_is_public_only_with_its_axis_and_its_lead_partner(what, status, day):
    action = ActionFactory(published=True, **{f"{what}__status": status, f"{what}__published_on": day})
    listed = Action.objects.published(TODAY).filter(pk=action.pk).exists()
    assert listed == action.is_public(TODAY) == getattr(action, what).is_public(TODAY)


@pytest.fixture
def reader(db):
    """Someone of the bureau who may read partners, and nothing else."""
    user = User.objects.create_user("lecture", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_partner"))
    return user


@pytest.mark.parametrize(
    ("status", "seen"),
    [
        (PublicationStatus.DRAFT, True),
        (PublicationStatus.REVIEW, True),
        (PublicationStatus.PUBLISHED, True),
        (PublicationStatus.ARCHIVED, False),
    ],
)
def test_staff_who_may_read_also_see_what_is_being_prepared(reader, status, seen):
    PartnerFactory(status=status, published_on=TODAY)
    assert Partner.objects.visible_to(reader, TODAY).exists() == seen


@pytest.mark.parametrize("status", PublicationStatus)
def test_others_see_only_what_is_public(status):
    partner = PartnerFactory(status=status, published_on=TODAY)
    for user in (AnonymousUser(), User.objects.create_user("sans-droit", is_staff=True)):
        assert Partner.objects.visible_to(user, TODAY).exists() == partner.is_public(TODAY)


def test_a_published_action_is_not_saved_with_a_partner_nobody_may_see():
    action = ActionFactory(published=True)
    action.lead_partner = PartnerFactory(name="Namur")
    with pytest.raises(ValidationError) as refusal:
        action.full_clean()
    assert "Namur" in refusal.value.message_dict["lead_partner"][0]


def test_what_stands_on_a_record_is_known():
    action = ActionFactory(published=True)
    ActionFactory(lead_partner=action.lead_partner, axis=action.axis)
    assert action.lead_partner.public_dependents(TODAY) == [action]
    assert action.axis.public_dependents(TODAY) == [action]
    assert action.public_dependents(TODAY) == []
