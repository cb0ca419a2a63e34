"""Somebody, at the bureau: found, read whole, given, erased. No name is ever in an address, nor in the journal."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.journal.writing import note_event
from portal.models import JournalEvent
from portal.privacy.copies import named_in
from portal.privacy.dossier import dossier_of
from portal.privacy.erasing import (
    backups_in_words,
    erase_people,
    erase_texts,
    foresee_erasing,
    mentions_of,
    rows_in_words,
)
from portal.privacy.files import FILES, FOUND_IN
from portal.privacy.finding import MAX_FOUND, SHORTEST_QUERY, FoundRow, find_people, read_people
from portal.privacy.identities import Identity
from records.papers.pdf import PdfUnavailableError, write_pdf
from records.publication.typed_forms import asks

HANDLE_PEOPLE = "portal.handle_people"
# The parameter that names a row of somebody, as many times as there are.
FOUND_ROW = "f"
# The button that erases a name from the texts that are kept.
ERASE_TEXTS = "_textes"


class SoughtPersonForm(forms.Form):
    """Asks who is looked for."""

    who = forms.CharField(
        label=gettext_lazy("Nom, adresse électronique ou numéro de téléphone"),
        min_length=SHORTEST_QUERY,
        max_length=200,
    )


def people_paths(guard: Callable) -> list[URLPattern]:
    """Return the addresses of the pages; `guard`: what the site wraps a view of the bureau in."""
    pages = {
        "personnes/": (search_view, "people"),
        "personnes/dossier/": (person_view, "person"),
        "personnes/dossier/imprimer/": (print_person_view, "person_print"),
        "personnes/dossier.json": (person_json_view, "person_json"),
        "personnes/dossier.pdf": (person_pdf_view, "person_pdf"),
        "personnes/effacer/": (erase_person_view, "person_erase"),
        "inventaire/": (inventory_view, "inventory"),
    }
    return [path(stem, guard(_for_handlers(view)), name=name) for stem, (view, name) in pages.items()]


def _for_handlers(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not request.user.has_perm(HANDLE_PEOPLE):
            raise PermissionDenied
        return view(request)

    return guarded


@asks(SoughtPersonForm)
@require_http_methods(["GET", "HEAD", "POST"])
def search_view(request):
    """Ask who is looked for, list the rows found and the texts: what is typed is sent, never in the address.

    Asked to, erase from the texts that are kept what names somebody whom no row holds any more.
    """
    form = SoughtPersonForm(request.POST or None)
    context = {"title": _("Tout sur une personne"), "form": form, "files": FOUND_IN, "found": None, "most": MAX_FOUND}
    if request.method == "POST" and form.is_valid():
        identity, found = Identity([form.cleaned_data["who"]]), find_people(form.cleaned_data["who"])
        if ERASE_TEXTS in request.POST and not found:
            count = erase_texts(identity, by=request.user)
            messages.success(request, _("Effacé de textes gardés\u00a0: %s") % count)
        context["found"] = found
        context["mentions"] = [(each, _form_of(request, each.row)) for each in mentions_of(identity, but=found)]
        context["copies"] = sum(1 for _each in named_in(identity, in_copies=True))
    return _page(request, "admin/people.html", context)


@require_safe
def person_view(request):
    """Show all that is kept of the rows chosen."""
    found = _chosen(request)
    _note(request, JournalEvent.PERSON_READ, found)
    context = {
        **_dossier_context(found),
        "title": _("Tout sur cette personne"),
        "links": [(each, _form_of(request, each.row)) for each in found],
        "query": request.GET.urlencode(),
        "backups": backups_in_words(),
    }
    context["mentions"] = [(each, _form_of(request, each.row)) for each in context["dossier"].mentions]
    return _page(request, "admin/person.html", context)


@require_safe
def person_json_view(request):
    """Give it as JSON."""
    found = _chosen(request)
    _note(request, JournalEvent.PERSON_EXPORTED, found)
    answer = JsonResponse(
        dossier_of(found, timezone.localdate()).as_data(), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = 'attachment; filename="dossier.json"'
    return answer


@require_safe
def person_pdf_view(request):
    """Give it as a PDF; where none can be written, lead to the page to print."""
    found = _chosen(request)
    try:
        told = {**_paper_context(request, found), "on_paper": True}
        content = write_pdf(render_to_string("admin/person_paper.html", told))
    except PdfUnavailableError as missing:
        messages.warning(request, str(missing))
        return redirect(f"{reverse('admin:person_print')}?{request.GET.urlencode()}")
    _note(request, JournalEvent.PERSON_EXPORTED, found)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="dossier.pdf"'
    return answer


@require_safe
def print_person_view(request):
    """Give it as a page to print."""
    found = _chosen(request)
    _note(request, JournalEvent.PERSON_EXPORTED, found)
    back = f"{reverse('admin:person')}?{request.GET.urlencode()}"
    return TemplateResponse(request, "admin/person_paper.html", {**_paper_context(request, found), "back_url": back})


@require_http_methods(["GET", "HEAD", "POST"])
def erase_person_view(request):
    """Say what erasing the rows chosen will do, ask, then say what was done."""
    found, refusals = _chosen(request), []
    work = erase_people if request.method == "POST" else foresee_erasing
    try:
        erased = work(found, by=request.user)
    except ValidationError as refusal:
        erased, refusals = None, refusal.messages
    context = {
        "title": _("Effacer une personne"),
        "found": found,
        "erased": erased,
        "refusals": refusals,
        "is_done": request.method == "POST" and erased is not None,
        "mentions": [(each, _form_of(request, each.row)) for each in erased.mentions] if erased else [],
        "backups": backups_in_words(),
        "query": request.GET.urlencode(),
    }
    return _page(request, "admin/person_erase.html", context)


@require_safe
def inventory_view(request):
    """Show the inventory of the files of personal information (art. 76), as the portal keeps them."""
    return _page(request, "admin/inventory.html", {"title": _("Fichiers de renseignements personnels"), "files": FILES})


def _page(request, template, context):
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context})


def _chosen(request) -> list[FoundRow]:
    """Return the rows that the address names; raise Http404 if they hold nobody any more."""
    found = read_people(request.GET.getlist(FOUND_ROW))
    if not found:
        raise Http404
    return found


def _dossier_context(found):
    return {"dossier": dossier_of(found, timezone.localdate())}


def _paper_context(request, found):
    """Return what their paper tells; its address without the query, which names them."""
    context = _dossier_context(found)
    return {**context, "today": context["dossier"].day, "address": request.build_absolute_uri(request.path)}


def _note(request, event, found):
    note_event(event, request.user.get_username(), rows_in_words(found), request.path)


def _form_of(request, row):
    """Return the address of the form of a row, or of the record it is a part of; empty for who may not correct it."""
    for each in filter(None, (row, *(getattr(row, name, None) for name in ("partner", "mission", "record")))):
        options = each._meta
        if not request.user.has_perm(f"{options.app_label}.change_{options.model_name}"):
            continue
        try:
            return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[each.pk])
        except NoReverseMatch:
            continue
    return ""
