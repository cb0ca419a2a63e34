"""What pages say of documents: their links with type, size and language, and pictures in several widths."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext

from records.documents.models import Document, official_text
from records.templatetags.languages import lang_of
from records.templatetags.typography import qc
from records.words.languages import in_language

register = template.Library()
register.filter(official_text)


@register.filter
def texts_among(documents: Iterable[Document]) -> list[Document]:
    """Return the documents that are read (a list): all but pictures."""
    return [each for each in documents if not each.is_picture]


@register.filter
def pictures_among(documents: Iterable[Document]) -> list[Document]:
    """Return the documents that are shown (a list)."""
    return [each for each in documents if each.is_picture]


@register.filter
def file_in_words(document: Document) -> str:
    """Say what a link leads to: « PDF, 1,2 Mo, français »; of an address, « page web, français »."""
    kept = document.stored_file
    kind = kept.in_words if kept else gettext("autre site")
    return ", ".join(filter(None, [kind, str(document.get_language_display())]))


@register.simple_tag
def picture(document: Document, sizes: str = "(min-width: 60rem) 40rem, 100vw") -> str:
    """Show a picture in the widths it is drawn in; `sizes`: how wide the page shows it."""
    address, text = document.get_absolute_url(), in_language(document, "alt")[0]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{} loading="lazy">',
        address,
        ", ".join(f"{address}?largeur={width} {width}w" for width in document.widths),
        sizes,
        document.width,
        document.height,
        qc(text),
        lang_of(document, "alt"),
    )
