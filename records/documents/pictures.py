"""Pictures: drawn again without their metadata, as WebP, in at most three widths."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from records.documents import refusals
from records.documents.refusals import MAX_PIXELS, RefusedFileError
from records.late import Image, ImageOps

# The widths a page asks for, in pixels: a phone, a column, a large screen. A picture is never enlarged.
WIDTHS = (480, 960, 1600)
READ_FORMATS = ("JPEG", "PNG", "WEBP")
OPENINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
QUALITY = 82


class Picture(NamedTuple):
    """A picture drawn again: its width and height in pixels, and its WebP (bytes)."""

    width: int
    height: int
    content: bytes


def looks_like_a_picture(content: bytes) -> bool:
    """Say whether a file (bytes) begins as a JPEG, a PNG or a WebP does."""
    return content.startswith(OPENINGS[:2]) or (content.startswith(OPENINGS[2]) and content[8:12] == b"WEBP")


def draw_again(content: bytes) -> list[Picture]:
    """Return the Pictures of a JPEG, a PNG or a WebP (bytes), the narrowest first.

    Raise RefusedFileError if it has too many pixels, or cannot be read to its end.
    """
    with _trusting_nothing(), Image.open(io.BytesIO(content), formats=READ_FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise RefusedFileError(refusals.TOO_MANY_PIXELS)
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        return [_drawn(plain, width) for width in sorted({min(width, plain.width) for width in WIDTHS})]


@contextmanager
def _trusting_nothing() -> Iterator[None]:
    """Refuse in words whatever the library stumbles over, or warns of."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise RefusedFileError(refusals.TOO_MANY_PIXELS) from fault
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as fault:
        raise RefusedFileError(refusals.BROKEN) from fault


def _drawn(picture: "Image.Image", width: int) -> Picture:
    height = max(1, round(picture.height * width / picture.width))
    drawn = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    # Nothing the picture carried is handed over.
    drawn.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return Picture(width, height, out.getvalue())
