"""What every form that anyone may send rests on: its token, the page it comes from, the address of its sender."""

import datetime as dt

import pytest
from django.http import QueryDict

from portal.correspondence.forms import MessageForm, VisitForm, said_of
from portal.public_forms.about import record_at
from portal.public_forms.network import MOST, address_in, is_too_many, network_of
from portal.public_forms.tokens import TOO_LATE, TOO_SOON, fault_of, is_first_sending, issue_token
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, MissionFactory
from tests.partners.factories import AgreementFactory, PartnerFactory

NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("seconds", "fault"),
    [
        (0, TOO_SOON),
        (2, TOO_SOON),
        (3, ""),
        (12 * 60 * 60, ""),
        (12 * 60 * 60 + 1, TOO_LATE),
        (-60, TOO_SOON),  # a page of the future was not read
    ],
)
def test_a_form_is_received_once_its_page_was_read_and_not_left_open(time_machine, seconds, fault):
    time_machine.move_to(NOON, tick=False)
    token = issue_token("message")
    time_machine.move_to(NOON + dt.timedelta(seconds=seconds), tick=False)
    assert str(fault_of(token, "message")) == str(fault)


@pytest.mark.parametrize(
    "spoil", [lambda token: "", lambda token: token[:-1], lambda token: f"visit{token[7:]}", lambda token: "\0"]
)
def test_a_token_that_is_not_ours_receives_nothing(time_machine, spoil):
    time_machine.move_to(NOON, tick=False)
    token = issue_token("message")
    time_machine.move_to(NOON + dt.timedelta(minutes=1), tick=False)
    assert (fault_of(token, "message"), fault_of(token, "visit"), fault_of(spoil(token), "message")) == (
        "",
        TOO_LATE,
        TOO_LATE,
    )


def test_the_same_page_sends_the_same_thing_once():
    assert is_first_sending("a", {"subject": "x", "text": "y"})
    assert not is_first_sending("a", {"text": "y", "subject": "x"})  # whatever the order of the fields
    assert is_first_sending("b", {"subject": "x", "text": "y"})
    assert is_first_sending("a", {"subject": "x", "text": "z"})


@pytest.mark.parametrize(
    ("proxies", "environ", "address"),
    [
        (0, {"REMOTE_ADDR": "198.51.100.7"}, "198.51.100.7"),
        (0, {"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "198.51.100.7"),
        (1, {"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": "10.0.0.1,, 203.0.113.9 ,"}, "203.0.113.9"),
        (2, {"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "198.51.100.7"),
        (0, {"REMOTE_ADDR": "::ffff:203.0.113.9"}, "203.0.113.9"),  # one address under two names
        (0, {"REMOTE_ADDR": "2001:DB8::1"}, "2001:db8::1"),
        (1, {"HTTP_X_FORWARDED_FOR": "203.0.113.9:4711"}, ""),
        (0, {"REMOTE_ADDR": ""}, ""),  # a socket of the machine
        (0, {}, ""),
    ],
)
def test_the_address_of_a_sender_is_that_which_our_own_proxies_saw(settings, proxies, environ, address):
    settings.PROXIES = proxies
    assert address_in(environ) == address


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one house
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_what_one_house_holds_is_one_sender(rf, first, second, is_one):
    networks = {network_of(rf.get("/", REMOTE_ADDR=address)) for address in (first, second)}
    assert (len(networks) == 1) == is_one


def test_ten_sendings_of_one_form_an_hour_then_one_is_too_many(rf):
    here, there = rf.get("/", REMOTE_ADDR="203.0.113.9"), rf.get("/", REMOTE_ADDR="203.0.113.8")
    assert [is_too_many(here, "message") for _ in range(MOST + 2)] == [False] * MOST + [True, True]
    assert not is_too_many(here, "visit")
    assert not is_too_many(there, "message")


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [PartnerFactory, AgreementFactory, MissionFactory, ActionFactory, AxisFactory])
def test_a_form_is_about_the_record_whose_page_it_comes_from_in_both_languages(factory):
    record, draft = factory(published=True), factory()
    path = record.get_absolute_url()
    assert [record_at(each) for each in (path, f"/en{path}", f"{path}?page=2")] == [record] * 3
    assert record_at(draft.get_absolute_url()) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/", "/missions/", "/missions/nulle-part/", "missions/x/", "//ailleurs.invalid/missions/x/", "/admin/", "/\0", ""],
)
def test_any_other_page_is_about_no_record(path):
    assert record_at(path) is None


@pytest.mark.django_db
def test_a_message_keeps_of_its_record_a_name_and_an_address_in_french():
    partner = PartnerFactory(published=True, name="é" * 200, name_en="Namur")
    assert said_of(partner) == {"about": "é" * 200, "address": partner.get_absolute_url()}
    assert said_of(None) == {}


MESSAGE = {"subject": "Le tramway", "text": "Qui a payé?", "website": "", "email": ""}
VISIT = {
    "asked_by": "Ville de Turin",
    "title": "Le déneigement",
    "purpose": "Voir",
    "starts_on": "2026-03-02",
    "ends_on": "",
    "size": "6",
    "titles": "Maire",
    "working_language": "français",
    "email": "turin@exemple.invalid",
}


def sent(form, time_machine, **values):
    """Send a form a minute after its page was given, at noon on the second of March 2026; return it checked."""
    time_machine.move_to(NOON - dt.timedelta(minutes=1), tick=False)
    token = issue_token(form.form_name)
    time_machine.move_to(NOON, tick=False)
    data = QueryDict(mutable=True)
    data.update({**(MESSAGE if form is MessageForm else VISIT), "jeton": token, **values})
    checked = form(data)
    checked.is_valid()
    return checked


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "values", "refused"),
    [
        (MessageForm, {}, set()),
        (MessageForm, {"email": "lectrice@exemple.invalid"}, set()),
        (MessageForm, {"email": "lectrice"}, {"email"}),
        (MessageForm, {"text": "a" * 5000}, set()),
        (MessageForm, {"text": "a" * 5001}, {"text"}),
        (MessageForm, {"subject": "   "}, {"subject"}),
        (MessageForm, {"website": "https://exemple.invalid"}, {"website"}),  # the trap
        (MessageForm, {"jeton": "x"}, {"__all__"}),
        (VisitForm, {}, set()),  # today may still be asked for
        (VisitForm, {"starts_on": "2026-03-01"}, {"starts_on"}),
        (VisitForm, {"ends_on": "2026-03-02"}, set()),
        (VisitForm, {"starts_on": "2026-03-05", "ends_on": "2026-03-04"}, {"ends_on"}),
        (VisitForm, {"starts_on": "2026-02-30", "ends_on": "2026-03-04"}, {"starts_on"}),
        (VisitForm, {"size": "0"}, {"size"}),
        (VisitForm, {"size": "1000"}, set()),
        (VisitForm, {"size": "1001"}, {"size"}),
    ],
)
def test_what_is_sent_is_refused_beside_what_is_wrong(time_machine, form, values, refused):
    assert set(sent(form, time_machine, **values).errors) == refused


@pytest.mark.django_db
def test_the_trap_is_shown_to_who_fell_into_it_alone(time_machine):
    caught, fine = (sent(MessageForm, time_machine, website=typed) for typed in ("x", ""))
    assert [[field.name for field in form.shown_fields] for form in (caught, fine)] == [
        ["website", "subject", "text", "email"],
        ["subject", "text", "email"],
    ]
