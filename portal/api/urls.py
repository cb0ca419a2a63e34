"""Addresses of the API and of the page that documents it; what answers them is loaded when first asked for."""

from django.urls import path
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from portal.api.routes import ROUTES
from portal.late_views import late_view

app_name = "api"


def _api_view(name):
    """Return the view of a route of the API: its framework takes longer to load than the rest of the site."""

    @csrf_exempt
    def view(request, **arguments):
        return import_string("portal.api.openapi.VIEWS")[name](request, **arguments)

    return view


urlpatterns = [
    path("", late_view("portal.api.docs.docs"), name="docs"),
    *(path(f"v1/{route}", _api_view(name), name=name) for name, route in ROUTES.items()),
]
