"""The OpenAPI document of the API, in each language, and the view of each route."""

import threading
from functools import cache
from typing import Any

from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response

from portal.api.resources import RESOURCES
from portal.api.routes import DETAIL_ROUTES, LIST_ROUTES, ROUTES
from portal.api.schema import PROBLEM
from portal.api.versions import API_VERSION
from portal.api.views import DetailView, ListView, PublicView, RootView
from portal.licence import LICENCE, LICENCE_ADDRESS

# The generator changes its own classes while it runs: two at once end badly.
_making = threading.Lock()


def openapi() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document in the active language; it depends on the code alone."""
    with _making:
        return _document(get_language())


@cache
def _document(_language: str) -> dict[str, Any]:
    patterns = [path(ROUTES[name], view) for name, view in VIEWS.items() if name != "openapi"]
    document = SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)
    document["info"] = {
        "title": _("Relations internationales de la Ville de Québec"),
        "version": API_VERSION,
        "description": _("Les listes publiques du portail, en lecture seule, sans clé."),
        "license": {"name": LICENCE, "url": LICENCE_ADDRESS},
    }
    document["servers"] = [{"url": reverse("api:root").removesuffix("/")}]
    document["tags"] = [{"name": name, "description": str(each.meaning)} for name, each in RESOURCES.items()]
    _describe(document["components"]["schemas"])
    return document


def _describe(components: dict[str, Any]) -> None:
    """Say in `components` what each record and each part is, and what a problem is."""
    components["Probleme"] = PROBLEM
    for resource in RESOURCES.values():
        components[resource.component]["description"] = str(resource.meaning)
        for name, part in resource.parts.items():
            components[f"{resource.component}_{name}"]["description"] = str(part.meaning)


class OpenApiView(PublicView):
    """Gives the schema of the API, in the language of the address."""

    schema = None

    def answer(self, request):
        """Return the OpenAPI document."""
        return Response(openapi())


VIEWS = {
    "root": RootView.as_view(),
    "openapi": OpenApiView.as_view(),
    **{name: ListView.as_view(resource=RESOURCES[name]) for name in LIST_ROUTES},
    **{name: DetailView.as_view(resource=RESOURCES[name.removesuffix("_detail")]) for name in DETAIL_ROUTES},
}
