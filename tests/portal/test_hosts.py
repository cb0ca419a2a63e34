"""Whom the site answers, by which names and methods, and what it says of itself with every answer."""

import runpy

import pytest
from django.urls import reverse
from gunicorn.config import Config
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader
from gunicorn.http.wsgi import create, default_environ

from tests.house.code import ROOT
from tests.partners.factories import PartnerFactory


@pytest.fixture
def served_on(settings):
    """Serve on the ports of production only."""
    settings.SERVED_PORTS = ["80", "443", "8443"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_whatever_the_host(client, served_on, path):
    for host in ("10.1.2.3", "ailleurs.exemple:99", "pas un nom"):
        assert client.get(path, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("testserver", 200),
        ("testserver:443", 200),
        ("testserver:8443", 200),
        ("testserver:81", 400),
        ("testserver:65535", 400),
        ("ailleurs.exemple", 400),
    ],
)
def test_a_page_is_told_to_whom_asks_by_our_name_and_port(client, served_on, host, status):
    assert client.get(reverse("portal:privacy"), headers={"host": host}).status_code == status


def test_every_answer_says_what_pages_use_and_who_embeds_them(client):
    for path in ("/confidentialite/", "/nulle-part/", "/healthz", "/robots.txt", "/static/css/site.css"):
        answer = client.get(path)
        assert "camera=()" in answer["Permissions-Policy"], path
        assert answer["Cross-Origin-Resource-Policy"] == "same-site", path
    assert client.get("/confidentialite/")["Cross-Origin-Opener-Policy"] == "same-origin"


def environ_of(*headers):
    """Return what gunicorn tells the application of a request from this machine with `headers` (a dict)."""
    config = Config()
    for name, value in runpy.run_path(str(ROOT / "config/gunicorn.conf.py")).items():
        if name in config.settings:
            config.set(name, value)
    sent = "\r\n".join(["GET /actions/ HTTP/1.1", "Host: testserver", *headers, "", ""]).encode()
    request = Request(config, IterUnreader([sent]), ("127.0.0.1", 50000))
    environ = default_environ(request, None, config) | {"gunicorn.request": request}
    return environ | create(request, None, ("127.0.0.1", 50000), ("127.0.0.1", 8000), config)[1]


@pytest.mark.parametrize("header", ["SCRIPT_NAME: /ailleurs", "Script-Name: /ailleurs", "PATH_INFO: /admin/"])
def test_where_the_site_is_mounted_is_no_header_s_to_say(header):
    environ = environ_of(header)
    assert (environ.get("SCRIPT_NAME", ""), environ["PATH_INFO"]) == ("", "/actions/")


@pytest.mark.parametrize("header", ["X-Forwarded-Proto: https", "X-Forwarded-Ssl: on", "X-Forwarded-Protocol: ssl"])
def test_over_what_one_asks_is_no_header_s_to_say_to_gunicorn(header):
    assert environ_of(header)["wsgi.url_scheme"] == "http"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_that_only_shows_refuses_what_is_sent(client, method):
    client.handler.enforce_csrf_checks = True
    for page in (
        reverse("portal:home"),
        reverse("missions:actions"),
        PartnerFactory(published=True).get_absolute_url(),
    ):
        answer = getattr(client, method)(page, {"a": "b"}, content_type="application/json")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        assert "elle ne reçoit rien" in answer.content.decode()


@pytest.mark.django_db
def test_forms_still_take_what_is_sent(client):
    client.handler.enforce_csrf_checks = True
    assert client.post(reverse("portal:write"), {}).status_code == 200
    assert client.post(reverse("admin:login"), {}).status_code == 403
