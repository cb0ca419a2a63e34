"""What was exchanged with a partner: with whom, what follows, and the small form that notes it."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.utils.translation import override

from partners.exchange_form import ExchangeForm
from partners.models import Exchange
from tests.partners.factories import ContactFactory, ExchangeFactory, PartnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T15:00:00Z")]

D = dt.date
TODAY, YESTERDAY, TOMORROW = D(2026, 3, 2), D(2026, 3, 1), D(2026, 3, 3)


@pytest.mark.parametrize(
    ("function", "with_whom", "whom"),
    [
        ("", "", ""),
        ("Mairie", "", "Mairie"),
        ("", "Le cabinet", "Le cabinet"),
        ("Mairie", "Le cabinet", "Mairie, Le cabinet"),
    ],
)
def test_whom_it_was_with_is_told_by_functions(function, with_whom, whom):
    contact = ContactFactory.build(function=function, name="Élodie") if function else None
    assert ExchangeFactory.build(contact=contact, with_whom=with_whom).whom == whom


@pytest.mark.parametrize(
    ("kind", "words", "english"),
    [
        ("appel", "Namur – appel, 2026-01-05", "Namur – call, 2026-01-05"),
        ("visite", "Namur – visite, 2026-01-05", "Namur – visit, 2026-01-05"),
    ],
)
def test_an_exchange_is_called_by_its_partner_and_its_day(kind, words, english):
    exchange = ExchangeFactory.build(partner__name="Namur", kind=kind)
    assert str(exchange) == words
    with override("en"):
        assert str(exchange) == english


def test_an_exchange_is_noted_once_it_was_held():
    ExchangeFactory.build(held_on=TODAY).clean()
    with pytest.raises(ValidationError) as refusal:
        ExchangeFactory.build(held_on=TOMORROW).clean()
    assert list(refusal.value.message_dict) == ["held_on"]
    ExchangeFactory.build(held_on=None).clean()  # that it is missing is said elsewhere


def test_the_contact_of_an_exchange_is_of_its_partner():
    contact = ContactFactory()
    ExchangeFactory.build(partner=contact.partner, contact=contact).clean()
    with pytest.raises(ValidationError) as refusal:
        ExchangeFactory.build(partner=PartnerFactory(), contact=contact).clean()
    assert list(refusal.value.message_dict) == ["contact"]


@pytest.mark.parametrize(
    ("options", "is_open", "is_late"),
    [
        ({}, False, False),  # nothing is to follow
        ({"follow_up": "Écrire"}, True, False),
        ({"follow_up": "Écrire", "due_on": TODAY}, True, False),
        ({"follow_up": "Écrire", "due_on": YESTERDAY}, True, True),
        ({"follow_up": "Écrire", "due_on": YESTERDAY, "done_on": YESTERDAY}, False, False),
    ],
)
def test_a_follow_up_is_open_until_done_and_late_from_the_day_after(options, is_open, is_late):
    exchange = ExchangeFactory(**options)
    assert Exchange.objects.still_open().exists() is is_open
    assert Exchange.objects.late(TODAY).exists() is exchange.is_late(TODAY) is is_late


def test_what_is_to_follow_comes_by_its_day_the_undated_last():
    rows = [ExchangeFactory(follow_up="Écrire", due_on=day) for day in (None, TOMORROW, YESTERDAY)]
    assert list(Exchange.objects.still_open()) == rows[::-1]


def test_the_latest_exchange_of_a_partner_is_first():
    partner = PartnerFactory()
    rows = [ExchangeFactory(partner=partner, held_on=day) for day in (YESTERDAY, D(2020, 1, 1), YESTERDAY)]
    assert list(partner.exchanges.all()) == [rows[2], rows[0], rows[1]]


@pytest.fixture
def partner():
    return PartnerFactory()


@pytest.fixture
def form(partner, redaction):
    """Make the small form of a partner, as a person who writes meets it, with values typed if any."""

    def form(user=redaction, **typed):
        sent = {"kind": "appel", "held_on": "2026-03-02", "text": "Le programme.", **typed}
        data = {f"exchange-{name}": value for name, value in sent.items()} if typed else None
        return ExchangeForm(data, partner=partner, user=user, today=TODAY)

    return form


def test_an_exchange_is_noted_with_the_partner_and_its_day_may_be_typed_in_words(form, partner):
    noted = form(held_on="1er mars 2026", text="Le programme.")
    assert noted.is_valid()
    exchange = noted.save()
    assert (exchange.partner, exchange.held_on, exchange.owner) == (partner, YESTERDAY, None)


def test_a_follow_up_is_of_who_notes_it_unless_another_is_named(form, redaction, approbation):
    assert form(follow_up="Écrire").save().owner == redaction
    assert form(follow_up="Écrire", owner=approbation.pk).save().owner == approbation
    assert form(text="Rien ne suit.").save().owner is None


def test_a_follow_up_is_given_to_those_who_work_at_the_bureau(form, redaction, approbation, gestion):
    User.objects.create_user("dehors")
    User.objects.create_user("partie", is_staff=True, is_active=False)
    assert list(form().fields["owner"].queryset) == [approbation, gestion, redaction]


def test_the_contacts_offered_are_those_of_the_partner_that_may_still_be_used(form, partner):
    assert "contact" not in form().fields
    ContactFactory()
    ContactFactory(partner=partner, verified_on=D(2026, 1, 1), keep_until=YESTERDAY)
    assert "contact" not in form().fields
    kept = ContactFactory(partner=partner, verified_on=D(2026, 1, 1), keep_until=TODAY)
    assert list(form().fields["contact"].queryset) == [kept]


def test_a_contact_is_offered_by_its_name_or_else_its_function(form, partner):
    named, unnamed = ContactFactory(partner=partner, name="Élodie"), ContactFactory(partner=partner, function="Mairie")
    label = form().fields["contact"].label_from_instance
    assert (label(named), label(unnamed)) == ("Élodie", "Mairie")


def test_who_may_not_read_contacts_is_offered_none(form, partner, gestion):
    contact = ContactFactory(partner=partner)
    gestion.user_permissions.add(Permission.objects.get(codename="add_exchange"))
    assert "contact" not in form(User.objects.get(pk=gestion.pk)).fields
    noted = form(User.objects.get(pk=gestion.pk), contact=contact.pk)
    assert noted.is_valid()
    assert noted.save().contact is None


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"held_on": "2026-03-03"}, ["held_on"]),  # not held yet
        ({"held_on": "mars"}, ["held_on"]),
        ({"held_on": ""}, ["held_on"]),
        ({"text": " "}, ["text"]),
        ({"kind": "pigeon"}, ["kind"]),
        ({"kind": ""}, ["kind"]),
        ({"due_on": "2026-03-09"}, ["follow_up"]),
        ({"follow_up": "Écrire", "due_on": "2026-03-01"}, ["due_on"]),
        ({"follow_up": "Écrire", "owner": "9" * 30}, ["owner"]),
        ({"with_whom": "x" * 201}, ["with_whom"]),
        ({"with_whom": "x" * 200}, []),
        ({"follow_up": "x" * 301}, ["follow_up"]),
    ],
)
def test_what_cannot_be_noted_is_refused_beside_its_field(form, typed, refused):
    assert list(form(**typed).errors) == refused
