"""What is typed and not saved is kept for its author, offered again, and dropped once saved; steps save it first."""

import json
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

from records.admin.conflicts import STEP
from records.admin.unsaved import DROP
from records.models import KeptTyping
from records.publication.typed_forms import SHOWN_ONLY, TAKE_UP, VERSION, typist_of
from tests.records.admin.bureau import person_who_may, request_of, said_to
from tests.records.admin.library import LIBRARY
from tests.records.bookshelf.models import Tag
from tests.records.factories import TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

TAGS = LIBRARY.get_model_admin(Tag)


@pytest.fixture
def person():
    """Somebody who adds and changes tags."""
    return person_who_may("view_tag", "add_tag", "change_tag")


@pytest.fixture
def tag():
    """A tag."""
    return TagFactory(name="Port")


def kept(person, tag, **typed):
    """Keep what a person typed in the form of a tag; return it."""
    TAGS.keep(request_of(person), str(tag.pk), {name: [value] for name, value in typed.items()})
    return TAGS.kept(request_of(person), str(tag.pk)).get()


def opened(person, tag, query=""):
    """Return what the page of the form of a tag is given, as a person opens it."""
    return TAGS.changeform_view(request_of(person, query=query), str(tag.pk)).context_data


def form_saved(person, tag, **sent):
    """Return the form of a tag once saved by a person, as the admin has it, and the request."""
    request = request_of(person, {"name": "Ports", **sent})
    return SimpleNamespace(instance=tag, data=request.POST), request


def test_what_is_typed_is_kept_and_said(person, tag, time_machine):
    time_machine.move_to("2026-03-02T14:05:00Z", tick=False)
    sent = {"name": "Ports", "_save": "1", "csrfmiddlewaretoken": "x", "_version": "12"}
    answer = TAGS.typing_view(request_of(person, sent), str(tag.pk))
    assert json.loads(answer.content) == {"words": "Gardé à 9\u00a0h\u00a05, pour vous seulement."}
    row = KeptTyping.objects.get()
    assert (row.author, row.form, row.record) == (person, "bookshelf.tag", str(tag.pk))
    assert row.typed == {"name": ["Ports"], "_version": ["12"]}  # neither a button nor a token


def test_what_is_typed_again_takes_the_place_of_what_was_kept(person, tag):
    for name in ("Ports", "Havres"):
        TAGS.typing_view(request_of(person, {"name": name}), str(tag.pk))
    assert KeptTyping.objects.get().typed == {"name": ["Havres"]}


def test_what_is_typed_in_a_new_form_is_kept_apart(person, tag):
    kept(person, tag, name="Ports")
    TAGS.typing_view(request_of(person, {"name": "Havre"}))
    assert sorted(KeptTyping.objects.values_list("record", flat=True)) == ["", str(tag.pk)]


@pytest.mark.parametrize(
    ("permissions", "record"),
    [
        (["view_tag"], "{key}"),
        (["view_tag", "add_tag"], "{key}"),
        (["view_tag", "change_tag"], ""),  # who changes rows may not add any
        (["view_tag", "add_tag", "change_tag"], "1000000"),  # a row that is not there
        (["view_tag", "add_tag", "change_tag"], "abc"),
    ],
)
def test_what_one_may_not_write_is_not_kept(tag, permissions, record):
    request = request_of(person_who_may(*permissions), {"name": "Ports"})
    with pytest.raises(PermissionDenied):
        TAGS.typing_view(request, record.format(key=tag.pk))
    assert not KeptTyping.objects.exists()


def test_dropping_what_was_kept_asks_first(person, tag):
    kept(person, tag, name="Ports")
    question = TAGS.typing_view(request_of(person, {DROP: "1"}), str(tag.pk)).context_data["question"]
    assert (str(question.button), question.back) == ("Oublier", f"/admin/bookshelf/tag/{tag.pk}/change/")
    assert KeptTyping.objects.exists()
    answer = TAGS.typing_view(request_of(person, {DROP: "1", "_confirme": "1"}), str(tag.pk))
    assert answer.url == f"/admin/bookshelf/tag/{tag.pk}/change/"
    assert not KeptTyping.objects.exists()


def test_what_another_typed_is_neither_offered_nor_dropped(person, tag):
    other = person_who_may("view_tag", "change_tag", username="autre")
    kept(other, tag, name="Havres")
    assert opened(person, tag)["unsaved"]["kept"] is None
    TAGS.typing_view(request_of(person, {DROP: "1", "_confirme": "1"}), str(tag.pk))
    assert KeptTyping.objects.exists()


def test_what_was_kept_is_offered_and_the_form_says_what_is_stored(person, tag):
    row = kept(person, tag, name="Ports")
    page = opened(person, tag)
    unsaved = page["unsaved"]
    assert (unsaved["kept"], unsaved["is_taken_up"]) == (row, False)
    assert unsaved["address"] == f"/admin/bookshelf/tag/{tag.pk}/saisie/"
    assert typist_of(unsaved["typist"]) == person.pk
    assert page["adminform"].form["name"].value() == "Port"


def test_what_is_taken_up_is_shown_and_not_checked(person, tag):
    kept(person, tag, name="", slug="port")
    page = opened(person, tag, f"{TAKE_UP}=oui")
    form = page["adminform"].form
    assert page["unsaved"]["is_taken_up"]
    assert (form["name"].value(), form.errors, SHOWN_ONLY in form.data) == ("", {}, True)
    tag.refresh_from_db()
    assert tag.name == "Port"


def test_nothing_is_taken_up_where_nothing_was_kept(person, tag):
    page = opened(person, tag, f"{TAKE_UP}=oui")
    assert not page["unsaved"]["is_taken_up"]
    assert page["adminform"].form["name"].value() == "Port"


@pytest.mark.parametrize(
    ("record", "page", "address"),
    [
        ("", "", "/admin/bookshelf/tag/add/"),
        ("7", "", "/admin/bookshelf/tag/7/change/"),
        ("", "_typing", "/admin/bookshelf/tag/add/saisie/"),
        ("7", "_typing", "/admin/bookshelf/tag/7/saisie/"),
    ],
)
def test_a_form_has_its_addresses(record, page, address):
    assert TAGS.form_address(record, page) == address


def test_what_was_kept_goes_once_the_form_is_saved(person, tag):
    kept(person, tag, name="Ports")
    new = KeptTyping.objects.create(author=person, form="bookshelf.tag", typed={}, kept_at="2026-03-02T12:00Z")
    form, request = form_saved(person, tag)
    TAGS.drop_kept(request, form, change=True)
    assert KeptTyping.objects.get() == new
    TAGS.drop_kept(request, form, change=False)
    assert not KeptTyping.objects.exists()


def test_what_a_script_sends_too_late_of_a_version_that_was_saved_is_not_kept(person, tag):
    form, request = form_saved(person, tag, **{VERSION: "12"})
    TAGS.drop_kept(request, form, change=True)
    for version, is_kept in (("12", False), ("13", True)):
        TAGS.typing_view(request_of(person, {"name": "Ports", VERSION: version}), str(tag.pk))
        assert KeptTyping.objects.exists() == is_kept


def test_what_is_saved_of_one_form_delays_nothing_of_another(person, tag):
    form, request = form_saved(person, tag, **{VERSION: "12"})
    TAGS.drop_kept(request, form, change=True)
    TAGS.typing_view(request_of(person, {"name": "Ports", VERSION: "12"}), str(TagFactory().pk))
    assert KeptTyping.objects.exists()


def test_a_shared_cache_that_does_not_answer_keeps_nobody_from_saving(person, tag, monkeypatch):
    def fail(*_arguments):
        raise ConnectionError

    monkeypatch.setattr(cache, "get", fail)
    monkeypatch.setattr(cache, "set", fail)
    form, request = form_saved(person, tag, **{VERSION: "12"})
    TAGS.drop_kept(request, form, change=True)
    TAGS.typing_view(request_of(person, {"name": "Ports", VERSION: "12"}), str(tag.pk))
    assert KeptTyping.objects.exists()


def test_what_is_changed_on_many_at_once_leaves_what_is_being_typed_in_one(person, tag):
    kept(person, tag, name="Ports")
    form, request = form_saved(person, tag)
    request.is_bulk = True
    TAGS.drop_kept(request, form, change=True)
    assert KeptTyping.objects.exists()


class TagSteps(type(TAGS)):
    """Tags that are hoisted."""

    steps = ("hoist",)

    def step_taken(self, request, name, record):
        """Note the step."""
        request.taken = (name, record)
        return super().step_taken(request, name, record)


STEPPED = TagSteps(Tag, LIBRARY)


def sent_form(tag, **sent):
    """Return what a person sends of the form of a tag, as it is but for what was `sent`."""
    return {"name": tag.name, "name_en": "", "slug": tag.slug, VERSION: str(tag.history.first().history_id), **sent}


@pytest.mark.parametrize(
    ("sent", "name", "taken", "rows", "said"),
    [
        ({STEP: "hoist"}, "Port", "hoist", 1, []),  # nothing typed: the step alone
        ({STEP: "hoist", "name": "Ports"}, "Ports", "hoist", 2, ["Ce que vous avez tapé est enregistré."]),
        ({STEP: "sink"}, "Port", None, 1, []),  # a step that is none saves nothing that nobody typed
        ({"name": "Ports"}, "Ports", None, 2, []),
        ({STEP: "hoist", "name": ""}, "Port", None, 1, []),  # what cannot be saved stops the step
    ],
)
def test_a_step_asked_with_a_form_is_taken_once_it_is_saved(person, tag, sent, name, taken, rows, said):
    request = request_of(person, sent_form(tag, **sent))
    STEPPED.changeform_view(request, str(tag.pk))
    tag.refresh_from_db()
    assert (tag.name, tag.history.count()) == (name, rows)
    assert getattr(request, "taken", (None,))[0] == taken
    assert [sentence for _level, sentence in said_to(request)][: len(said)] == said


def test_a_record_that_its_form_would_refuse_takes_a_step_all_the_same(person, tag):
    Tag.objects.filter(pk=tag.pk).update(name="")
    tag.refresh_from_db()
    request = request_of(person, sent_form(tag, **{STEP: "hoist"}))
    STEPPED.changeform_view(request, str(tag.pk))
    assert request.taken == ("hoist", tag)
