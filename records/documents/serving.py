"""How the file of a document is handed to a reader who may read it: by us, or by the proxy in front, in our name."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.encoding import filepath_to_uri
from django.utils.http import content_disposition_header

from records.documents.media_types import MEDIA_TYPES
from records.documents.models import name_of_width

# One part of a file, as a reader asks for it: from a byte, to a byte, or the last ones.
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
CHUNK_BYTES = 64 * 1024


def serve(request: HttpRequest, version: Any, slug: str, width: int | None = None) -> HttpResponseBase:
    """Return the answer to whoever asks for a file. `version`: a document, or a row of its history.

    `slug`: what the file is named by; `width`: of a picture, one of its widths. Raise Http404 if the file is not kept.
    """
    name, kind = name_of_width(version, width), MEDIA_TYPES[version.media_type]
    is_shown_smaller = name != str(version.file)
    etag = f'"{version.checksum}-{width}"' if is_shown_smaller else f'"{version.checksum}"'
    response = get_conditional_response(request, etag=etag) or _whole_or_part(request, name, etag)
    response.headers["ETag"] = etag
    if response.status_code in (200, 206):
        response.headers["Content-Type"] = kind.name
        disposition = content_disposition_header(not kind.is_shown, f"{slug}.{kind.extension}")
        response.headers["Content-Disposition"] = str(disposition)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _whole_or_part(request: HttpRequest, name: str, etag: str) -> HttpResponseBase:
    if not default_storage.exists(name):
        raise Http404
    if settings.ACCEL_REDIRECT:
        return HttpResponse(headers={"X-Accel-Redirect": settings.ACCEL_REDIRECT + filepath_to_uri(name)})
    length = default_storage.size(name)
    asked = _range_of(request, etag, length)
    if asked is None:
        return _stream(request, name, range(length))
    if not asked:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{length}"})
    response = _stream(request, name, asked)
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{length}"
    return response


def _range_of(request: HttpRequest, etag: str, length: int) -> range | None:
    """Return the bytes that a request asks for (a range, empty if there are none); None for the whole."""
    found = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not found or found[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, length - int(last)), length)
    return range(int(first), min(int(last) + 1, length) if last else length)


def _stream(request: HttpRequest, name: str, asked: range) -> HttpResponseBase:
    headers = {"Content-Length": str(len(asked))}
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(_chunks(name, asked), headers=headers)


def _chunks(name: str, asked: range) -> Iterator[bytes]:
    with default_storage.open(name) as file:
        file.seek(asked.start)
        left = len(asked)
        while left and (chunk := file.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk
