"""What a form sends: what was typed, what it says of itself, what nobody keeps; and what was kept of it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core import signing
from django.http import QueryDict

from records.models import KeptTyping
from records.publication.typed_forms import (
    TYPIST,
    VERSION,
    as_sent,
    asks,
    forms_asked_by,
    sent_in,
    sign_typist,
    typing_in,
    typist_of,
)
from tests.records.bookshelf.models import Author, Book
from tests.records.factories import KeptTypingFactory


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("", {}),
        ("title=Essai", {"title": ["Essai"]}),
        ("tags=1&tags=2&tags=1", {"tags": ["1", "2", "1"]}),  # all that was sent
        ("title=", {"title": [""]}),  # an empty field was there
        ("title=a%00b&tags=%00", {"title": ["ab"], "tags": [""]}),  # no database stores it
        ("ti%00tle=a&note=b", {"note": ["b"]}),  # nor in the name of a field
        ("csrfmiddlewaretoken=x&title=a", {"title": ["a"]}),
        ("password=x&old_password=x&password1=x&title=a", {"title": ["a"]}),
        ("_save=1&_version=3", {"_save": ["1"], "_version": ["3"]}),
    ],
)
def test_what_a_form_sent_is_carried_but_its_token_and_passwords(sent, kept):
    assert sent_in(QueryDict(sent)) == kept


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("title=a&_save=1&_addanother=1", {"title": ["a"]}),  # neither its buttons
        ("_auteur=x&_shown_only=1&title=a", {"title": ["a"]}),  # nor what it says of itself
        ("_version=3&title=a", {VERSION: ["3"], "title": ["a"]}),  # but the version it was made from
        ("sub_title=a", {"sub_title": ["a"]}),
        ("password=x", {}),
    ],
)
def test_what_was_typed_is_what_people_typed_and_its_version(sent, typed):
    assert typing_in(QueryDict(sent)) == typed


@pytest.mark.parametrize("sent", ["", "title=Été", "tags=1&tags=2&title=a+b%26c", "_version=3&note="])
def test_what_was_typed_is_sent_again_as_it_was(sent):
    assert as_sent(typing_in(QueryDict(sent))) == QueryDict(sent)


def test_what_is_sent_again_may_be_completed():
    sent = as_sent({"title": ["a"]})
    sent["note"] = "b"
    assert sent.dict() == {"title": "a", "note": "b"}


def test_a_form_says_to_whom_it_was_given():
    assert typist_of(sign_typist(User(pk=7))) == 7
    assert typist_of(sign_typist(AnonymousUser())) is None


@pytest.mark.parametrize(
    "signed",
    [
        "",
        "7",
        sign_typist(User(pk=7)) + "x",
        sign_typist(User(pk=7)).replace(":", ".", 1),
        signing.dumps(7),  # signed for something else
        signing.dumps(7, salt=TYPIST, key="another"),
    ],
)
def test_whoever_writes_the_words_of_a_form_is_not_believed(signed):
    assert typist_of(signed) is None


def test_a_view_says_which_forms_it_asks_with():
    @asks(KeptTyping, User)
    def view():
        return "la page"

    assert forms_asked_by(view) == (KeptTyping, User)
    assert view() == "la page"
    assert forms_asked_by(lambda: "") == forms_asked_by(None) == ()


@pytest.fixture
def typist(db):
    """Somebody who types."""
    return User.objects.create_user("saisie")


def kept_of(author):
    """Return what is kept of what somebody typed, {form and record: values}."""
    return {(each.form, each.record): each.typed for each in KeptTyping.objects.filter(author=author)}


def test_what_is_typed_in_a_form_takes_the_place_of_what_was(typist, writer):
    KeptTyping.objects.keep(writer, Book, "1", {"title": ["d’un autre"]})
    for text in ("un", "deux"):
        KeptTyping.objects.keep(typist, Book, "1", {"title": [text]})
    KeptTyping.objects.keep(typist, Book, "", {"title": ["neuf"]})
    KeptTyping.objects.keep(typist, Author, "1", {"name": ["Anne"]})
    assert kept_of(typist) == {
        ("bookshelf.book", "1"): {"title": ["deux"]},
        ("bookshelf.book", ""): {"title": ["neuf"]},
        ("bookshelf.author", "1"): {"name": ["Anne"]},
    }
    assert kept_of(writer) == {("bookshelf.book", "1"): {"title": ["d’un autre"]}}


def test_what_is_typed_again_is_kept_from_that_moment(typist, time_machine):
    for hour in (9, 10):
        time_machine.move_to(dt.datetime(2026, 3, 2, hour, tzinfo=dt.UTC), tick=False)
        KeptTyping.objects.keep(typist, Book, "1", {})
    assert KeptTyping.objects.get().kept_at == dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


def test_whatever_was_sent_may_be_kept(typist):
    sent = QueryDict("ti%00tle=a&note=%00&author=é&_version=%00")
    KeptTyping.objects.keep(typist, Book, "", typing_in(sent))
    assert KeptTyping.objects.get().typed == {"note": [""], "author": ["é"], VERSION: [""]}


@pytest.mark.parametrize(
    ("model", "record", "found"),
    [
        (Book, "1", 1),
        (Book, "", 0),  # a new book is another form
        (Book, "11", 0),
        (Author, "1", 0),
    ],
)
def test_what_somebody_typed_is_theirs_of_one_form(typist, writer, model, record, found):
    KeptTypingFactory(author=typist, form="bookshelf.book", record="1")
    assert KeptTyping.objects.in_form(typist, model, record).count() == found
    assert not KeptTyping.objects.in_form(writer, model, record).exists()


@pytest.mark.parametrize(("record", "called"), [("", "saisie, bookshelf.book"), ("7", "saisie, bookshelf.book 7")])
def test_what_is_kept_is_called_by_whose_it_is_and_its_form(record, called):
    assert str(KeptTyping(author=User(username="saisie"), form="bookshelf.book", record=record)) == called
