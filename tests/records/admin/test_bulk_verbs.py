"""A verb is taken with many rows: tried first, then done once confirmed; each refusal leaves its row alone."""

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from records.admin.bulk import DELETE_ROWS, BulkAdmin, BulkVerb
from tests.records.admin.book_desk import SITE, TAGS, NamedAdmin
from tests.records.admin.bureau import request_of, said_to
from tests.records.bookshelf.models import Tag
from tests.records.factories import TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.book_desk")]

MARK = "mark_rows"


class WordForm(forms.Form):
    """Asks for a word."""

    word = forms.CharField(max_length=5)


class MarkingAdmin(BulkAdmin):
    """Renames tags, but those it refuses; `heard` keeps the requests of the verb."""

    heard = []

    def bulk_verbs(self, request):
        """Return the verb alone."""
        return {MARK: BulkVerb("Marquer", "%(n)s marquées", self.mark, form=WordForm, most=3)}

    def mark(self, request, row, typed):
        """Rename a tag, then refuse it for what its name says."""
        self.heard.append(request)
        self.message_user(request, f"Marquée: {row}")
        name, row.name = row.name, f"{row.name} {typed['word']}"
        row.save()
        if name == "refusée":
            raise ValidationError(["Elle est prise.", "Voyez plus tard."])
        if name == "partie":
            raise Tag.DoesNotExist
        return name == "proposée"


MARKS = MarkingAdmin(Tag, SITE)


def tags(*names):
    """Make tags of these names; return them in this order (a queryset)."""
    for name in names:
        TagFactory(name=name)
    return Tag.objects.order_by("pk")


def answer(chosen, query="", **sent):
    """Send the form of the verb; return (response, request)."""
    request = request_of(query=query, sent={"_demande": "oui", "word": "vu", **sent})
    return MARKS.answer_bulk(request, MARK, chosen), request


def names():
    """Return the names of the tags, as the database has them."""
    return list(Tag.objects.order_by("pk").values_list("name", flat=True))


def test_the_verb_first_asks_what_it_needs():
    request = request_of(sent={"action": MARK})
    page = MARKS.answer_bulk(request, MARK, tags("neuve"))
    assert (page.context_data["outcome"], page.context_data["form"].errors) == (None, {})
    assert page.context_data["confirmed"][0] == ("post", "yes")


def test_what_its_form_refuses_is_shown_again_even_confirmed():
    response, _request = answer(tags("neuve"), word="beaucoup", post="yes")
    assert "word" in response.context_data["form"].errors
    assert (response.context_data["outcome"], names()) == (None, ["neuve"])


def test_what_would_come_of_it_is_tried_and_nothing_stays():
    response, request = answer(tags("neuve", "refusée", "proposée"))
    outcome = response.context_data["outcome"]
    assert (outcome.done, outcome.proposed) == (["neuve"], ["proposée"])
    assert outcome.left == [("refusée", "Elle est prise. Voyez plus tard.")]
    assert (names(), said_to(request)) == (["neuve", "refusée", "proposée"], [])


def test_a_row_refused_stays_as_it_was_and_does_not_stop_the_others():
    response, request = answer(tags("refusée", "partie", "neuve"), "q=a", post="yes")
    assert names() == ["refusée", "partie", "neuve vu"]
    assert (response.status_code, response.url) == (302, "/admin/?q=a")
    [(level, sentence)] = said_to(request)
    assert level == "warning"
    assert sentence == (
        "1 marquées; 2 laissées telles quelles\u00a0: «\u00a0refusée\u00a0» (Elle est prise. Voyez plus tard); "
        "«\u00a0partie\u00a0» (Quelqu’un l’a supprimée entre-temps)"
    )


@pytest.mark.parametrize(
    ("chosen", "level"),
    [
        (["neuve"], "success"),  # all of it is done
        (["proposée"], "success"),  # or proposed
        (["neuve", "refusée"], "warning"),  # some of it is
        (["refusée"], "error"),  # none is
    ],
)
def test_the_colour_of_the_line_says_how_much_was_done(chosen, level):
    _response, request = answer(tags(*chosen), post="yes")
    assert [each for each, _sentence in said_to(request)] == [level]


def test_what_is_said_of_each_row_is_said_to_nobody():
    MARKS.heard.clear()
    _response, request = answer(tags("neuve"), post="yes")
    assert said_to(request) == [("success", "1 marquées.")]
    assert [each.is_bulk for each in MARKS.heard] == [True]
    assert not hasattr(request, "is_bulk")


@pytest.mark.parametrize(
    ("count", "is_taken"),
    [
        (3, True),  # as many as may be
        (4, False),
    ],
)
def test_no_more_rows_are_taken_than_the_verb_says(count, is_taken):
    response, request = answer(tags(*"abcd"[:count]), post="yes")
    assert (response is not None) is is_taken
    sentences = [sentence for _level, sentence in said_to(request)]
    assert ("Choisissez au plus 3 fiches à la fois\u00a0: rien n’est fait." in sentences) is not is_taken
    assert (names() == list("abcd"[:count])) is not is_taken


def test_rows_that_are_gone_are_told():
    response, request = answer(Tag.objects.none(), post="yes")
    assert response is None
    assert said_to(request) == [("error", "Les fiches choisies ne sont plus là\u00a0: rien n’est fait.")]


@pytest.mark.parametrize(
    ("chosen", "title"),
    [(["a"], "Marquer\u00a0: 1 fiche"), (["a", "b"], "Marquer\u00a0: 2 fiches")],
)
def test_the_page_sends_again_the_rows_the_verb_and_what_was_typed(chosen, title):
    response, _request = answer(tags(*chosen), "q=a")
    shown, keys = response.context_data, list(Tag.objects.order_by("pk").values_list("pk", flat=True))
    assert (shown["title"], shown["back"], shown["opts"]) == (title, "/admin/?q=a", Tag._meta)
    assert shown["chosen"] == [("action", MARK), *(("_selected_action", key) for key in keys)]
    assert shown["asked"] == [("_demande", "oui")]
    assert shown["confirmed"] == [("post", "yes"), ("_demande", "oui"), ("word", "vu")]


def test_a_verb_that_asks_nothing_is_confirmed_alone(manager):
    page = TAGS.answer_bulk(request_of(manager, sent={}), DELETE_ROWS, tags("neuve"))
    assert page.context_data["confirmed"] == [("post", "yes")]
    assert page.context_data["outcome"].done == ["neuve"]


def test_a_row_is_called_by_what_tells_it_from_its_twin(monkeypatch):
    monkeypatch.setattr(Tag, "identity", "2024", raising=False)
    response, _request = answer(tags("neuve", "refusée"))
    outcome = response.context_data["outcome"]
    assert (outcome.done, outcome.left[0][0]) == (["neuve (2024)"], "refusée (2024)")


class QuietAdmin(NamedAdmin):
    """Offers nothing to do with many rows."""

    actions = None


@pytest.mark.parametrize(
    ("model_admin", "query", "user", "offered"),
    [
        (TAGS, "", None, True),
        (TAGS, "_popup=1", None, False),  # a window that chooses one row
        (TAGS, "", AnonymousUser(), False),  # who may not delete
        (QuietAdmin(Tag, SITE), "", None, False),
    ],
)
def test_deletion_is_offered_to_who_may_delete(model_admin, query, user, offered):
    actions = model_admin.get_actions(request_of(user, query=query))
    assert (DELETE_ROWS in actions) is offered
    assert "delete_selected" not in actions


def test_an_action_of_the_list_answers_with_its_own_verb(manager):
    function, name, words = TAGS.get_actions(request_of())[DELETE_ROWS]
    request = request_of(manager, sent={"post": "yes"})
    function(TAGS, request, tags("neuve"))
    assert (name, str(words), names()) == (DELETE_ROWS, "Supprimer", [])


class OtherAdmin(NamedAdmin):
    """Offers something else to do with many rows."""

    actions = ["look"]

    @admin.action(description="Regarder")
    def look(self, request, chosen):
        """Look at them."""


def test_other_actions_of_the_list_stay():
    assert list(OtherAdmin(Tag, SITE).get_actions(request_of())) == ["look", DELETE_ROWS]
