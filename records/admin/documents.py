"""How the bureau puts documents with a record, and reads the files they had."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.admin.document_form import DocumentForm
from records.admin.parts import StackedPartInline
from records.documents.models import Document, Version

# How a file is sent, in the form.
SENT = ("upload", "kept_file")


class DocumentInline(StackedPartInline):
    """The documents of a record: each a file or an address."""

    verbose_name = _("document")
    verbose_name_plural = _("documents")
    form = DocumentForm
    fields = [
        ("kind", "language", "dated_on"),
        "title",
        SENT,
        "address",
        ("alt", "credit"),
        ("position", "versions"),
    ]
    readonly_fields = ["versions"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Offer to send a file to who may change the record; the others read which there is."""
        fields = list(super().get_fields(request, obj))
        return fields if self.has_change_permission(request, obj) else [line for line in fields if line != SENT]

    @admin.display(description=_("fichier en place"))
    def versions(self, document: Document) -> SafeString | str:
        """Lead to the file the document has, and to those it had; say that one just sent is received."""
        versions = document.versions() if document.pk else []
        lines = [
            format_html('<a href="{}?version={}">{}</a>', document.get_absolute_url(), each.number, _words(each))
            for each in versions
        ]
        kept = document.stored_file
        if kept and all(each.is_former for each in versions):
            lines.append(format_html("{}", gettext("reçu\u00a0: %(file)s") % {"file": kept.in_words}))
        return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines)) or "–"


def _words(version: Version) -> str:
    words = gettext("version %(number)s") if version.is_former else gettext("version %(number)s, en place")
    return words % {"number": version.number}
