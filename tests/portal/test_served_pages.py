"""The whole site as gunicorn serves it: Django inside the pages kept for readers who are not signed in."""

import datetime as dt
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import reverse

from axes.models import Theme
from config import wsgi
from missions.models import Action
from records.page_cache.version import ContentVersion
from records.page_cache.wsgi import PageCache
from records.publication import operations
from records.publication.status import PublicationStatus
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import ActionFactory
from tests.partners.factories import PartnerDocumentFactory, PartnerFactory
from tests.portal.bureau import action_form, address
from tests.records.document_samples import PDF, stored

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 3, 2)
# Who bears one of these is served afresh.
COOKIES = ("sessionid", "csrftoken", "messages")
DATA = Path(__file__).resolve().parents[2] / "data"


@contextmanager
def connections_kept():
    """Close no connection between requests, as the test client does: a test's transaction lives in one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Server:
    """The application of the project, around a watch whose seconds are moved by hand."""

    def __init__(self):
        self.now = 0.0
        watch = ContentVersion(clock=lambda: self.now)
        self.application = PageCache(
            get_wsgi_application(), watch.edition, cookies=COOKIES, never=wsgi.application.never
        )

    def get(self, path, **headers):
        """Ask for a page; return (status, headers, text)."""
        told = []
        environ = {"HTTP_HOST": "localhost", **RequestFactory().get(path).environ, **headers}
        with connections_kept():
            body = self.application(environ, lambda status, given, _error=None: told.extend([status[:3], dict(given)]))
            text = b"".join(body).decode()
            getattr(body, "close", tuple)()
        return *told, text

    def kept(self):
        """Return the number of pages in memory."""
        return sum(len(shelf.pages) for shelf in self.application.shelves.values())


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Commit, for the cache, what a block writes."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_gunicorn_serves_the_kept_pages():
    assert isinstance(wsgi.application, PageCache)
    assert wsgi.application.cookies == tuple(f"{name}=" for name in COOKIES)


COPIED = [
    "/",
    "/partenaires/",
    "/partenaires.csv",
    "/partenaires.xlsx",
    "/api/v1/partenaires/",
    "/partenaires",
    "/nul/",
]


@pytest.mark.parametrize("address", COPIED)
def test_a_copy_is_asked_about_again_and_none_is_kept_of_what_is_read_under_a_name(client, admin_client, address):
    assert client.get(address)["Cache-Control"] == "no-cache"
    assert admin_client.get(address)["Cache-Control"] == "private, no-store"


def test_a_second_reader_costs_no_statement(server, django_assert_num_queries):
    ActionFactory(published=True)
    first = server.get("/actions/")
    with django_assert_num_queries(0):
        assert server.get("/actions/") == first
    status, headers, _text = first
    assert status == "200"
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "no-cache"
    assert "accept-language" not in headers["Vary"].lower()


@pytest.mark.parametrize("name", ["machines:sitemap", "machines:robots", "portal:home", "portal:privacy"])
def test_pages_and_what_machines_ask_for_are_kept(server, name):
    server.get(reverse(name))
    assert server.kept() == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/healthz", "200"),
        ("/readyz", "200"),
        ("/admin/login/", "200"),
        ("/actions.csv", "200"),
        ("/nulle-part/", "404"),
        ("/actions", "301"),
    ],
)
def test_these_are_never_kept(server, path, status):
    assert server.get(path)[0] == status
    assert server.kept() == 0


def test_a_host_that_is_not_ours_is_refused_and_not_kept(server):
    assert server.get("/", HTTP_HOST="ailleurs.example")[0] == "400"
    assert server.kept() == 0


def test_the_language_is_the_address_s_whatever_the_browser_asks_for(server):
    french = server.get("/confidentialite/", HTTP_ACCEPT_LANGUAGE="en")
    assert 'lang="fr-CA"' in french[2]
    assert server.get("/confidentialite/", HTTP_ACCEPT_LANGUAGE="fr") == french
    assert 'lang="en-CA"' in server.get("/en/confidentialite/", HTTP_ACCEPT_LANGUAGE="fr")[2]


def test_what_staff_see_of_drafts_is_never_given_to_others(server, client, redaction):
    draft = ActionFactory(title="Brouillon secret")
    client.force_login(redaction)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert server.get(draft.get_absolute_url(), HTTP_COOKIE=cookie)[0] == "200"
    assert "Brouillon secret" in server.get("/actions/", HTTP_COOKIE=cookie)[2]
    assert server.kept() == 0
    assert server.get(draft.get_absolute_url())[0] == "404"
    assert "Brouillon secret" not in server.get("/actions/")[2]
    assert "Brouillon secret" in server.get("/actions/", HTTP_COOKIE=cookie)[2]


def test_publishing_and_withdrawing_show_within_a_second(server, approbation, told):
    action = ActionFactory(title="Nouvelle", axis=AxisFactory(published=True))
    action.lead_partner = PartnerFactory(published=True)
    action.save()
    assert "Nouvelle" not in server.get("/actions/")[2]
    with told():
        operations.publish(action, by=approbation, on=ON)
    server.now += 1
    assert "Nouvelle" in server.get("/actions/")[2]
    page = action.get_absolute_url()
    assert server.get(page)[0] == "200"
    with told():
        operations.withdraw(Action.objects.get(pk=action.pk), by=approbation, on=ON)
    server.now += 1
    assert server.get(page)[0] == "404"
    assert "Nouvelle" not in server.get("/actions/")[2]


def test_a_correction_at_the_bureau_shows_within_a_second(server, client, approbation, told):
    action = ActionFactory(published=True, title="Avant")
    client.force_login(approbation)
    assert "Avant" in server.get("/actions/")[2]
    form = action_form(title="Après", axis=action.axis_id, lead_partner=action.lead_partner_id)
    with told():
        assert client.post(address(action, "change"), form).status_code == 302
    server.now += 1
    assert "Après" in server.get("/actions/")[2]


def test_deleting_many_rows_at_once_shows_within_a_second(server, client, admin_user, told):
    theme = ThemeFactory()
    client.force_login(admin_user)
    before = cache.get("content-version")
    chosen = {"action": "delete_rows", "_selected_action": [theme.pk], "post": "yes"}
    with told():
        assert client.post(reverse("admin:axes_theme_changelist"), chosen).status_code == 302
    assert not Theme.objects.filter(pk=theme.pk).exists()
    assert cache.get("content-version") != before


def test_loading_the_record_shows_within_a_second_and_a_rehearsal_changes_nothing(server, told):
    server.get("/actions/")
    before = cache.get("content-version")
    with told():
        call_command("load_record", DATA, dry_run=True, stdout=StringIO())
    assert cache.get("content-version") == before
    with told():
        call_command("load_record", DATA, stdout=StringIO())
    server.now += 1
    assert '<li class="card"' in server.get("/actions/")[2]


def test_the_first_reader_s_query_string_does_not_reach_the_page_of_another(server):
    server.get("/actions/?utm=espion")
    assert "espion" not in server.get("/actions/")[2]


def test_a_document_is_never_kept_and_its_parts_are_given(server):
    document = PartnerDocumentFactory(record__published=True, address="", **stored())
    before = server.kept()
    status, headers, text = server.get(document.get_absolute_url(), HTTP_RANGE="bytes=0-4")
    assert (status, text, headers["Content-Range"]) == ("206", "%PDF-", f"bytes 0-4/{len(PDF)}")
    assert server.get(document.get_absolute_url())[2].encode() == PDF
    assert server.kept() == before
    type(document.record).objects.update(status=PublicationStatus.DRAFT)
    assert server.get(document.get_absolute_url())[0] == "404"
