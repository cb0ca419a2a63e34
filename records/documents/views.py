"""The page of documents, which serves a file to whoever may read its record; that of files just received."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from records.documents.models import Document, find_document, record_model
from records.documents.serving import serve
from records.documents.storing import read_signed
from records.words.keys import key_in


@require_safe
def document(request: HttpRequest, named: tuple[str, str]) -> HttpResponseBase:
    """Give a document; what the reader may not see does not exist.

    `named`: the word of its kind and its slug. `?largeur=` asks for a picture in one of its widths, `?version=` for a
    file it had, which only the bureau reads.
    """
    found, slug = find_document(named, request.user), named[1]
    number = request.GET.get("version")
    if number is not None:
        return serve(request, _version(request, found, number), f"{slug}-{number}")
    if found.address:
        return redirect(found.address)
    return serve(request, found, slug, key_in(request.GET.get("largeur", "")))


@require_safe
def received(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Give a file sent with a form, before any document has it: a page of the bureau, which says who enters.

    `signed`: what the form holds of the file.
    """
    stored = read_signed(signed)
    if stored is None:
        raise Http404
    return serve(request, stored, gettext("fichier-recu"))


def _version(request: HttpRequest, found: Document, number: str) -> Any:
    record = record_model(type(found))
    if not request.user.has_perm(f"{record._meta.app_label}.view_{record._meta.model_name}"):
        raise Http404
    row = next((version.row for version in found.versions() if str(version.number) == number), None)
    if row is None:
        raise Http404
    return row
