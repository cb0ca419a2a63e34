"""A button that would be regretted asks first, and nothing of what was sent is lost meanwhile."""

import pytest

from records.admin.confirming import ASKED_AND_SURE, Confirmation, ask_first, is_confirmed
from tests.records.admin.book_desk import TAGS
from tests.records.admin.bureau import request_of

pytestmark = pytest.mark.urls("tests.records.admin.book_desk")

QUESTION = Confirmation("Oublier?", "C’est pour de bon.", "Oublier", "/admin/retour/")


@pytest.mark.parametrize(
    ("request_sent", "is_sure"),
    [
        (request_of(), False),  # nothing was sent
        (request_of(sent={"_step": "withdraw"}), False),
        (request_of(sent={"_step": "withdraw", ASKED_AND_SURE: "1"}), True),
        (request_of(query=f"{ASKED_AND_SURE}=1", sent={"_step": "withdraw"}), False),  # an address is no answer
        (request_of(query=f"{ASKED_AND_SURE}=1"), False),
    ],
)
def test_who_answered_the_question_is_sure(request_sent, is_sure):
    assert is_confirmed(request_sent) is is_sure


def test_the_question_says_what_follows_and_where_to_go_back():
    page = ask_first(TAGS, request_of(sent={"_step": "withdraw"}), QUESTION)
    shown = page.context_data
    assert (shown["title"], shown["question"], shown["opts"]) == ("Oublier?", QUESTION, TAGS.opts)
    assert shown["has_permission"]


@pytest.mark.parametrize(
    ("sent", "again"),
    [
        ({}, []),
        ({"_step": "withdraw", "title": "Été"}, [("_step", "withdraw"), ("title", "Été")]),
        ({"tags": ["1", "2"]}, [("tags", "1"), ("tags", "2")]),  # each value of a list
        ({"title": ""}, [("title", "")]),  # what was emptied stays so
        ({"csrfmiddlewaretoken": "a", "password1": "b"}, []),  # what nobody carries
        ({"note": "un\0deux"}, [("note", "undeux")]),  # what no database stores
    ],
)
def test_all_that_was_sent_is_sent_again_with_the_answer(sent, again):
    page = ask_first(TAGS, request_of(sent=sent), QUESTION)
    assert page.context_data["sent"] == [*again, (ASKED_AND_SURE, "1")]


def test_the_page_that_is_sent_again_is_sure():
    again = ask_first(TAGS, request_of(sent={"_step": "withdraw"}), QUESTION).context_data["sent"]
    assert is_confirmed(request_of(sent=dict(again)))
