"""The answers of the API: read by anyone, without session, cookie or key."""

from abc import ABC, abstractmethod
from functools import cached_property
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.answers import page_body, record_body
from portal.api.negotiation import JsonOnly
from portal.api.problems import OPEN_TO_ALL, problem
from portal.api.requests import ListRequest, RecordRequest, UnknownCursorError, root_of
from portal.api.resources import RESOURCES, Resource
from portal.api.schema import ApiSchema
from portal.api.versions import API_VERSION
from portal.licence import LICENCE
from records.page_cache.version import CONTENT_VERSION
from records.publication import addresses
from records.publication.references import REFERENCE, Referenced

# What a program of another site may ask before it asks with a tag.
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class PublicView(ABC, APIView):
    """Answers GET with JSON, or with a problem; says when what the reader has is still good."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    parser_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JsonOnly
    http_method_names = ["get", "head", "options"]
    schema = ApiSchema()
    resource: Resource | None = None
    told_as = "racine"

    def get(self, request, **kwargs):
        """Answer with what `answer` returns, or say that it has not changed since the reader asked."""
        unchanged = get_conditional_response(request._request, etag=self.tag)
        return unchanged or self.answer(request, **kwargs)

    @abstractmethod
    def answer(self, request, **kwargs):
        """Return the answer (a Response)."""

    def options(self, request, *args, **kwargs):
        """Tell a browser that programs of other sites may ask."""
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)

    @cached_property
    def tag(self):
        """The ETag of all that is made from the content in force today; None while it is not known."""
        edition = CONTENT_VERSION.edition()
        return edition and f'"{edition.version}-{edition.day:%Y%m%d}-{API_VERSION}"'

    def handle_exception(self, exc):
        """Return the problem that an exception is; what nobody expected goes on, to the page of errors."""
        status = exc.status_code if isinstance(exc, APIException) else None
        detail = None
        if isinstance(exc, Http404):
            status = HTTPStatus.NOT_FOUND
        elif isinstance(exc, UnknownCursorError):
            status, detail = HTTPStatus.BAD_REQUEST, _("Le curseur ne mène plus à rien\u00a0: reprenez sans lui.")
        if status is None:
            raise exc
        return problem(self.request._request, status, detail)

    def finalize_response(self, request, response, *args, **kwargs):
        """Return the answer with the headers that all have."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in OPEN_TO_ALL.items():
            response[name] = value
        if self.tag and response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            response["ETag"] = self.tag
        return response


class RootView(PublicView):
    """Names the lists, and where they are documented."""

    def answer(self, request):
        """Return the addresses of the lists."""
        absolute = request._request.build_absolute_uri
        return Response(
            {
                "version": API_VERSION,
                "licence": LICENCE,
                "documentation": absolute(reverse("api:docs")),
                "openapi": absolute(reverse("api:openapi")),
                "listes": {name: absolute(reverse(f"api:{name}")) for name in RESOURCES},
            }
        )


class ListView(PublicView):
    """Gives a page of a list."""

    told_as = "liste"

    def answer(self, request):
        """Return the page that the address asks for."""
        asked = ListRequest(self.resource, request._request.GET, timezone.localdate())
        return Response(page_body(asked, root_of(request._request), request._request.path))


class DetailView(PublicView):
    """Gives one record, by its key or by its reference; a former key leads to the present one."""

    told_as = "objet"

    def answer(self, request, slug):
        """Return the record called `slug`, or lead to it."""
        asked = RecordRequest(self.resource, request._request.GET, timezone.localdate())
        readable = asked.fetch(asked.narrowed.queryset.all())
        if REFERENCE.fullmatch(slug) and issubclass(readable.model, Referenced):
            return Response(record_body(asked, get_object_or_404(readable, reference=slug), root_of(request._request)))
        record = addresses.find(readable, slug)
        if record.slug != slug:
            return redirect(self.resource.address_of(record), permanent=True)
        return Response(record_body(asked, record, root_of(request._request)))
