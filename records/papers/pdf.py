"""HTML written as a tagged PDF (PDF/UA-1), with our own fonts and pictures, and nothing from the network."""

import io
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _

from records.papers.pictures import picture_on_paper
from records.publication.status import Reader

# Where a document says our static files are: an address that leads nowhere (RFC 6761), read by the fetcher alone.
STATIC = "https://static.invalid/"
DOCUMENT_STYLES = ("css/colours.css", "css/documents.css")
ANYONE = AnonymousUser()
# What the address of a hashed static file bears before its end.
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
# What our fonts lack, and what they have instead.
IN_OUR_FONTS = str.maketrans({"\u202f": "\u00a0", "\u2011": "-", "\u2010": "-"})


class PdfUnavailableError(Exception):
    """The machine lacks what writes PDFs; its words say what to install."""

    def __str__(self) -> str:
        return str(
            _(
                "Le PDF demande des bibliothèques absentes de ce serveur. "
                "Sur Debian\u00a0: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
                "La version à imprimer du même cahier est offerte entre-temps."
            )
        )


class PdfFailedError(Exception):
    """The PDF could not be written."""


def weasyprint() -> Any:
    """Return the library that writes PDFs. Raise PdfUnavailableError where it, or what it stands on, is absent."""
    try:
        import weasyprint
    except (ImportError, OSError) as missing:
        raise PdfUnavailableError from missing
    return weasyprint


def write_pdf(
    html: str, styles: Sequence[str] = DOCUMENT_STYLES, address: str = STATIC, reader: Reader = ANYONE
) -> bytes:
    """Return `html` (a whole page, styled by our static files `styles`) as a PDF; its links start from `address`.

    Its pictures are those that `reader` may read, nobody in particular unless it is said. Raise PdfUnavailableError
    where it cannot be done, PdfFailedError when something it needs could not be read.
    """
    library = weasyprint()
    fetcher, fonts = _fetcher(library, address, reader), library.text.fonts.FontConfiguration()
    page = library.HTML(string=html.translate(IN_OUR_FONTS), base_url=address, url_fetcher=fetcher)
    try:
        sheets = [library.CSS(url=f"{STATIC}{name}", url_fetcher=fetcher, font_config=fonts) for name in styles]
        return page.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
    except library.urls.FatalURLFetchingError as failure:
        raise PdfFailedError(_("un fichier du document est introuvable (%(what)s)") % {"what": failure}) from failure


def _fetcher(library: Any, address: str, reader: Reader) -> Any:
    """Return a fetcher that gives our static files and our pictures, as `address` names them, and loudly no other."""
    site = address.rstrip("/")

    class OurFiles(library.urls.URLFetcher):
        """Reads static files, and pictures kept with records, from where they are kept."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return the file of an address; raise ValueError if it is none of ours, or not for this reader."""
            path = url.removeprefix(site).partition("#")[0].partition("?")[0]
            content = _static_file(url.partition("#")[0], f"{site}{settings.STATIC_URL}")
            if content is None and path.startswith("/"):
                content = picture_on_paper(path, reader)
            if content is None:
                raise ValueError(url)
            return library.urls.URLFetcherResponse(url, content)

    return OurFiles(fail_on_errors=True)


def _static_file(url: str, own: str) -> bytes | None:
    """Return the static file at an address under STATIC or `own`; None for any other address."""
    name = url.removeprefix(own).removeprefix(STATIC)
    found = finders.find(_unhashed(name)) if name != url else None
    if not found:
        return None
    return _font(found) if found.endswith(".woff2") else _read(found)


def _unhashed(name: str) -> str:
    """Return the name of a static file without the digest that its address may bear."""
    return HASH.sub("", name)


def _read(path: str) -> bytes:
    return Path(path).read_bytes()


@cache
def _font(path: str) -> bytes:
    """Return a font as it is once unpacked: a process does it once, for it takes as long as several pages."""
    from fontTools.ttLib import TTFont

    unpacked = io.BytesIO()
    font = TTFont(io.BytesIO(_read(path)))
    font.flavor = None
    font.save(unpacked)
    return unpacked.getvalue()
