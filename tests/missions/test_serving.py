"""What actions and missions serve: how many serve an axis or a commitment, with whom, whom the Vision names."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, User

from axes.actors import attach_actors
from axes.models import Axis, Commitment
from tests.axes.factories import AxisFactory, CommitmentFactory, ThemeFactory, VisionItemFactory
from tests.missions.factories import ActionFactory, ActionPartnerFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

ANYONE, CHIEF = AnonymousUser(), User(is_superuser=True)


@pytest.mark.parametrize(("user", "number"), [(ANYONE, 2), (CHIEF, 3)])
def test_an_axis_and_its_commitments_count_the_actions_that_a_reader_may_read(user, number, today):
    axis = AxisFactory(published=True)
    commitment, bare = CommitmentFactory.create_batch(2, axis=axis)
    serving = {"axis": axis, "commitment": commitment}
    ActionFactory.create_batch(2, published=True, **serving)
    ActionFactory(**serving)
    ActionFactory(status="archived", **serving)
    other = AxisFactory(published=True)
    counted = dict(Axis.objects.with_action_counts(user, today).values_list("pk", "action_count"))
    assert counted == {axis.pk: number, other.pk: 0}
    counted = dict(Commitment.objects.with_action_counts(user, today).values_list("pk", "action_count"))
    assert counted == {commitment.pk: number, bare.pk: 0}


def test_an_action_is_counted_from_the_day_it_is_online(today):
    ActionFactory(published=True, published_on=today, axis=AxisFactory(published=True))
    counts = [Axis.objects.with_action_counts(ANYONE, day).get().action_count for day in (today, yesterday(today))]
    assert counts == [1, 0]


def yesterday(day):
    """Return the day before."""
    return day - dt.timedelta(days=1)


def test_the_partners_of_an_axis_lead_or_take_part_once_each(today):
    axis, lead, associated = AxisFactory(published=True), PartnerFactory(published=True), PartnerFactory(published=True)
    for _each in range(2):
        action = ActionFactory(published=True, axis=axis, lead_partner=lead)
        ActionPartnerFactory(action=action, partner=associated)
    ActionPartnerFactory(action=action, partner=lead)
    PartnerFactory(published=True)  # of no action
    ActionFactory(published=True)  # of another axis
    assert sorted(axis.partners(ANYONE, today), key=lambda each: each.pk) == [lead, associated]


def test_partners_are_those_of_public_actions_for_a_reader_and_of_all_for_who_prepares_them(today):
    axis, draft_partner = AxisFactory(published=True), PartnerFactory()
    ActionPartnerFactory(action=ActionFactory(published=True, axis=axis), partner=draft_partner)
    of_draft = ActionFactory(axis=axis, lead_partner__published=True).lead_partner
    assert not {draft_partner, of_draft} & set(axis.partners(ANYONE, today))
    assert {draft_partner, of_draft} <= set(axis.partners(CHIEF, today))


def test_the_partners_of_a_theme_are_those_of_its_actions(today):
    theme, other = ThemeFactory(), ThemeFactory()
    action = ActionFactory(published=True)
    action.themes.add(theme)
    assert list(theme.partners(ANYONE, today)) == [action.lead_partner]
    assert list(other.partners(ANYONE, today)) == []


def named(text, user=ANYONE, **partner):
    """Say whether a line of approach of this text names a partner so made."""
    PartnerFactory(**{"published": True, "organization": True, **partner})
    (item,) = attach_actors([SimpleNamespace(text=text)], user, dt.date(2026, 3, 2))
    return bool(item.actors)


@pytest.mark.parametrize(
    ("text", "name", "acronym", "is_named"),
    [
        ("Avec Affaires mondiales Canada.", "Affaires mondiales Canada", "", True),
        ("avec AFFAIRES MONDIALES CANADA", "Affaires mondiales Canada", "", True),
        ("Avec les affaires mondiales du Canada.", "Affaires mondiales Canada", "", False),
        ("Jumelée à Liège, Namur.", "Liege", "", True),
        ("Avec les Liégeois.", "Liège", "", False),  # a part of a word
        ("Avec le Conseil de l’Europe.", "Conseil de l’Europe", "", True),
        ("À L'Aquila.", "L’Aquila", "", True),
        ("Avec l’Organisation des villes.", "Organisation des villes", "", True),
        ("Membre de l’AIMF.", "Association des maires", "AIMF", True),
        ("Membre de l’aimf.", "Association des maires", "AIMF", False),  # capitals tell it from a word
        ("Membre des AIMFS.", "Association des maires", "AIMF", False),
        ("Un C.I.O. local", "Comité", "C.I.O", True),
        ("Un CaIaO local", "Comité", "C.I.O", False),
        ("Rien.", "!", "", False),  # a name without a word
        ("", "Liège", "LG", False),
    ],
)
def test_a_line_names_a_partner_by_its_whole_name_or_its_acronym(text, name, acronym, is_named):
    assert named(text, name=name, acronym=acronym) is is_named


@pytest.mark.parametrize(("user", "is_named"), [(ANYONE, False), (CHIEF, True)])
def test_a_line_names_the_partners_that_its_reader_may_read(user, is_named):
    assert named("À Namur.", user, name="Namur", published=False) is is_named


def test_lines_name_several_partners_by_name_for_one_statement(today, django_assert_num_queries):
    liege, namur = (PartnerFactory(published=True, name=name) for name in ("Liège", "Namur"))
    items = [VisionItemFactory.build(vision=None, text=text) for text in ("Namur et Liège.", "Rien.", "Namur.")]
    with django_assert_num_queries(1):
        assert attach_actors(iter(items), ANYONE, today) == items
    assert [item.actors for item in items] == [[liege, namur], [], [namur]]


def test_without_a_line_no_partner_is_looked_for(today, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert attach_actors([], ANYONE, today) == []
