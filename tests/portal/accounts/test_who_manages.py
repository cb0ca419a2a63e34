"""The accounts, as who manages them sees and changes them; who may name a stand-in, for whom, and until when."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User

from portal.accounts.admin import InvitedForm, PersonForm, may_in_words, roles_in_words
from portal.models import StandIn
from tests.portal.accountability.entries import TODAY, D
from tests.portal.factories import PersonFactory, StandInFactory
from tests.records.admin.bureau import request_of

pytestmark = pytest.mark.django_db


def typed(person=None, form=PersonForm, **sent):
    """Return the form of an account with what is sent, checked."""
    data = {"username": person.username if person else "nouvelle", "is_active": "on", "email": "", **sent}
    checked = form(data, instance=person)
    checked.is_valid()
    return checked


@pytest.mark.parametrize(
    ("email", "is_refused"),
    [
        ("autre@exemple.invalid", False),
        ("CAMILLE@exemple.invalid", True),  # one comes in by it, whatever its case
    ],
)
def test_an_address_is_that_of_one_account(email, is_refused):
    PersonFactory(email="camille@exemple.invalid")
    assert ("email" in typed(form=InvitedForm, email=email).errors) == is_refused
    assert ("email" in typed(PersonFactory(), email=email).errors) == is_refused


def test_an_account_keeps_its_own_address_and_several_may_have_none():
    person, _erased = PersonFactory(email="camille@exemple.invalid"), PersonFactory(email="")
    assert typed(person, email="Camille@exemple.invalid").errors == {}
    assert typed(person, email="").errors == {}
    assert "email" in typed(form=InvitedForm, email="").errors  # somebody invited is written to


def test_who_is_invited_works_at_the_bureau_and_has_no_password_yet():
    person = typed(form=InvitedForm, email="camille@exemple.invalid").save()
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (True, False, False)


def test_nobody_gives_themself_more_nor_touches_who_may_everything():
    manager, powerful, colleague = PersonFactory(), PersonFactory(is_superuser=True), PersonFactory()
    people = admin.site.get_model_admin(User)
    assert set(people.get_queryset(request_of(manager))) == {colleague}
    assert set(people.get_queryset(request_of(powerful))) == {manager, powerful, colleague}
    assert people.get_readonly_fields(request_of(manager)) == ("is_superuser",)
    assert people.get_readonly_fields(request_of(powerful)) == ()
    assert not people.has_delete_permission(request_of(powerful))


@pytest.mark.parametrize(
    ("values", "groups", "words"),
    [
        ({}, ["Rédaction"], "Rédaction"),
        ({}, ["Rédaction", "Approbation"], "Approbation, Rédaction"),
        ({"is_superuser": True}, ["Gestion"], "toutes les permissions, Gestion"),
        ({"is_active": False, "is_superuser": True}, ["Gestion"], "compte fermé"),
        ({}, [], ""),
    ],
)
def test_what_a_person_may_do_is_told_by_their_groups(values, groups, words):
    person = PersonFactory(**values)
    person.groups.set(Group.objects.filter(name__in=groups))
    assert roles_in_words(person) == words


def test_what_a_group_may_do_is_told_kind_by_kind():
    lines = dict(line.split("\u00a0: ") for line in may_in_words(Group.objects.get(name="Approbation")).split("\n"))
    assert list(lines) == sorted(lines)
    assert "mettre en ligne" in lines["missions"]
    assert may_in_words(Group(pk=0, name="Vide")) == ""


@pytest.mark.parametrize("group", ["add", "change", "delete"])
def test_groups_are_decided_with_the_portal(group):
    roles = admin.site.get_model_admin(Group)
    assert not getattr(roles, f"has_{group}_permission")(request_of(PersonFactory(is_superuser=True)))


def test_a_group_counts_its_people(gestion):
    roles, group = admin.site.get_model_admin(Group), Group.objects.get(name="Gestion")
    assert roles.counted(group) == "1 personne"
    PersonFactory().groups.add(group)
    assert roles.counted(group) == "2 personnes"


@pytest.fixture
def stand_ins(time_machine):
    """The admin of stand-ins on the second of March 2026, and a request of a person."""
    time_machine.move_to("2026-03-02T17:00:00Z")
    return admin.site.get_model_admin(StandIn)


def named_by(stand_ins, person, **sent):
    """Return the form of a new stand-in as somebody sends it, checked."""
    data = {"starts_on": "2026-03-02", "ends_on": "2026-03-09", **sent}
    form = stand_ins.get_form(request_of(person))(data)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("person", "adds", "fields"),
    [
        ("gestion", True, ["absent", "deputy", "starts_on", "ends_on"]),
        ("approbation", True, ["deputy", "starts_on", "ends_on"]),  # for oneself alone
        ("redaction", False, ["deputy", "starts_on", "ends_on"]),  # who approves nothing hands nothing on
    ],
)
def test_who_approves_names_for_themself_and_who_manages_for_anybody(request, stand_ins, person, adds, fields):
    asking = request_of(request.getfixturevalue(person))
    assert (stand_ins.has_add_permission(asking), stand_ins.get_fields(asking)) == (adds, fields)
    assert not stand_ins.has_delete_permission(asking)


def test_a_stand_in_is_refused_beside_what_is_wrong(stand_ins, gestion, approbation, redaction):
    def errors(**sent):
        return set(named_by(stand_ins, gestion, **sent).errors)

    fine = {"absent": approbation.pk, "deputy": redaction.pk}
    assert errors(**fine) == set()
    assert errors(**{**fine, "absent": redaction.pk, "deputy": approbation.pk}) == {"absent"}  # approves nothing
    assert errors(**{**fine, "deputy": gestion.pk}) == {"deputy"}  # nobody names themself
    assert errors(**{**fine, "deputy": approbation.pk}) == {"deputy"}
    assert errors(**fine, ends_on="2026-03-01") == {"ends_on"}
    assert errors(**fine, starts_on="2026-03-02", ends_on="2026-03-02") == set()  # today alone
    assert errors(**{**fine, "deputy": PersonFactory(is_active=False).pk}) == {"deputy"}


def test_who_approves_is_the_one_who_is_away(stand_ins, approbation, redaction):
    form = named_by(stand_ins, approbation, deputy=redaction.pk)
    row = form.save(commit=False)
    assert (row.absent, row.deputy, row.named_by) == (approbation, redaction, approbation)


def test_the_end_alone_moves_until_it_is_over_and_never_by_who_stands_in(stand_ins, gestion, approbation, redaction):
    held = StandInFactory(absent=approbation, deputy=redaction, ends_on=TODAY)
    over = StandInFactory(absent=approbation, deputy=redaction, starts_on=D(2026, 1, 1), ends_on=D(2026, 3, 1))
    for person, row, may in (
        (gestion, held, True),
        (approbation, held, True),
        (redaction, held, False),
        (gestion, over, False),
    ):
        assert stand_ins.has_change_permission(request_of(person), row) == may
    assert stand_ins.get_readonly_fields(request_of(gestion), held) == ["absent", "deputy", "starts_on"]
    assert stand_ins.get_readonly_fields(request_of(gestion)) == []


def test_one_sees_ones_own_absences_and_who_manages_sees_all(stand_ins, gestion, approbation, redaction):
    own, other = StandInFactory(absent=approbation, deputy=redaction), StandInFactory()
    seen = [set(stand_ins.get_queryset(request_of(person))) for person in (gestion, approbation, redaction)]
    assert seen == [{own, other}, {own}, {own}]
