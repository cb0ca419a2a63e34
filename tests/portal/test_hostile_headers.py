"""Nothing written in a header breaks a page: each is answered, or refused in words."""

from itertools import product

import pytest
from django.core.exceptions import BadRequest
from django.urls import reverse

from portal.sent_length import length_sent
from tests.portal.public_record import make_record

pytestmark = pytest.mark.django_db

HEADERS = [
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_AUTHORIZATION",
    "HTTP_COOKIE",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_RANGE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_REFERER",
    "HTTP_USER_AGENT",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "CONTENT_TYPE",
]
# What is no number of bytes, though some of it is a number.
NO_LENGTHS = ["9" * 5000, "-1", "1.5", "²", "1_0"]
VALUES = ["9" * 5000, "", "²;q=x, -1", "bytes=9-1", "\xe9\x00"]


def test_what_a_header_says_breaks_no_page(client, settings):
    settings.PROXIES = 1
    mission = make_record("mot", published=True).mission
    document = mission.documents.exclude(file="").get().get_absolute_url()
    feed = reverse("machines:one_mission_feed", args=[mission.slug])
    for path in ["/ententes.csv", "/api/v1/ententes/", feed, document]:
        assert client.get(path).status_code == 200, path
        for header, value in product(HEADERS, VALUES):
            assert client.get(path, **{header: value}).status_code < 500, (path, header, value)


@pytest.mark.parametrize("length", NO_LENGTHS)
def test_what_says_no_length_is_refused_in_words(client, writer, length):
    for reader, path in [(client, "/"), (writer, reverse("admin:partners_partner_add"))]:
        for ask in (reader.get, reader.post):
            page = ask(path, CONTENT_LENGTH=length)
            assert page.status_code == 400, path
            assert "Le site n’a pas compris" in page.text


@pytest.mark.parametrize("length", [*NO_LENGTHS, "9" * 19])
def test_what_says_no_length_is_not_read_as_one(length):
    with pytest.raises(BadRequest):
        length_sent({"CONTENT_LENGTH": length})


@pytest.mark.parametrize(("said", "length"), [({}, 0), ({"CONTENT_LENGTH": ""}, 0), ({"CONTENT_LENGTH": "012"}, 12)])
def test_a_length_is_read_as_a_number(said, length):
    assert length_sent(said) == length
