"""What the admin of missions is asked without a page: a request of somebody, a filter with a value."""

from types import SimpleNamespace

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory


def asked_by(user=None, *, on=None, **query):
    """Return a request of `user` (nobody by default) in the form of the record of key `on`, with a query."""
    request = RequestFactory().get("/", query)
    request.user = user or AnonymousUser()
    request.resolver_match = SimpleNamespace(kwargs={"object_id": str(on)} if on is not None else {})
    return request


def filter_with(filter_class, model, value, user=None):
    """Return a filter of the list of `model` as `user` asks it for `value`."""
    name = filter_class.parameter_name
    return filter_class(asked_by(user), {name: [value]}, model, admin.site.get_model_admin(model))


def kept_by(filter_class, rows, value, user=None):
    """Return what a filter keeps of `rows` (a queryset) for `value` (a set)."""
    asked = filter_with(filter_class, rows.model, value, user)
    return set(asked.queryset(asked_by(user), rows))
