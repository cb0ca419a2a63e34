"""Requests that stand for others: what they ask is another thing, and the one they come from stays as it is."""

from django.contrib.messages import add_message, constants
from django.http import QueryDict
from django.test import RequestFactory

from records.admin.sent_requests import completed_once, sent_by_hand, silenced, stand_in
from tests.records.admin.bureau import request_of, said_to
from tests.records.bookshelf.models import Book


def test_a_stand_in_asks_for_something_else_and_changes_nothing_of_the_request():
    request = request_of(query="q=1")
    other = stand_in(request, method="POST", path="/ailleurs/", shown_for=request)
    assert (type(other), other.method, other.path, other.user) == (type(request), "POST", "/ailleurs/", request.user)
    assert (request.method, request.path, request.GET["q"]) == ("GET", "/admin/", "1")
    assert not hasattr(request, "shown_for")


def test_a_stand_in_for_a_form_has_what_was_sent_in_it():
    request = request_of(sent={"title": "Lyon"})
    assert request.POST["title"] == "Lyon"
    assert stand_in(request).POST["title"] == "Lyon"
    assert stand_in(request, _post=QueryDict("title=Annecy")).POST["title"] == "Annecy"
    assert request.POST["title"] == "Lyon"


def test_what_is_said_to_a_silenced_request_is_said_to_nobody():
    request = request_of()
    quiet = silenced(request, method="POST")
    add_message(quiet, constants.SUCCESS, "Enregistré.")
    assert (said_to(request), quiet.method, request.method) == ([], "POST", "GET")
    assert said_to(quiet) == [("success", "Enregistré.")]


def test_a_form_opened_as_by_hand_is_asked_for_and_sends_nothing():
    request = request_of(sent={"title": "Lyon", "_step": "publish"}, query="_propose=1")
    opened = sent_by_hand(request, Book(pk=7))
    assert (opened.method, opened.GET, opened.FILES, opened.is_applying) == ("GET", QueryDict(), {}, True)
    assert opened.resolver_match.kwargs == {"object_id": "7"}
    assert (request.method, request.GET["_propose"]) == ("POST", "1")


def test_a_form_sent_as_by_hand_sends_its_data_and_nothing_of_what_was_asked():
    data = QueryDict("title=Annecy")
    request = request_of(sent={"title": "Lyon"}, query="_propose=1")
    sent = sent_by_hand(request, Book(), data, is_applying=False)
    assert (sent.method, sent.POST, sent.GET, sent.is_applying) == ("POST", data, QueryDict(), False)
    assert sent.resolver_match.kwargs == {"object_id": ""}


def test_a_form_sent_empty_is_sent_all_the_same():
    assert sent_by_hand(request_of(), Book(), QueryDict()).method == "POST"


def test_the_parts_of_a_form_complete_one_copy_of_what_was_sent():
    request = RequestFactory().post("/", {"title": "Lyon", "tags": ["1", "2"]})
    once = completed_once(request)
    first, second = once.POST.copy(), once.POST.copy()
    first["position"] = "3"
    assert (second["position"], second.getlist("tags")) == ("3", ["1", "2"])
    second["title"] = "Annecy"
    assert first["title"] == "Annecy"
    assert (request.POST["title"], "position" in request.POST) == ("Lyon", False)


def test_a_request_that_sends_nothing_is_left_as_it_is():
    request = request_of()
    assert completed_once(request) is request
