"""How the bureau lists and narrows contacts, exchanges, office-holders and gifts, and whom its forms offer."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import override

from partners.admin.agreements import AgreementEndFilter
from partners.admin.contacts import VerificationFilter, retention_in_words
from partners.admin.memory import FollowedFilter
from partners.models import Contact, Exchange, Gift, OfficeHolder
from tests.partners.factories import (
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T15:00:00Z")]

D = dt.date
TODAY, YESTERDAY = D(2026, 3, 2), D(2026, 3, 1)


def pages(model):
    """Return the bureau's pages of a model."""
    return admin.site.get_model_admin(model)


@pytest.mark.parametrize(
    ("keep_until", "words", "english"),
    [(YESTERDAY, "délai dépassé : à supprimer", "time limit passed: to be deleted"), (TODAY, "en cours", "under way")],
)
def test_a_contact_says_whether_it_may_still_be_kept(keep_until, words, english):
    contact = ContactFactory(verified_on=YESTERDAY, keep_until=keep_until)
    assert str(retention_in_words(contact)).replace("\u00a0", " ") == words
    with override("en"):
        assert str(pages(Contact).retention(contact)) == english
    assert retention_in_words(Contact()) == "–"


def test_the_contacts_narrow_to_those_to_verify_and_to_those_past_their_time(narrowed):
    days = {"long": D(2025, 3, 1), "a year": D(2025, 3, 2), "lately": YESTERDAY}
    long, year, lately = (ContactFactory(verified_on=day) for day in days.values())
    past = ContactFactory(verified_on=YESTERDAY, keep_until=YESTERDAY)
    rows = Contact.objects.all()
    assert narrowed(VerificationFilter, rows, "a_faire") == {long}
    assert narrowed(VerificationFilter, rows, "depasse") == {past}
    assert (
        narrowed(VerificationFilter, rows, "x")
        == narrowed(VerificationFilter, rows, None)
        == {long, year, lately, past}
    )


def test_one_contact_of_many_is_verified_once_a_day(sent, redaction):
    contact = ContactFactory(verified_on=YESTERDAY)
    pages(Contact).verify_one(sent(), contact, {})
    contact.refresh_from_db()
    assert (contact.verified_on, contact.history.latest().history_user) == (TODAY, redaction)
    with pytest.raises(ValidationError, match="Déjà vérifié"):
        pages(Contact).verify_one(sent(), contact, {})
    past = ContactFactory(verified_on=D(2025, 1, 1), keep_until=YESTERDAY)
    with pytest.raises(ValidationError):
        pages(Contact).verify_one(sent(), past, {})


def test_verifying_many_is_the_first_thing_a_list_of_contacts_offers(sent):
    assert next(iter(pages(Contact).bulk_verbs(sent()))) == "verify_selected"


@pytest.mark.parametrize(
    ("model", "query", "is_found"),
    [
        (Exchange, "namur PROGRAMME", True),
        (Exchange, "ecrire", True),
        (Exchange, "cabinet", True),
        (Exchange, "liege", False),
        (OfficeHolder, "elodie namur", True),
        (OfficeHolder, "echevine", True),
        (OfficeHolder, "wallon", False),  # a language is not searched
        (Gift, "epoque", True),
        (Gift, "protocole", True),
        (Gift, "visite", True),
        (Gift, "elodie", False),
        (Contact, "elodie", True),
        (Contact, "mystere", False),
    ],
)
def test_rows_are_searched_by_their_words_and_their_partner(sent, model, query, is_found):
    partner = PartnerFactory(name="Namur")
    ExchangeFactory(partner=partner, follow_up="Écrire", with_whom="Cabinet")
    holder = OfficeHolderFactory(partner=partner, function="Échevine", name="Élodie", spoken_language="wallon")
    GiftFactory(partner=partner, what="Une gravure d’époque", occasion="Visite", keeper="Protocole", holder=holder)
    ContactFactory(partner=partner, name="Élodie")
    rows, may_repeat = pages(model).get_search_results(sent(), model.objects.all(), query)
    assert (rows.exists(), may_repeat) == (is_found, False)


def offered(sent, model, name, **asked):
    """Return whom the form of a model offers in a field, as it is asked."""
    request = sent(**asked)
    return set(pages(model).formfield_for_foreignkey(model._meta.get_field(name), request).queryset)


@pytest.mark.parametrize(
    ("model", "name", "person", "row"),
    [
        (Exchange, "contact", ContactFactory, ExchangeFactory),
        (Gift, "holder", OfficeHolderFactory, GiftFactory),
    ],
)
def test_of_people_those_of_the_partner_at_hand_are_offered(sent, model, name, person, row):
    here, other = person(), person()
    dates = {"verified_on": YESTERDAY} if person is ContactFactory else {}
    person(partner=here.partner, keep_until=YESTERDAY, **dates)
    edited = row(partner=here.partner)
    assert offered(sent, model, name) == set(), "nobody chose a partner"
    assert offered(sent, model, name, partner=here.partner_id) == {here}
    assert offered(sent, model, name, method="post", partner=here.partner_id) == {here}
    assert offered(sent, model, name, key=str(edited.pk)) == {here}
    assert offered(sent, model, name, key=str(edited.pk), partner=other.partner_id) == {here, other}
    for hostile in ("x", "9" * 30, "-1", "²", "1 OR 1=1"):
        assert offered(sent, model, name, partner=hostile, key=hostile) == set()


def test_a_follow_up_is_given_to_those_who_work_at_the_bureau(sent, redaction, gestion):
    User.objects.create_user("dehors")
    User.objects.create_user("partie", is_staff=True, is_active=False)
    assert offered(sent, Exchange, "owner") == {redaction, gestion}


@pytest.mark.parametrize(
    ("value", "kept"), [("a_suivre", {"open", "late"}), ("retard", {"late"}), ("x", None), (None, None)]
)
def test_the_exchanges_narrow_to_what_is_to_follow_and_to_what_is_late(narrowed, value, kept):
    rows = {
        "late": ExchangeFactory(follow_up="Écrire", due_on=YESTERDAY),
        "open": ExchangeFactory(follow_up="Écrire", due_on=TODAY),
        "done": ExchangeFactory(follow_up="Écrire", done_on=TODAY),
        "nothing": ExchangeFactory(),
    }
    expected = {row for name, row in rows.items() if kept is None or name in kept}
    assert narrowed(FollowedFilter, Exchange.objects.all(), value) == expected


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (AgreementEndFilter, ["un_an", "sans_suite"]),
        (VerificationFilter, ["a_faire", "depasse"]),
        (FollowedFilter, ["a_suivre", "retard"]),
    ],
)
def test_a_filter_offers_the_questions_it_answers(sent, kind, values):
    used = kind(sent(), {}, Contact, pages(Contact))
    assert [value for value, _words in used.lookup_choices] == values


@pytest.mark.parametrize(
    ("due_on", "done_on", "words"),
    [
        (None, None, ""),
        (TODAY, None, "2026-03-02"),
        (YESTERDAY, None, "2026-03-01 (en retard)"),
        (YESTERDAY, TODAY, "2026-03-01"),
    ],
)
def test_the_list_of_exchanges_says_what_is_late(due_on, done_on, words):
    exchange = ExchangeFactory.build(follow_up="Écrire", due_on=due_on, done_on=done_on)
    assert pages(Exchange).due(exchange) == words
    assert pages(Exchange).held(exchange) == "2026-01-05"


def test_the_list_of_exchanges_tells_the_beginning_of_each():
    assert pages(Exchange).about(ExchangeFactory.build(text="Bref.")) == "Bref."
    told = pages(Exchange).about(ExchangeFactory.build(text="mot " * 60))
    assert len(told) == 120
    assert told.endswith("…")


@pytest.mark.parametrize(("person", "reads"), [("redaction", True), ("gestion", False)])
def test_the_form_of_an_exchange_names_a_contact_to_who_may_read_contacts(request, sent, person, reads):
    fieldsets = pages(Exchange).get_fieldsets(sent(request.getfixturevalue(person)))
    names = [name for _title, options in fieldsets for name in options["fields"]]
    assert (("contact", "with_whom") in names, "with_whom" in names) == (reads, not reads)
    assert {"partner", ("kind", "held_on"), "text", "follow_up", "done_on"} <= set(names)


@pytest.mark.parametrize(
    ("keep_until", "words", "english"),
    [(TODAY, "2026-03-02", "2026-03-02"), (YESTERDAY, "2026-03-01 (délai dépassé)", "2026-03-01 (time limit passed)")],
)
def test_the_list_of_office_holders_says_until_when_each_is_kept(keep_until, words, english):
    holder = OfficeHolderFactory.build(keep_until=keep_until, since_on=D(2020, 1, 1), until_on=D(2024, 1, 1))
    assert pages(OfficeHolder).retention(holder) == words
    assert pages(OfficeHolder).in_office(holder) == "2020-01-01 – 2024-01-01"
    with override("en"):
        assert pages(OfficeHolder).retention(holder) == english


@pytest.mark.parametrize(("amount", "words"), [(None, ""), (0, "0 $"), (Decimal("1250.5"), "1 250,50 $")])
def test_the_list_of_gifts_says_the_value_of_each_if_it_is_known(amount, words):
    gift = GiftFactory.build(amount=amount)
    assert str(pages(Gift).worth(gift)).replace("\u00a0", " ") == words
    assert pages(Gift).given(gift) == "2025-06-01"
