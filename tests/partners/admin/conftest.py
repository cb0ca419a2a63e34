"""What the tests of the bureau's pages of partners ask for: what a browser sends, without a page."""

import pytest
from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.urls import ResolverMatch


@pytest.fixture
def sent(redaction):
    """Make the request of somebody, who writes unless it is said, with what is sent and the key of the row edited."""

    def sent(user=redaction, method="get", key="", **data):
        request = getattr(RequestFactory(), method)("/", data)
        request.user, request._messages = user, CookieStorage(request)
        request.resolver_match = ResolverMatch(None, (), {"object_id": key} if key else {})
        return request

    return sent


@pytest.fixture
def narrowed(sent):
    """Return the rows that a filter of a list keeps of a model, for a value; all of them without one."""

    def narrowed(kind, rows, value):
        asked = {kind.parameter_name: [value]} if value is not None else {}
        used = kind(sent(), asked, rows.model, admin.site.get_model_admin(rows.model))
        return set(used.queryset(sent(), rows))

    return narrowed
