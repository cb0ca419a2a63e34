"""What a template says of rows: what none of them tells, how sure they are, where they are on paper."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from records.models import Confidence
from records.publication.status import PublicationStatus
from records.templatetags.papers import address_on_paper, day_of_page, paper_links
from records.templatetags.reliability import marks_in_brackets, plain_with_marks
from records.templatetags.unknowns import tells, untold
from tests.records.bookshelf.models import Author, Book


def row(**values):
    """Return a row that is none of the database."""
    return SimpleNamespace(**values)


@pytest.mark.parametrize(
    ("values", "is_told"),
    [
        ([None], False),
        ([""], False),
        (["inconnu"], False),
        ([[]], False),
        ([], False),  # no row at all
        ([0], True),  # known to be none
        ([False], True),
        (["non"], True),
        ([None, "", "BE"], True),  # one row is enough
        ([["BE"]], True),
    ],
)
def test_rows_tell_what_one_of_them_knows(values, is_told):
    assert tells([row(country=value) for value in values], "country") is is_told


def test_a_record_alone_tells_what_it_knows():
    author = Author(name="Plume", country="")
    assert tells(author, "name")
    assert not tells(author, "country")


def test_columns_that_no_row_tells_are_named_in_their_order():
    rows = [row(country="", born_on=None, name="A"), row(country="", born_on=dt.date(1950, 1, 1), name="")]
    assert untold(rows, "country", "Pays", "born_on", "Naissance", "name", "Nom") == ["Pays"]
    assert untold(Author(name="Plume"), "born_on", "Naissance", "country", "Pays") == ["Naissance", "Pays"]
    assert untold([], "country", "Pays", "name", "Nom") == ["Pays", "Nom"]
    assert untold(rows) == []


def test_a_column_without_a_label_is_a_fault():
    with pytest.raises(ValueError, match="zip"):
        untold([], "country", "Pays", "name")


DRAFT, ONLINE = PublicationStatus.DRAFT, PublicationStatus.PUBLISHED


@pytest.mark.parametrize(
    ("confidence", "status", "marks", "marks_in_english"),
    [
        (Confidence.HIGH, ONLINE, "", ""),
        (Confidence.MEDIUM, ONLINE, "", ""),
        ("", ONLINE, "", ""),
        (Confidence.LOW, ONLINE, " (confiance faible)", " (low confidence)"),
        (Confidence.HIGH, DRAFT, " (brouillon)", " (draft)"),
        (Confidence.LOW, DRAFT, " (confiance faible, brouillon)", " (low confidence, draft)"),
        ("", PublicationStatus.REVIEW, " (à approuver)", " (awaiting approval)"),
        ("", PublicationStatus.ARCHIVED, " (archive)", " (archive)"),
    ],
)
def test_a_record_is_told_with_how_sure_it_is_and_whether_it_is_online(confidence, status, marks, marks_in_english):
    book = Book(title="L'eau", title_en="Water", summary="Un résumé.", confidence=confidence, status=status)
    assert marks_in_brackets(book) == marks
    assert plain_with_marks(book) == f"L’eau{marks}"
    assert plain_with_marks(book, "summary") == f"Un résumé.{marks}"
    with override("en"):
        assert plain_with_marks(book) == f"Water{marks_in_english}"


@pytest.mark.parametrize(
    ("path", "query", "addresses"),
    [
        ("/missions/", "", ["/missions.html", "/missions.pdf"]),
        ("/missions/", "?q=eau", ["/missions.html?q=eau", "/missions.pdf?q=eau"]),
        ("/en/missions/lyon/", "", ["/en/missions/lyon.html", "/en/missions/lyon.pdf"]),
        ("/missions", "", ["/missions.html", "/missions.pdf"]),
    ],
)
def test_a_page_is_on_paper_beside_its_own_address(path, query, addresses):
    links = paper_links(RequestFactory().get(path, {"autre": "1"}), query)
    assert [address for _words, _type, address in links] == addresses
    assert [media_type for _words, media_type, _address in links] == ["text/html", "application/pdf"]
    assert [str(words) for words, _type, _address in links] == ["page à imprimer", "PDF"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-02T04:59:59Z", dt.date(2026, 3, 1)),  # the evening before, in Québec
        ("2026-03-02T05:00:00Z", dt.date(2026, 3, 2)),
        ("2026-07-02T03:59:59Z", dt.date(2026, 7, 1)),  # summer time
    ],
)
def test_a_page_is_of_the_day_it_is_made_in_quebec(time_machine, moment, day):
    time_machine.move_to(moment)
    assert day_of_page() == day


VERSIONS = [{"path": "/x/?q=1", "is_current": False}, {"path": "/en/x/?q=1", "is_current": True}]


def test_a_paper_bears_the_whole_address_of_its_page_in_its_language():
    request = RequestFactory().get("/en/x/", secure=True)
    assert address_on_paper(request, VERSIONS) == "https://testserver/en/x/?q=1"


def test_a_paper_without_an_address_or_opened_by_a_secret_bears_none():
    shared = RequestFactory().get("/secret/")
    shared.shared = object()
    assert address_on_paper(shared, VERSIONS) == ""
    assert address_on_paper(None, VERSIONS) == ""
    assert address_on_paper(RequestFactory().get("/x/"), []) == ""
    assert address_on_paper(RequestFactory().get("/x/"), VERSIONS[:1]) == ""
