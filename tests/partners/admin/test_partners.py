"""How the bureau reads and narrows partners, and who may take their contacts away."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from partners.admin.contacts import ContactInline
from partners.admin.partner_memory import may_note
from partners.admin.partners import RelationFilter
from partners.models import Partner, RelationState, Standing
from partners.near_names import told_with_state
from tests.partners.factories import ContactFactory, PartnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T15:00:00Z")]

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def partners():
    """The bureau's pages of partners."""
    return admin.site.get_model_admin(Partner)


@pytest.fixture
def told(partners, sent):
    """Return a partner as the list of the bureau reads it."""
    return lambda **options: partners.get_queryset(sent()).get(pk=PartnerFactory(**options).pk)


@pytest.mark.parametrize(
    ("options", "relation", "english", "last"),
    [
        ({}, "inconnue", "unknown", ""),
        ({"standing": Standing.ACTIVE}, "inconnue (inscrite comme « active »)", "unknown (recorded as “active”)", ""),
        ({"noted_activity_on": TODAY, "standing": Standing.ACTIVE}, "active", "active", "2026-03-02"),
    ],
)
def test_the_list_tells_the_relation_of_the_day_and_the_word_recorded(partners, told, options, relation, english, last):
    row = told(**options)
    assert str(partners.relation(row)).replace("\u00a0", " ") == relation
    assert partners.last_activity(row) == last
    with override("en"):
        assert str(partners.relation(row)) == english


def test_the_list_names_the_country_if_there_is_one(partners, told):
    assert partners.in_country(told()) == "Belgique"
    assert partners.in_country(told(organization=True)) == ""


def test_the_list_narrows_to_the_state_of_the_relation(narrowed, partners, sent):
    active, unknown = PartnerFactory(noted_activity_on=TODAY), PartnerFactory()
    rows = partners.get_queryset(sent())
    assert narrowed(RelationFilter, rows, "active") == {active}
    assert narrowed(RelationFilter, rows, "inconnue") == {unknown}
    assert narrowed(RelationFilter, rows, "perdue") == set()
    assert narrowed(RelationFilter, rows, None) == {active, unknown}
    used = RelationFilter(sent(), {}, Partner, partners)
    assert [value for value, _words in used.lookup_choices] == list(RelationState)


def test_what_confirms_a_doubt_is_offered_to_who_writes(partners, sent, gestion):
    def fields(request):
        return [name for _title, options in partners.get_fieldsets(request) for name in options["fields"]]

    assert "confirmed" in fields(sent())
    assert "confirmed" not in fields(sent(gestion))


def test_a_country_is_chosen_among_names(partners, sent):
    field = partners.formfield_for_dbfield(Partner._meta.get_field("country"), sent())
    names = dict(field.choices)
    assert (names["BE"], field.required) == ("Belgique", False)
    assert partners.formfield_for_dbfield(Partner._meta.get_field("seat_city"), sent()).max_length == 120


def test_the_contacts_of_the_partners_shown_are_taken_by_who_may_read_them(partners, sent, gestion):
    contact, _other = ContactFactory(), ContactFactory()
    file = partners.list_files()["contacts"]
    assert list(file.rows(sent(), Partner.objects.filter(pk=contact.partner_id).order_by("name"))) == [contact]
    assert file.permission == "partners.view_contact"
    assert not gestion.has_perm(file.permission)


def test_the_contacts_taken_are_those_of_the_partners_in_the_state_asked(partners, sent):
    active, asleep = (ContactFactory(partner__noted_activity_on=day) for day in (TODAY, dt.date(2020, 1, 1)))
    rows = partners.get_queryset(sent())
    take = partners.list_files()["contacts"].rows
    assert list(take(sent(), rows.filter(state_value="active"))) == [active]
    assert list(take(sent(), rows.filter(state_value="dormante"))) == [asleep]
    assert list(take(sent(), rows.filter(state_value="terminee"))) == []


@pytest.mark.parametrize(("person", "reads", "changes"), [("redaction", True, True), ("gestion", False, False)])
def test_contacts_are_shown_with_their_partner_to_who_may_read_them(request, sent, person, reads, changes):
    inline, asked = ContactInline(Partner, admin.site), sent(request.getfixturevalue(person))
    assert inline.has_view_permission(asked) is reads
    assert inline.has_change_permission(asked) is changes


@pytest.mark.parametrize(
    ("rights", "reads", "changes"),
    [
        ({"view_contact", "change_contact"}, False, False),  # nothing of partners
        ({"change_partner", "view_partner"}, False, False),  # nothing of contacts
        ({"view_partner", "view_contact"}, True, False),
        ({"change_partner", "view_contact"}, True, False),
        ({"change_partner", "view_contact", "change_contact"}, True, True),
    ],
)
def test_the_right_to_contacts_is_asked_beside_that_to_partners(sent, rights, reads, changes):
    user = User.objects.create_user("quelqu-un", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    inline, asked = ContactInline(Partner, admin.site), sent(user)
    partner = PartnerFactory()
    assert inline.has_view_permission(asked, partner) is reads
    assert inline.has_change_permission(asked, partner) is changes


@pytest.mark.parametrize(("person", "may"), [("redaction", True), ("approbation", True), ("gestion", False)])
def test_who_writes_may_note_an_exchange(request, person, may):
    assert may_note(request.getfixturevalue(person)) is may


def test_partners_that_are_near_are_told_with_their_relation_in_the_same_order(sent, django_assert_num_queries):
    rows = [PartnerFactory(noted_activity_on=day) for day in (None, TODAY, None)]
    near = [(rows[1], "même pays"), (rows[2], "0,1 km"), (rows[0], "même nom")]
    asked = sent()
    with django_assert_num_queries(0):
        assert told_with_state(asked, []) == []
    found = told_with_state(asked, near)
    assert found == near
    assert [partner.state_value for partner, _why in found] == ["active", "inconnue", "inconnue"]


def test_a_likely_twin_is_another_partner(partners, sent):
    record, twin = PartnerFactory.create_batch(2, name="Namur")
    PartnerFactory(name="Liège", latitude=50.63, longitude=5.57)
    assert partners.likely_twins(sent(), record) == [twin]


def test_the_partners_near_what_is_typed_are_told_but_the_one_edited(partners, sent):
    record, twin = PartnerFactory.create_batch(2, name="Namur")
    PartnerFactory(name="Namur", country="FR")

    def near(**typed):
        return partners.near_view(sent(name="NAMUR", country="BE", **typed)).context_data["near"]

    assert near(sauf=record.pk) == [(twin, "même pays")]
    assert near(latitude="50,4669", longitude="4,8675", sauf=record.pk) == [(twin, "même pays, 0,0\u00a0km")]
    assert {partner for partner, _why in near(sauf="x")} == {record, twin}


def test_the_partners_near_are_told_to_who_may_read_partners_and_only_read(partners, sent):
    with pytest.raises(PermissionDenied):
        partners.near_view(sent(User.objects.create_user("dehors")))
    assert partners.near_view(sent(method="post")).status_code == 405
