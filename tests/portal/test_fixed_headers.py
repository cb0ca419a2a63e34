"""What browsers are told with every answer, and of an address that opens something by itself."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.headers import SECRET_HEADERS, FixedHeaders, secret_address


def answer(**headers):
    """Return a view that answers with these headers."""
    return lambda _request, **_arguments: HttpResponse("ok", headers=headers)


def test_every_answer_says_what_a_page_may_use_and_who_may_embed_it(settings):
    settings.FIXED_HEADERS = {"Permissions-Policy": "camera=()", "X-Autre": "un"}
    told = FixedHeaders(answer())(RequestFactory().get("/"))
    assert (told["Permissions-Policy"], told["X-Autre"]) == ("camera=()", "un")


def test_a_view_that_says_otherwise_is_left_alone(settings):
    settings.FIXED_HEADERS = {"Permissions-Policy": "camera=()"}
    view = answer(**{"permissions-policy": "camera=(self)"})
    assert FixedHeaders(view)(RequestFactory().get("/"))["Permissions-Policy"] == "camera=(self)"


@pytest.mark.parametrize("feature", ["camera", "geolocation", "microphone", "payment", "browsing-topics"])
def test_no_page_uses_a_device_nor_follows_its_reader(settings, feature):
    assert f"{feature}=()" in settings.FIXED_HEADERS["Permissions-Policy"].split(", ")


def test_a_secret_address_is_kept_nowhere_found_nowhere_and_told_to_nobody():
    told = secret_address(answer(**{"Cache-Control": "public, max-age=60", "Content-Language": "fr"}))(None, key="a")
    assert told["Cache-Control"] == "private, no-store"
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["X-Robots-Tag"] == "noindex, nofollow"
    assert told["Content-Language"] == "fr"
    assert set(SECRET_HEADERS) <= set(told.headers)


def test_a_view_of_a_secret_address_keeps_its_name():
    def opened(request):
        """Open it."""

    assert (secret_address(opened).__name__, secret_address(opened).__doc__) == ("opened", "Open it.")
