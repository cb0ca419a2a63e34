"""What the sign-in page carries of a form left open: what is in it, what is not, and what nobody can read."""

import json

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.urls import reverse

from portal.error_views import OF_THE_TOKEN, csrf_failure
from portal.sign_in import carried_by, carry, form_at
from records.publication.typed_forms import TYPIST, sign_typist


def carried(rf, sent):
    """Return what the page carries of a form that sent the query string `sent`."""
    request = rf.post("/")
    request.POST = QueryDict(sent)
    return carry(request)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("title=Essai", {"title": ["Essai"]}),
        ("axes=1&axes=2", {"axes": ["1", "2"]}),
        ("title=&note=%C3%89t%C3%A9", {"title": [""], "note": ["Été"]}),  # what was emptied is kept empty
        ("title=a%00b", {"title": ["ab"]}),  # a character that no database stores
        ("csrfmiddlewaretoken=x&title=Essai", {"title": ["Essai"]}),
        ("password=secret&new_password1=secret&title=Essai", {"title": ["Essai"]}),
    ],
)
def test_what_was_typed_is_carried_without_token_nor_password(rf, sent, kept):
    assert carried_by(carried(rf, sent)) == {"sent": kept, "typist": None}


@pytest.mark.parametrize("sent", ["", "csrfmiddlewaretoken=x", "password=secret"])
def test_nothing_typed_is_nothing_carried(rf, sent):
    assert carried(rf, sent) == ""
    assert carried_by("") is None


def test_whom_the_form_was_given_to_is_carried_and_no_other_word_is_believed(rf):
    signed = sign_typist(User(pk=7))
    found = carried_by(carried(rf, f"title=Essai&{TYPIST}={signed}"))
    assert (found["typist"], found["sent"]["title"]) == (7, ["Essai"])
    assert carried_by(carried(rf, f"title=Essai&{TYPIST}=7"))["typist"] is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title=Essai",
        "null",
        "[]",
        "12",
        "{}",
        '{"sent": null}',
        '{"sent": []}',
        '{"sent": {}}',
        '{"sent": {"title": 12}}',
        '{"sent": {"title": null}}',
        "[" * 60_000,  # as deep as the sign-in lets through
        '{"sent": {"title": ["\\ud800"]}}',  # half a character: no page could show it again
        '{"sent": {"\\udfff": ["Essai"]}}',
    ],
)
def test_what_no_page_of_ours_carried_says_nothing(text):
    assert carried_by(text) is None


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"title": [12, None]}, {"title": ["12", "None"]}),
        ({"title": ["Été", "🚋"]}, {"title": ["Été", "🚋"]}),
    ],
)
def test_what_is_carried_is_text_whatever_it_was(told, kept):
    assert carried_by(json.dumps({"sent": told, "typist": 5})) == {"sent": kept, "typist": None}


@pytest.mark.parametrize(
    ("route", "args", "key"),
    [
        ("admin:partners_partner_add", [], ""),
        ("admin:partners_partner_change", [12], "12"),
        ("admin:missions_action_change", [3], "3"),
    ],
)
def test_the_form_of_a_record_keeps_what_is_typed(route, args, key):
    model_admin, row = form_at(f"{reverse(route, args=args)}?suite=1")
    assert (model_admin.model._meta.model_name, row) == (route.split("_")[1], key)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/partners/partner/",  # a list
        "/admin/partners/partner/12/history/",
        "/admin/portal/message/12/change/",  # nothing is typed there for long
        "/partenaires/",
        "/nulle-part/",
    ],
)
def test_no_other_page_keeps_what_is_typed(address):
    assert form_at(address) == (None, "")


@pytest.mark.parametrize(
    ("following", "led"),
    [
        ("/admin/missions/mission/?q=a", "/admin/missions/mission/?q=a"),
        ("", "/admin/"),
        ("ailleurs", "/admin/"),  # no path: the name of a page that is not
        ("admin:logout", "/admin/"),
        ("?q=a", "/admin/"),
        ("//ailleurs.invalid/", "/admin/"),
        ("/\\ailleurs.invalid/", "/admin/"),
        ("https://ailleurs.invalid/", "/admin/"),
    ],
)
def test_whose_session_is_open_by_now_is_led_on_to_an_address_of_ours(rf, approbation, following, led):
    request = rf.post(reverse("admin:login"), {"next": following})
    request.user = approbation
    answer = csrf_failure(request, f"{OF_THE_TOKEN}token incorrect.")
    assert (answer.status_code, answer["Location"]) == (302, led)
