"""Every page exists in English at its own address, and French stays what is served everywhere else."""

import re

import pytest

pytestmark = pytest.mark.django_db


def english(url):
    return f"/en{url}"


def alternates(html):
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html))


def test_every_page_exists_in_english(sweep):
    pages = {page.url: page for page in sweep.pages("en")}
    assert set(pages) == {english(page.url) for page in sweep.pages("fr")}
    for url, page in pages.items():
        assert page.headers["Content-Language"] == "en-CA", url
        assert "Who are they?" in page.text, url


def test_versions_of_a_page_name_each_other_and_themselves(sweep):
    for page in sweep.pages():
        url = page.url.removeprefix("/en") if page.language == "en" else page.url
        assert alternates(page.text) == {
            "fr-CA": f"http://testserver{url}",
            "en-CA": f"http://testserver/en{url}",
            "x-default": f"http://testserver{url}",
        }, page.url


@pytest.mark.parametrize("asked", ["en", "en-CA,en;q=0.9", "es"])
def test_french_is_served_whatever_the_browser_asks(client, record, asked):
    response = client.get("/missions/", headers={"accept-language": asked})
    assert '<html lang="fr-CA">' in response.content.decode()
    assert response["Content-Language"] == "fr-CA"
    assert "Accept-Language" not in response.get("Vary", "")


def test_the_language_link_leads_to_the_same_page_with_its_filters(client, record):
    html = client.get("/actions/?axe=apprendre&page=1").content.decode()
    assert 'href="/en/actions/?axe=apprendre&amp;page=1" lang="en-CA" hreflang="en-CA">English</a>' in html
    html = client.get("/en/actions/?axe=apprendre").content.decode()
    assert 'href="/actions/?axe=apprendre" lang="fr-CA" hreflang="fr-CA">Français</a>' in html


def test_every_link_of_an_english_page_stays_in_english(sweep):
    for page in sweep.pages("en"):
        links = re.findall(r'<a (?![^>]*hreflang=)[^>]*href="(/[^"]*)"', page.text)
        assert links
        assert [link for link in links if not link.startswith(("/en/", "/static/"))] == [], page.url


def test_a_text_nobody_translated_shows_in_french_and_says_so(client, record):
    record.action.title, record.action.title_en = "L'échange", ""
    record.action.save()
    assert '<h1><span lang="fr-CA">L’échange</span></h1>' in client.get(
        english(record.action.get_absolute_url())
    ).content.decode().replace("\n", "")


def test_a_text_somebody_translated_shows_in_english(client, record):
    record.action.title_en = "The exchange"
    record.action.save()
    html = client.get(english(record.action.get_absolute_url())).content.decode()
    assert re.search(r"<h1>\s*The exchange\s*</h1>", html)
    assert "The exchange" not in client.get(record.action.get_absolute_url()).content.decode()


def test_what_does_not_exist_does_not_exist_in_english_either(client, db):
    response = client.get("/en/rien/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
    assert client.get("/en/admin/").status_code == 404
    assert client.get("/fr-ca/missions/").status_code == 404


def test_the_bureau_speaks_french(client, gestion):
    client.force_login(gestion)
    assert 'lang="fr-ca"' in client.get("/admin/").content.decode()


def test_what_is_chosen_in_a_list_is_said_in_english_where_it_can(client, record):
    axis = record.action.axis
    axis.short_label, axis.short_label_en = "Rayonner", "Shine"
    axis.save()
    html = client.get(f"/en/actions/?axe={axis.slug}").content.decode()
    assert "Axis: Shine" in html
    assert re.search(r"Shine \(1\)</label>", html)
    assert "Rayonner" not in html
    assert "Shine" not in client.get(f"/actions/?axe={axis.slug}").content.decode()
