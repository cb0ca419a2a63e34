"""Files of rows as readers download them."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from records.listing.formats import FORMATS, Export
from records.page_cache.files import BusyError, FileCache
from records.page_cache.version import CONTENT_VERSION

KEPT_FILES = FileCache(lambda: Path(settings.DOWNLOADS_DIR), CONTENT_VERSION.edition)
# Seconds after which whoever was turned away may ask again.
RETRY_AFTER = 10
BUSY = _("D’autres fichiers sont en train d’être préparés. Redemandez celui-ci dans quelques secondes.")


class FileLink(NamedTuple):
    """A link to rows as a file: the name of the format, its media type, the address."""

    name: str
    media_type: str
    address: str


def file_links(stem: str, query: str = "") -> list[FileLink]:
    """Return the FileLinks of the formats: to the addresses that `file_paths` gives `stem`, with the query string."""
    return [FileLink(form.name, form.media_type, f"{stem}.{kind}{query}") for kind, form in FORMATS.items()]


def file_paths(
    stem: str, view: Callable[..., HttpResponseBase], name: str, given: Mapping[str, object] | None = None
) -> list[URLPattern]:
    """Return the addresses of a list as a file, one a format: `stem` and its end.

    `view` is given `kind`, that end, beside `given`. They are called `name` and its end: « list_csv ».
    """
    return [path(f"{stem}.{kind}", view, {**(given or {}), "kind": kind}, name=f"{name}_{kind}") for kind in FORMATS]


def absolute_for(request: HttpRequest) -> Callable[[str], str]:
    """Return the function that turns a path into a full address at the host of `request`."""
    host = request.build_absolute_uri("/").removesuffix("/")
    return lambda path: f"{host}{path}"


def download(request: HttpRequest, kind: str, name: str, query: str, make: Callable[[], Export]) -> HttpResponseBase:
    """Return the file that `kind`, a key of FORMATS, names, of the Export that `make` returns.

    Its name is `name` and its end; `query` tells it from the other files of that name. For readers who are not signed
    in it is made once an edition of the content; for the others, who may see drafts, each time.
    """
    form, filename = FORMATS[kind], f"{name}.{kind}"

    def write(out: IO[bytes]) -> None:
        with _left_to_count():
            form.write(make(), out)

    return send_file(request, (filename, query), write, filename, form.media_type)


@contextmanager
def _left_to_count() -> Iterator[None]:
    """Keep the search for circles of objects out of rows, which make none: it took a fifth of the time of a file."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def send_file(
    request: HttpRequest, key: tuple[str, ...], write: Callable[[IO[bytes]], None], filename: str, media_type: str
) -> HttpResponseBase:
    """Return what `write` writes as an attachment; `key` tells it from others, in this language and at this host.

    Whoever asks with the tag of what they have is told that it is still good.
    """
    try:
        if request.user.is_authenticated:
            content = KEPT_FILES.open_unkept(write)
        else:
            content = KEPT_FILES.open((*key, get_language(), request.build_absolute_uri("/")), write)
    except BusyError:
        return busy()
    tag = None if request.user.is_authenticated else etag_of(content)
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged:
        content.close()
    response = unchanged or FileResponse(content, as_attachment=True, filename=filename, content_type=media_type)
    if tag:
        response["ETag"] = tag
    return response


def etag_of(content: IO[bytes]) -> str:
    """Return the ETag of a file open for reading, which is left at its beginning: the same bytes have the same."""
    tag = f'"{hashlib.file_digest(content, "sha256").hexdigest()}"'  # type: ignore[arg-type]
    content.seek(0)
    return tag


def busy() -> HttpResponse:
    """Return the answer that says that too many files are being made, and that asking again in a moment will do."""
    told = f"{BUSY}\n"
    response = HttpResponse(told, content_type="text/plain; charset=utf-8", status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
