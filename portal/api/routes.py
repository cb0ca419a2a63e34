"""The addresses of the API under its root: {name of the route: path}."""

from portal.api.resources import RESOURCES

LIST_ROUTES = {name: f"{name}/" for name in RESOURCES}
DETAIL_ROUTES = {f"{name}_detail": f"{name}/<slug:slug>/" for name, each in RESOURCES.items() if each.has_details}
ROUTES = {"root": "", "openapi": "openapi.json", **LIST_ROUTES, **DETAIL_ROUTES}
