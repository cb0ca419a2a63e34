"""A page on paper is beside its own, says where it comes from, and holds only what its reader may read."""

import io
import sys

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.test import RequestFactory
from PIL import Image

from records.papers import pdf
from records.papers.addresses import PAPER_LAYOUT, paper_paths
from records.papers.pdf import STATIC, PdfFailedError, PdfUnavailableError, weasyprint, write_pdf
from records.papers.pictures import picture_on_paper
from records.publication.status import PublicationStatus
from tests.records.bookshelf.models import Book
from tests.records.document_samples import picture, stored
from tests.records.factories import BookDocumentFactory, BookFactory

SHOWN = {"kind": "image", "address": "", "alt": "Le port", "credit": "Nous"}


def asked(address):
    """Return a request of somebody signed in for an address."""
    request = RequestFactory().get(address)
    request.user = User(username="redaction")
    return request


def given_to(view, end, address="/livres/nord.{}", **found):
    """Return what a view answers on paper, at the address that ends by `end`."""
    routes = {route.name: route for route in paper_paths("livres/<slug:slug>", view, "livre", {"more": 1})}
    return routes[f"livre_{end}"].callback(asked(address.format(end)), **found)


def test_a_page_has_two_addresses_on_paper():
    routes = paper_paths("livres/<slug:slug>", HttpResponse, "livre", {"more": 1})
    assert [(str(route.pattern), route.name, route.default_args) for route in routes] == [
        ("livres/<slug:slug>.html", "livre_html", {"more": 1}),
        ("livres/<slug:slug>.pdf", "livre_pdf", {"more": 1}),
    ]


def test_a_page_on_paper_is_that_of_nobody_in_particular():
    seen = []
    given_to(lambda request, **found: seen.append((request, found)) or HttpResponse(), "html", slug="nord")
    ((request, found),) = seen
    assert (request.user, request.layout, found) == (AnonymousUser(), PAPER_LAYOUT, {"slug": "nord"})


@pytest.mark.parametrize(
    ("address", "page", "beside"),
    [
        ("/livres/nord.html", "/livres/nord/", "/livres/nord.pdf"),
        ("/livres.html?q=a%20b&page=2", "/livres/?q=a%20b&page=2", "/livres.pdf?q=a%20b&page=2"),
        ("/livres/v1.2.html", "/livres/v1.2/", "/livres/v1.2.pdf"),
        ("/en/livres.html?", "/en/livres/", "/en/livres.pdf"),
    ],
)
def test_a_page_on_paper_knows_where_it_comes_from_and_its_pdf(address, page, beside):
    seen = []
    given_to(lambda request: seen.append(request.paper) or HttpResponse(), "html", address)
    assert seen == [(f"http://testserver{page}", beside, False, f"http://testserver{page}")]


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("absent", status=404),
        HttpResponseRedirect("/livres/sud/"),
        StreamingHttpResponse([b"a"]),
    ],
    ids=["not found", "led elsewhere", "no page"],
)
def test_what_is_no_page_is_given_as_it_is(answer):
    assert given_to(lambda request: answer, "pdf") is answer


def test_what_is_not_there_is_on_no_paper():
    def absent(request):
        raise Http404

    with pytest.raises(Http404):
        given_to(absent, "pdf")


@pytest.fixture
def without_library(monkeypatch):
    """A machine that lacks what writes PDFs."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)


@pytest.mark.usefixtures("without_library")
def test_a_machine_that_cannot_write_a_pdf_says_what_it_lacks():
    answer = given_to(lambda request: HttpResponse("<p>Nord</p>"), "pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert "apt-get install libpango" in answer.text
    with pytest.raises(PdfUnavailableError):
        weasyprint()
    assert given_to(lambda request: HttpResponse("<p>Nord</p>"), "html").text == "<p>Nord</p>"  # to print meanwhile


@pytest.fixture
def fetch():
    """Fetch what a document at « https://portail.example » names, for nobody in particular."""
    try:
        library = weasyprint()
    except PdfUnavailableError as missing:
        pytest.skip(str(missing))
    return pdf._fetcher(library, "https://portail.example/", AnonymousUser()).fetch


@pytest.mark.parametrize(
    "url",
    [
        f"{STATIC}css/paper.css",
        f"{STATIC}css/paper.0123456789ab.css",  # as its address is once it is hashed
        f"{STATIC}css/paper.css#a",
        "https://portail.example/static/css/paper.css",
    ],
)
def test_our_static_files_are_read_wherever_a_page_says_they_are(fetch, url):
    assert b"@page" in fetch(url).read()


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("https://ailleurs.example/css/paper.css", ValueError),
        ("https://portail.example.ailleurs.example/static/css/paper.css", ValueError),
        ("file:///etc/passwd", ValueError),
        (f"{STATIC}../config/settings.py", SuspiciousFileOperation),
        (f"{STATIC}css/absent.css", ValueError),
        ("https://portail.example/livres/", ValueError),
        ("https://portail.example/documents/livre/absent", ValueError),
        ("data:text/css,a", ValueError),
    ],
)
@pytest.mark.django_db
def test_nothing_else_is_read(fetch, url, error):
    with pytest.raises(error):
        fetch(url)


def test_what_a_page_needs_and_is_not_there_fails_loudly(fetch):
    with pytest.raises(PdfFailedError, match=r"introuvable .*absent\.png"):
        write_pdf('<html lang="fr"><title>a</title><img src="/absent.png" alt="a">', styles=())


@pytest.fixture
def shown(db):
    """A picture of a public book."""
    return BookDocumentFactory(record=BookFactory(published=True), **SHOWN, **stored(picture(1700, 10)))


def opened(content):
    """Return a picture, opened."""
    return Image.open(io.BytesIO(content))


def test_a_picture_is_on_paper_as_wide_as_it_needs(shown):
    drawn = opened(picture_on_paper(shown.get_absolute_url(), AnonymousUser()))
    assert (drawn.format, drawn.size, drawn.mode) == ("JPEG", (960, 6), "RGB")


def test_a_narrow_picture_is_on_paper_as_it_is(db):
    narrow = BookDocumentFactory(record=BookFactory(published=True), **SHOWN, **stored(picture(700, 10)))
    assert opened(picture_on_paper(narrow.get_absolute_url(), AnonymousUser())).size == (700, 10)


def test_what_one_sees_through_is_white_on_paper(db):
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (200, 0, 0, 0)).save(out, "PNG")
    clear = BookDocumentFactory(record=BookFactory(published=True), **SHOWN, **stored(out.getvalue()))
    pixel = opened(picture_on_paper(clear.get_absolute_url(), AnonymousUser())).getpixel((0, 0))
    assert pixel == (255, 255, 255)


@pytest.mark.parametrize(("status", "is_read"), [(PublicationStatus.PUBLISHED, True), (PublicationStatus.DRAFT, False)])
def test_a_picture_is_on_paper_for_who_may_read_its_record(shown, status, is_read):
    Book.objects.update(status=status)
    assert bool(picture_on_paper(shown.get_absolute_url(), AnonymousUser())) is is_read


@pytest.mark.parametrize("path", ["", "/", "/absente", "/documents/livre/absente", "/documents/revue/a"])
def test_an_address_that_leads_to_no_picture_gives_none(db, path):
    assert picture_on_paper(path, AnonymousUser()) is None


def test_a_document_that_is_no_picture_gives_none(db):
    report = BookDocumentFactory(record=BookFactory(published=True), address="", **stored())
    assert picture_on_paper(report.get_absolute_url(), AnonymousUser()) is None
