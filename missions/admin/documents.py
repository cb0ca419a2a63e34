"""The documents of a mission, one click each from its form."""

import logging
from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from missions.documents.access_file import access_file
from missions.documents.book import book_of, write_book
from missions.documents.calendar import calendar_of
from missions.documents.programme import programme_of
from missions.documents.report import report_of
from missions.models import Mission
from records.admin import PublishableAdmin
from records.papers.pdf import PdfUnavailableError, weasyprint
from records.words.said import Said

logger = logging.getLogger(__name__)
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCUMENT_ROUTE = "admin:missions_mission_document"


class MissionPaper(NamedTuple):
    """A document: how it is called, what makes it, and, for those offered on the form, what it is good for."""

    title: Said
    make: Callable
    serves: Said = ""


class MissionDocuments(PublishableAdmin):
    """Gives the documents of a mission to whoever may read it, whatever its publication."""

    change_form_template = "admin/mission_change_form.html"

    def get_urls(self):
        """Add the address of each document."""
        view = self.admin_site.admin_view(self.document_view)
        return [
            path("<path:object_id>/documents/<str:name>", view, name="missions_mission_document"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Offer the documents of a saved mission."""
        if obj:
            offered = [(name, document) for name, document in DOCUMENTS.items() if document.serves]
            context["documents"] = [(reverse(DOCUMENT_ROUTE, args=[obj.pk, name]), each) for name, each in offered]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @method_decorator(require_safe)
    def document_view(self, request, object_id, name):
        """Give a document; if it cannot be made, say why on the form of the mission, which nothing has touched."""
        mission = self.get_object(request, unquote(object_id))
        if mission is None or name not in DOCUMENTS:
            raise Http404
        if not self.has_view_permission(request, mission):
            raise PermissionDenied
        try:
            return DOCUMENTS[name].make(self, request, mission)
        except PdfUnavailableError:
            return redirect(DOCUMENT_ROUTE, mission.pk, "cahier")
        except Exception as failure:  # whatever goes wrong with a document, the person is told and the mission stands
            logger.exception("Document %s of mission %s", name, mission.pk)
            reason = str(failure) or type(failure).__name__
            words = _("« %(document)s » n’a pu être produit\u00a0: %(reason)s. La mission est restée telle quelle.")
            self.message_user(request, words % {"document": DOCUMENTS[name].title, "reason": reason}, messages.ERROR)
            return redirect("admin:missions_mission_change", mission.pk)


def make_calendar(_admin, _request, mission):
    """Return the calendar of the delegation."""
    content = calendar_of(_whole(mission), timezone.now())
    return _download(content, "text/calendar; charset=utf-8", f"{mission.slug}.ics")


def make_programme(admin, request, mission):
    """Return the programme, to read and to print."""
    mission = _whole(mission)
    return _page(
        admin,
        request,
        "admin/document_programme.html",
        {"mission": mission, "programme": programme_of(mission), "today": timezone.localdate()},
    )


def wait_for_book(admin, request, mission):
    """Return the page that shows the book is being written, and asks for it; or what to install, if it cannot be."""
    context = {
        **admin.admin_site.each_context(request),
        "mission": mission,
        "opts": admin.opts,
        "title": _("Cahier de mission"),
        "book_url": reverse(DOCUMENT_ROUTE, args=[mission.pk, "cahier.pdf"]),
        "print_url": reverse(DOCUMENT_ROUTE, args=[mission.pk, "cahier-a-imprimer"]),
    }
    try:
        weasyprint()
    except PdfUnavailableError as missing:
        context["missing"] = str(missing)
    return TemplateResponse(request, "admin/document_wait.html", context)


def make_book(_admin, request, mission):
    """Return the briefing book as a PDF."""
    told = book_of(_whole(mission), request.user, timezone.localdate())
    content = write_book(told, request.user, _address_of(request))
    response = HttpResponse(content, content_type="application/pdf")
    # Shown in place of the page that waits for it.
    response["Content-Disposition"] = f'inline; filename="cahier-{mission.slug}.pdf"'
    return response


def make_printable_book(admin, request, mission):
    """Return the same book as a page to print."""
    return _page(
        admin, request, "admin/document_book.html", book_of(_whole(mission), request.user, timezone.localdate())
    )


def make_report(_admin, _request, mission):
    """Return the report to go on with."""
    content = report_of(_whole(mission), timezone.localdate())
    return _download(content, DOCX_TYPE, f"rapport-{mission.slug}.docx")


def make_access_file(_admin, request, mission):
    """Return the access file."""
    content = access_file(mission.pk, timezone.localdate(), request.build_absolute_uri)
    return _download(content, "application/zip", f"dossier-{mission.slug}.zip")


def _whole(mission):
    return Mission.objects.for_documents().get(pk=mission.pk)


def _page(admin, request, template, context):
    """Return a page of its own, to print: rendered here, so that what fails is told."""
    back = reverse("admin:missions_mission_change", args=[context["mission"].pk])
    told = {**context, "back_url": back, "address": _address_of(request)}
    return TemplateResponse(request, template, told).render()


def _address_of(request):
    return request.build_absolute_uri(request.path)


def _download(content, content_type, filename):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


DOCUMENTS = {
    "cahier": MissionPaper(_("Cahier de mission (PDF)"), wait_for_book, _("tout ce qu’il faut savoir avant de partir")),
    "programme": MissionPaper(_("Programme à imprimer"), make_programme, _("jour par jour, aux heures locales")),
    "calendrier.ics": MissionPaper(_("Calendrier (.ics)"), make_calendar, _("pour l’agenda de la délégation")),
    "rapport.docx": MissionPaper(
        _("Rapport de mission à compléter (DOCX)"), make_report, _("rempli de ce que le registre sait")
    ),
    "dossier-acces.zip": MissionPaper(
        _("Dossier d’accès (ZIP)"), make_access_file, _("ce qui est public, sans renseignement personnel")
    ),
    "cahier.pdf": MissionPaper(_("Cahier de mission"), make_book),
    "cahier-a-imprimer": MissionPaper(_("Cahier à imprimer"), make_printable_book),
}
