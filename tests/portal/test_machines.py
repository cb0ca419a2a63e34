"""What machines ask of the site: is it alive, is it ready, what may be crawled."""

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from tests.partners.factories import PartnerFactory


def test_a_live_process_says_so_without_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_the_database_and_the_cache_answer(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_the_database(client, monkeypatch):
    def refuse():
        raise OperationalError("could not connect to secret-host")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"secret-host" not in response.content


@pytest.mark.django_db
def test_not_ready_when_the_cache_fails(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "set", refuse)
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_not_ready_when_the_cache_forgets(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert client.get("/readyz").status_code == 503


def test_robots_are_told_where_the_map_is(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode()


@pytest.mark.django_db
def test_the_map_for_machines_names_public_pages_only(client):
    public, draft = PartnerFactory(published=True), PartnerFactory()
    text = client.get("/sitemap.xml").content.decode()
    assert f"<loc>http://testserver{public.get_absolute_url()}</loc>" in text
    assert draft.get_absolute_url() not in text


@pytest.mark.django_db
def test_a_signed_in_manager_does_not_put_drafts_in_the_map(client, gestion):
    draft = PartnerFactory()
    client.force_login(gestion)
    assert draft.get_absolute_url() not in client.get("/sitemap.xml").content.decode()
