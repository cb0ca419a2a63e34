"""What the admin of missions is asked without a page: a request of somebody, a filter with a value."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser

from tests.records.admin import bureau


def asked_by(user=None, *, on="", **query):
    """Return a request of `user` (nobody by default) in the form of the record of key `on`, with a query."""
    return bureau.request_of(user or AnonymousUser(), query=urlencode(query), key=on)


def filter_with(filter_class, model, value, user=None):
    """Return a filter of the list of `model` as `user` asks it for `value`."""
    return bureau.filter_with(filter_class, admin.site.get_model_admin(model), value, user or AnonymousUser())


def kept_by(filter_class, rows, value, user=None):
    """Return what a filter keeps of `rows` (a queryset) for `value` (a set)."""
    pages = admin.site.get_model_admin(rows.model)
    return set(bureau.kept_by(filter_class, pages, rows, value, user or AnonymousUser()))
