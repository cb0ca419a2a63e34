"""What the tests of the bureau's pages of partners ask for: what a browser sends, without a page."""

from urllib.parse import urlencode

import pytest
from django.contrib import admin

from tests.records.admin.bureau import kept_by, request_of


@pytest.fixture
def sent(redaction):
    """Make the request of somebody, who writes unless it is said, with what is sent and the key of the row edited."""

    def sent(user=redaction, method="get", key="", **data):
        if method == "post":
            return request_of(user, data, key=key)
        return request_of(user, query=urlencode(data), key=key)

    return sent


@pytest.fixture
def narrowed(redaction):
    """Return the rows that a filter of a list keeps of a model, for a value; all of them without one."""

    def narrowed(kind, rows, value):
        return set(kept_by(kind, admin.site.get_model_admin(rows.model), rows, value, redaction))

    return narrowed
