"""A form that was refused halfway, read again from its start, so that what was typed in it is given back."""

from collections import deque
from tempfile import SpooledTemporaryFile
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib import admin
from django.http.multipartparser import FIELD, ChunkIter, LazyStream, MultiPartParserError, Parser
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import parse_header_parameters

from portal.sent_length import length_sent
from records.publication.typed_forms import as_sent, sent_in

# Bytes that are read back of a form too long to be saved, from people of the bureau only.
MAX_READ_BACK = 8 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
PIECE, KEPT_IN_MEMORY = 64 * 1024, 1024 * 1024


class FormsReadBack:
    """Remembers what the bureau sends with files while it is read: Django refuses such a form before its end."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Have the request remember what is read of it, if it may have to be read again; raise BadRequest."""
        is_long = length_sent(request.META) > MAX_READ_BACK
        if request.content_type != MULTIPART or is_long or not is_of_the_bureau(request):
            return self.get_response(request)
        with SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as kept:
            request._stream = _Remembered(request._stream, kept)
            return self.get_response(request)


class _Remembered:
    """A stream that can be read again from its start, once; `kept` is a file of its own."""

    def __init__(self, stream, kept):
        self.stream, self.kept = stream, kept

    def read(self, *size):
        """Read as the stream does, and remember it."""
        return self._remember(self.stream.read(*size))

    def readline(self, *size):
        """Read a line as the stream does, and remember it."""
        return self._remember(self.stream.readline(*size))

    def close(self):
        """Close the stream."""
        self.stream.close()

    def _remember(self, piece):
        self.kept.write(piece)
        return piece

    def from_the_start(self):
        """Return all that the stream holds, as a file: the rest of it is read first."""
        while self.read(PIECE):
            pass
        self.kept.seek(0)
        return self.kept


def is_of_the_bureau(request):
    """Whether the page is of the bureau, and the person may open it."""
    is_inside = request.path.startswith(reverse("admin:index")) and hasattr(request, "user")
    return is_inside and admin.site.has_permission(request)


def read_back(request):
    """Return what a form sent with too many fields, or too long for Django (a dict); None if it cannot be read."""
    if not request.META.get("CONTENT_LENGTH", "").strip("0"):
        return {}
    if not is_of_the_bureau(request):
        return None
    if isinstance(getattr(request, "_stream", None), _Remembered):
        fields = _fields_of(request._stream.from_the_start(), request.META["CONTENT_TYPE"])
    elif request.content_type == URLENCODED:
        fields = parse_qs(_body_of(request).decode(errors="replace"), keep_blank_values=True)
    else:
        return None
    return sent_in(as_sent(fields)) or None


def _body_of(request):
    body = getattr(request, "_body", None)
    if body is None:
        body = request.read(MAX_READ_BACK) if not getattr(request, "_read_started", False) else b""
    return body


def _fields_of(body, content_type):
    """Return the fields of a form sent with files (a dict), without the files; as many as can be read."""
    boundary, fields = parse_header_parameters(content_type)[1].get("boundary", ""), {}
    try:
        for kind, said, text in Parser(LazyStream(ChunkIter(body, PIECE)), boundary.encode("ascii", "ignore")):
            if kind == FIELD:
                name = force_str(said["content-disposition"][1]["name"], errors="replace").strip()
                fields.setdefault(name, []).append(text.read().decode(errors="replace"))
            else:
                deque(text, maxlen=0)  # a file is passed over
    except (MultiPartParserError, KeyError):
        pass  # what was read so far is worth giving back
    return fields
