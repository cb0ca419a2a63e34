"""The language of a page, what is French in it, the same page in the other language, the part of the site it is in."""

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from records.templatetags.languages import lang_of, page_language, section_of, versions
from tests.records.bookshelf.models import Author


@pytest.fixture(autouse=True)
def _pages_of_books(settings):
    """Have the pages of books be the site."""
    settings.ROOT_URLCONF = "tests.records.templatetags.spoken_urls"


def asked(path, **options):
    """Return a request for a page, resolved as the handler does."""
    request = RequestFactory().get(path, **options)
    request.resolver_match = resolve(request.path_info)
    return request


@pytest.mark.parametrize(("language", "tag"), [("fr-ca", "fr-CA"), ("en", "en-CA"), (None, "fr-CA")])
def test_a_page_declares_the_language_spoken(language, tag):
    with override(language):
        assert page_language() == tag


@pytest.mark.parametrize(
    ("name_en", "language", "attribute"),
    [
        ("", "fr-ca", ""),
        ("Pen", "fr-ca", ""),
        ("Pen", "en", ""),
        ("", "en", ' lang="fr-CA"'),
    ],
)
def test_french_is_marked_on_a_page_in_another_language_alone(name_en, language, attribute):
    with override(language):
        assert lang_of(Author(name="Plume", name_en=name_en), "name") == attribute


def test_a_page_is_told_in_every_language_with_its_query():
    french, english = versions(asked("/livres/essai/?q=eau&tri=titre"))
    assert french == {
        "code": "fr-ca",
        "tag": "fr-CA",
        "name": "Français",
        "path": "/livres/essai/?q=eau&tri=titre",
        "url": "http://testserver/livres/essai/",
        "is_current": True,
    }
    assert english == {
        "code": "en",
        "tag": "en-CA",
        "name": "English",
        "path": "/en/livres/essai/?q=eau&tri=titre",
        "url": "http://testserver/en/livres/essai/",
        "is_current": False,
    }


def test_from_english_the_way_back_is_told():
    with override("en"):
        told = versions(asked("/en/livres/essai/"))
    assert [(each["path"], each["is_current"]) for each in told] == [
        ("/livres/essai/", False),
        ("/en/livres/essai/", True),
    ]


def test_a_page_asked_for_safely_is_told_at_that_address():
    (french, _english) = versions(asked("/livres/essai/", secure=True, headers={"host": "testserver:8443"}))
    assert french["url"] == "https://testserver:8443/livres/essai/"


@pytest.mark.parametrize("path", ["/seul/essai/?q=1", "/sans-nom/essai/?q=1"])
def test_what_stands_in_one_language_keeps_its_address_in_both(path):
    assert [each["path"] for each in versions(asked(path))] == [path, path]


@pytest.mark.parametrize("query", ["q=<b>&r='\"", "q=%C3%A9t%C3%A9", "q=\u00e9t\u00e9"])
def test_a_query_is_written_as_an_address_takes_it(query):
    path = versions(asked("/livres/essai/", QUERY_STRING=query))[1]["path"]
    assert path.startswith("/en/livres/essai/?q=")
    assert path.isascii()
    assert not set(path) & set('<>" ')


def test_a_page_without_an_address_has_no_version():
    assert versions(RequestFactory().get("/nulle-part/")) == []


def test_a_page_shown_at_another_address_is_told_there():
    request = RequestFactory().get("/secret/abc/")
    request.shown_for = asked("/livres/essai/")
    assert [each["path"] for each in versions(request)] == ["/livres/essai/", "/en/livres/essai/"]


@pytest.mark.parametrize(
    ("path", "language", "section"),
    [
        ("/", "fr-ca", ("", True)),
        ("/missions/", "fr-ca", ("missions", True)),
        ("/missions/lyon/", "fr-ca", ("missions", False)),
        ("/missions/lyon/rapport/", "fr-ca", ("missions", False)),
        ("/en/", "en", ("", True)),
        ("/en/missions/", "en", ("missions", True)),
        ("/en/missions/lyon/", "en", ("missions", False)),
        ("/ententes/", "en", ("ententes", True)),  # a word that begins as the language does
        ("/en/", "fr-ca", ("en", True)),
    ],
)
def test_a_path_is_in_a_part_of_the_site_or_is_that_part(path, language, section):
    with override(language):
        assert section_of(path) == section
