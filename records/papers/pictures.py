"""The pictures kept with records, as a PDF holds them: no heavier than paper needs."""

import io

from django.core.files.storage import default_storage
from django.http import Http404
from django.urls import Resolver404, resolve

from records.documents.models import find_document, name_of_width
from records.late import Image
from records.publication.status import Reader

# The narrowest width (pixels) that is sharp across a page, and how much of a picture JPEG keeps.
WIDTH_ON_PAPER, JPEG_QUALITY = 960, 82


def picture_on_paper(path: str, reader: Reader) -> bytes | None:
    """Return the picture at the address of a document, as a JPEG; None if there is none that `reader` may read."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.view_name != "documents:document":
        return None
    try:
        found = find_document(match.kwargs["named"], reader)
    except Http404:
        return None
    if not found.is_picture:
        return None
    width = next((each for each in found.widths if each >= WIDTH_ON_PAPER), None)
    with default_storage.open(name_of_width(found, width)) as file:
        return _as_jpeg(file.read())


def _as_jpeg(content: bytes) -> bytes:
    """Return a picture as a JPEG, on white where one sees through it: a PDF holds it as it is, many times lighter."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(content)) as opened:
        drawn = opened.convert("RGBA")
        white = Image.new("RGB", drawn.size, "white")
        white.paste(drawn, mask=drawn.getchannel("A"))
        white.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()
