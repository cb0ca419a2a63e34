"""What machines ask of the site: is it alive, is it ready, what may be crawled, whom to write to."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from tests.partners.factories import PartnerFactory
from tests.portal.pages import every_page, locations


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
    pages = every_page(client)
    assert public.get_absolute_url() in pages
    assert draft.get_absolute_url() not in pages


@pytest.mark.django_db
def test_a_signed_in_manager_does_not_put_drafts_in_the_map(client, gestion):
    draft = PartnerFactory()
    client.force_login(gestion)
    assert "/partenaires/" in every_page(client)
    assert draft.get_absolute_url() not in every_page(client)


@pytest.mark.django_db
def test_the_map_tells_every_language_of_a_page_and_each_tells_the_others(client, record, nobody_writes):
    text = "".join(client.get(each).content.decode() for each in locations(client, "/sitemap.xml"))
    urls = re.findall(r"<url>(.*?)</url>", text, re.DOTALL)
    told = {re.search(r"<loc>(.*?)</loc>", url)[1]: re.findall(r'hreflang="(.*?)" href="(.*?)"', url) for url in urls}
    for address, versions in told.items():
        assert [tag for tag, _url in versions] == ["fr-CA", "en-CA", "x-default"], address
        assert address in dict(versions).values()
        for _tag, other in versions:
            assert told[other] == versions, address
        page = client.get(address.removeprefix("http://testserver")).content.decode()
        assert set(re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)"', page)) == set(versions)


@pytest.mark.django_db
def test_the_map_forgets_no_page_however_many_there_are(client, monkeypatch):
    monkeypatch.setattr("portal.sitemaps.SpokenSitemap.limit", 4)
    partners = PartnerFactory.create_batch(5, published=True)
    assert [each for each in locations(client, "/sitemap.xml") if "partner" in each] == [
        "/sitemap-partner.xml",
        "/sitemap-partner.xml?p=2",
        "/sitemap-partner.xml?p=3",
    ]
    pages = every_page(client)
    assert {partner.get_absolute_url() for partner in partners} <= set(pages)
    assert len(pages) == len(set(pages))


@pytest.mark.django_db
def test_a_map_costs_one_statement_however_many_pages_it_names(client, django_assert_num_queries):
    PartnerFactory.create_batch(3, published=True)
    with django_assert_num_queries(1):
        client.get("/sitemap-partner.xml")


@pytest.mark.parametrize(
    ("today", "expires"), [("2026-03-02", "2026-09-01"), ("2026-07-31", "2027-01-01"), ("2026-12-31", "2027-06-01")]
)
def test_whom_to_write_to_of_a_weakness_expires_within_the_year(client, settings, time_machine, today, expires):
    settings.CONTACT = "https://exemple.invalid/ecrire"
    time_machine.move_to(f"{today}T15:00:00Z")
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert "Contact: https://exemple.invalid/ecrire" in lines
    assert f"Expires: {expires}T00:00:00Z" in lines
    assert "Canonical: http://testserver/.well-known/security.txt" in lines
    assert dt.timedelta() < dt.date.fromisoformat(expires) - dt.date.fromisoformat(today) < dt.timedelta(days=365)


def test_without_a_contact_there_is_nobody_to_name(client, settings):
    settings.CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
