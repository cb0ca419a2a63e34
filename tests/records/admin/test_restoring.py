"""What was deleted is listed and brought back; two versions of a row stand side by side."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.records.admin.bureau import person_who_may, request_of, said_to
from tests.records.admin.library import LIBRARY, PAGES
from tests.records.bookshelf.models import Author, Tag
from tests.records.factories import AuthorFactory, SourceFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

AUTHORS, TAGS = LIBRARY.get_model_admin(Author), LIBRARY.get_model_admin(Tag)


def gone(**values):
    """Make an author and delete them; return the key they had."""
    author = AuthorFactory(**values)
    key = author.pk
    author.delete()
    return key


def test_what_was_deleted_is_listed_the_latest_first_with_the_way_back():
    first, second = gone(name="Plume"), gone(name="Encre")
    AuthorFactory(name="Vivante")
    page = AUTHORS.deleted_view(request_of()).context_data["page"]
    assert [(row.words, row.restore_url) for row in page] == [
        ("Encre", f"/admin/bookshelf/author/supprimees/{second}/"),
        ("Plume", f"/admin/bookshelf/author/supprimees/{first}/"),
    ]
    assert page[0].history_url == f"/admin/bookshelf/author/{second}/history/"


def test_who_adds_no_row_brings_none_back(manager):
    key = gone()
    reader = request_of(person_who_may("view_author", "change_author"))
    [row] = AUTHORS.deleted_view(reader).context_data["page"]
    assert row.restore_url == ""
    with pytest.raises(PermissionDenied):
        AUTHORS.restore_view(request_of(reader.user, {}), key)
    with pytest.raises(PermissionDenied):
        AUTHORS.deleted_view(request_of(person_who_may(username="personne")))


def test_a_row_comes_back_and_is_shown(manager):
    key = gone(name="Plume")
    request = request_of(manager, {})
    answer = AUTHORS.restore_view(request, key)
    assert Author.objects.get(pk=key).name == "Plume"
    assert answer.url == f"/admin/bookshelf/author/{key}/change/"
    assert said_to(request) == [("success", "Fiche rétablie, avec ses lignes (0).")]
    assert LIBRARY.deeds_of(request) == [("restore", f"auteur {key}")]


def test_a_row_that_cannot_come_back_says_why(manager):
    request = request_of(manager, {})
    answer = AUTHORS.restore_view(request, AuthorFactory().pk)
    assert answer.url == "/admin/bookshelf/author/supprimees/"
    assert [level for level, _sentence in said_to(request)] == ["error"]
    assert LIBRARY.deeds_of(request) == []


def versions_of(tag, query="", user=None):
    """Return what the page of two versions of a tag tells."""
    return TAGS.versions_view(request_of(user, query=query), str(tag.pk)).context_data


@pytest.fixture
def tag():
    """A tag that had three names."""
    tag = TagFactory(name="Port")
    for name in ("Havre", "Rade"):
        tag.name = name
        tag.save()
    return tag


def test_the_last_two_versions_stand_side_by_side(tag):
    page = versions_of(tag)
    assert (page["before"].name, page["after"].name) == ("Havre", "Rade")
    assert [row.name for row in page["versions"]] == ["Rade", "Havre", "Port"]


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        (2, None, ("Port", "Rade")),
        (2, 1, ("Port", "Havre")),
        (0, 2, ("Rade", "Port")),  # in the order asked
        (1, 1, ("Havre", "Havre")),
    ],
)
def test_the_versions_asked_stand_side_by_side(tag, before, after, names):
    rows = list(tag.history.order_by("-history_id"))
    asked = {"avant": before, "apres": after}
    query = "&".join(f"{name}={rows[rank].history_id}" for name, rank in asked.items() if rank is not None)
    page = versions_of(tag, query)
    assert (page["before"].name, page["after"].name) == names


def test_a_row_of_one_version_stands_beside_itself():
    page = versions_of(TagFactory(name="Port"))
    assert page["before"] == page["after"]


@pytest.mark.parametrize("asked", ["avant=abc", "apres=1000000", "avant={other}"])
def test_a_version_that_is_not_its_own_is_not_found(tag, asked):
    other = TagFactory().history.get().history_id
    with pytest.raises(Http404):
        versions_of(tag, asked.format(other=other))


def test_versions_are_read_by_who_reads_the_row(tag):
    assert versions_of(tag, user=person_who_may("view_tag"))["before"].name == "Havre"
    with pytest.raises(PermissionDenied):
        versions_of(tag, user=person_who_may(username="personne"))
    with pytest.raises(Http404):
        TAGS.versions_view(request_of(), "1000000")


def test_who_changes_a_record_may_type_a_version_again_in_its_form():
    source = SourceFactory()
    assert PAGES.versions_view(request_of(), str(source.pk)).context_data["restores"]
    assert not PAGES.versions_view(request_of(person_who_may("view_source")), str(source.pk)).context_data["restores"]
