"""What anyone may read, decided once: the queryset and the instance agree."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import ValidationError

from missions.models import Action, Mission
from partners.models import Partner
from records.publication.status import PublicationStatus, public_since, put_online
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, MissionFactory
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


@pytest.mark.parametrize(
    ("first", "kept"), [(None, TODAY), (TODAY - dt.timedelta(9), TODAY - dt.timedelta(9))], ids=["new", "republished"]
)
def test_what_is_put_online_again_keeps_its_first_date(first, kept):
    partner = Partner(published_on=first)
    put_online(partner, TODAY)
    assert (partner.status, partner.published_on) == (PublicationStatus.PUBLISHED, kept)
    assert not Partner.objects.exists(), "it is for the caller to save it"


def test_no_more_than_ten_of_what_stands_on_a_record_are_read(django_assert_max_num_queries):
    first = ActionFactory(published=True)
    ActionFactory.create_batch(11, published=True, axis=first.axis, lead_partner=first.lead_partner)
    for ground in (first.axis, first.lead_partner):
        with django_assert_max_num_queries(1) as statements:
            assert len(ground.public_dependents(TODAY)) == 10
        assert "LIMIT 10" in statements[0]["sql"]


def test_no_more_than_ten_are_told_of_several_kinds_together(monkeypatch):
    # As if missions were public only while their axes are.
    monkeypatch.setattr(Mission, "published_with", ("axes",))
    action = ActionFactory(published=True)
    ActionFactory.create_batch(5, published=True, axis=action.axis)
    for mission in MissionFactory.create_batch(6, published=True):
        mission.axes.add(action.axis)
    found = action.axis.public_dependents(TODAY)
    assert len(found) == 10
    assert {type(each) for each in found} == {Action, Mission}


def test_ten_who_stand_on_a_record_are_all_told():
    action = ActionFactory(published=True)
    others = ActionFactory.create_batch(9, published=True, axis=action.axis)
    assert set(action.axis.public_dependents(TODAY)) == {action, *others}


def test_what_stands_on_a_record_and_is_not_public_yet_does_not_hold_it():
    axis = ActionFactory(published=True, published_on=TODAY + dt.timedelta(1)).axis
    ActionFactory(axis=axis)
    assert axis.public_dependents(TODAY) == []
    assert len(axis.public_dependents(TODAY + dt.timedelta(1))) == 1


@pytest.mark.parametrize(("days", "hidden"), [(None, False), (-1, False), (0, False), (1, True)])
def test_an_embargo_hides_until_its_very_day(days, hidden):
    until = None if days is None else TODAY + dt.timedelta(days)
    mission = MissionFactory(published=True, embargo_until=until)
    assert mission.is_under_embargo(TODAY) == hidden
    assert Mission.objects.published(TODAY).exists() == mission.is_public(TODAY) == (not hidden)


def since(model):
    """Return the day from which the one row of `model` is public."""
    return model.objects.annotate(since=public_since(model)).get().since


@pytest.mark.parametrize("embargo", DAYS)
@pytest.mark.parametrize(("status", "day"), states())
def test_the_day_a_mission_is_public_since_agrees_with_what_is_public(status, day, embargo):
    mission = MissionFactory(status=status, published_on=day, embargo_until=embargo)
    agree_on_every_day(mission)


@pytest.mark.parametrize("what", ["axis", "lead_partner"])
@pytest.mark.parametrize(("status", "day"), states())
def test_the_day_an_action_is_public_since_agrees_with_what_is_public(what, status, day):
    action = ActionFactory(
        published=True, published_on=TODAY, **{f"{what}__status": status, f"{what}__published_on": day}
    )
    agree_on_every_day(action)


def agree_on_every_day(record):
    """Check that a record is public from the day it is said to be, and never otherwise."""
    day = since(type(record))
    for on in (TODAY + dt.timedelta(days) for days in range(-3, 4)):
        is_public = day is not None and day <= on
        assert record.is_public(on) == is_public
        assert type(record).objects.published(on).exists() == is_public


@pytest.mark.parametrize(
    "state",
    [{}, {"published": True, "published_on": TODAY + dt.timedelta(1)}, {"status": PublicationStatus.ARCHIVED}],
    ids=["a draft", "one to be public tomorrow", "an archive"],
)
def test_what_a_record_is_published_with_is_named_when_it_is_not_public(state):
    action = Action(lead_partner=PartnerFactory(published=True), axis=AxisFactory(name="Québec apprend", **state))
    with pytest.raises(ValidationError) as refusal:
        action.refuse_unless_publishable(TODAY)
    assert refusal.value.message_dict == {"axis": ["À mettre en ligne d’abord\u00a0: axe « Québec apprend »."]}


def test_what_a_record_is_published_with_is_asked_for_when_it_is_not_known():
    action = Action(lead_partner=PartnerFactory(published=True))
    with pytest.raises(ValidationError) as refusal:
        action.refuse_unless_publishable(TODAY)
    assert refusal.value.message_dict == {"axis": ["À mettre en ligne d’abord\u00a0: axe « inconnu »."]}


def test_a_draft_is_saved_with_what_nobody_may_see_yet():
    action = ActionFactory()
    action.full_clean()
    assert not action.axis.is_public(TODAY)
