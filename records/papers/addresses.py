"""The addresses of a page on paper, beside its own: « /…/x.html » to print, « /…/x.pdf »."""

from collections.abc import Callable
from http import HTTPStatus
from typing import IO, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from records.listing.downloads import absolute_for, send_file
from records.page_cache.wsgi import normalize_query
from records.papers.pdf import DOCUMENT_STYLES, PdfUnavailableError, write_pdf

PageView = Callable[..., HttpResponseBase]
# What a page extends on paper.
PAPER_LAYOUT = "paper.html"
STYLES = (*DOCUMENT_STYLES, "css/paper.css")


class Paper(NamedTuple):
    """What a page knows of the paper it is on.

    The addresses of the page it comes from and of its PDF; whether it becomes that; the address its foot tells.
    """

    page: str
    pdf: str
    is_pdf: bool
    address: str


def paper_paths(stem: str, view: PageView, name: str, given: dict[str, Any] | None = None) -> list[URLPattern]:
    """Return the two addresses of what `view` shows, on paper: `stem` and their end; called `name` and that end.

    Its template extends `request.layout`, and is told of its `request.paper`.
    """
    return [
        path(f"{stem}.html", _printed(view), given, name=f"{name}_html"),
        path(f"{stem}.pdf", _written(view), given, name=f"{name}_pdf"),
    ]


def _printed(view: PageView) -> PageView:
    def give_page(request: HttpRequest, **found: Any) -> HttpResponseBase:
        return view(_on_paper(request, is_pdf=False), **found)

    return give_page


def _written(view: PageView) -> PageView:
    def give_pdf(request: HttpRequest, **found: Any) -> HttpResponseBase:
        asked = _on_paper(request, is_pdf=True)
        query = normalize_query(request.META.get("QUERY_STRING", ""))

        def write(out: IO[bytes]) -> None:
            answer = view(asked, **found)
            if answer.status_code != HTTPStatus.OK or not isinstance(answer, HttpResponse):
                raise _NotAPageError(answer)
            out.write(write_pdf(answer.content.decode(), STYLES, asked.build_absolute_uri("/")))

        filename = request.path.rpartition("/")[2]
        try:
            response = send_file(asked, (request.path, query), write, filename, "application/pdf")
        except _NotAPageError as answered:
            return answered.answer
        except PdfUnavailableError as missing:
            told = f"{missing}\n"
            return HttpResponse(told, content_type="text/plain; charset=utf-8", status=HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
        return response

    return give_pdf


class _NotAPageError(Exception):
    """The view answered with something else than a page, which is to be given as it is."""

    def __init__(self, answer: HttpResponseBase) -> None:
        super().__init__()
        self.answer = answer


def _on_paper(request: HttpRequest, *, is_pdf: bool) -> HttpRequest:
    """Return `request` as that of nobody in particular, for a page on paper: it shows what anyone may read."""
    stem, query = request.path.rpartition(".")[0], request.META.get("QUERY_STRING", "")
    query = f"?{query}" if query else ""
    absolute, asked = absolute_for(request), request
    asked.user = AnonymousUser()
    asked.layout = PAPER_LAYOUT  # type: ignore[attr-defined] # what templates read of a page on paper
    page = absolute(f"{stem}/{query}")
    asked.paper = Paper(page, f"{stem}.pdf{query}", is_pdf, page)  # type: ignore[attr-defined]
    return asked
