"""Every public page, whatever it shows, keeps the promises of the house."""

import re

import pytest
from django.utils import timezone

from portal.accountability import quarters_on_record
from portal.sitemaps import SITEMAPS
from tests.portal.pages import every_page

pytestmark = pytest.mark.django_db


def test_every_page_is_whole(client, record):
    titles = []
    pages = every_page(client)
    quarters = quarters_on_record(timezone.localdate())
    assert len(pages) == 2 * (12 + len(quarters) + 5)  # fixed pages, one of each kind of record, in two languages
    for url in pages:
        response = client.get(url)
        page = response.content.decode()
        assert response.status_code == 200, url
        assert page.count("<h1") == 1, url
        assert f'<html lang="{"en" if url.startswith("/en/") else "fr"}-CA">' in page, url
        assert '<a class="skip" href="#content">' in page, url
        assert '<main id="content" tabindex="-1">' in page, url
        assert f'<link rel="canonical" href="http://testserver{url}">' in page, url
        assert not response.cookies, url
        assert "default-src 'none'" in response["Content-Security-Policy"], url
        assert "unsafe" not in response["Content-Security-Policy"], url
        titles.append(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])
    assert len(set(titles)) == len(titles)
    assert all(title == " ".join(title.split(" ")) and "\n" not in title for title in titles)


def test_records_of_the_same_name_have_titles_of_their_own(client, record):
    pages = [record.partner, record.agreement, record.mission, record.action]
    type(record.partner).objects.update(name="Pareil")
    for each in pages[1:]:
        type(each).objects.update(title="Pareil")
    htmls = [client.get(each.get_absolute_url()).content.decode() for each in pages]
    titles = {re.search(r"<title>(.*?)</title>", html)[1] for html in htmls}
    assert len(titles) == 4


def test_every_page_but_home_says_where_it_stands(client, record):
    for url in set(every_page(client)) - {"/", "/en/"}:
        assert 'aria-current="page"' in client.get(url).content.decode(), url


def test_every_link_of_the_site_leads_somewhere(client, record):
    links = set()
    for url in every_page(client):
        links.update(re.findall(r'href="(/[^"#]*)"', client.get(url).content.decode()))
    for link in sorted(link for link in links if not link.startswith("/static/")):
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_canonical_leaves_the_filters_out(client, record):
    html = client.get("/partenaires/", {"pays": "BE"}).content.decode()
    assert '<link rel="canonical" href="http://testserver/partenaires/">' in html


@pytest.mark.parametrize("name", SITEMAPS)
def test_each_map_keeps_one_order(name, record):
    items = SITEMAPS[name].items()
    assert isinstance(items, list) or items.ordered
