"""Every page of the site, and its text, for the tests that read them all."""

import html
import re

MORE = [
    "/actions.csv",
    "/sitemap.xml",
    "/partenaires/?pays=BE",
    "/partenaires/?theme=theme-0",
    "/bilan/divulgation/2025-T2/",
    "/bilan/divulgation/2025-T2.csv",
    "/missions/?page=2",
    "/missions/?pays=be&annee=2025&axe=inconnu",
    "/recherche/?q=publique",
    "/recherche/suggestions?q=pub",
]


def every_page(client):
    """Return the paths of the site map for machines."""
    text = client.get("/sitemap.xml").content.decode()
    return re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", text)


def body(response):
    """Return the text of a response, streamed or not."""
    return (response.getvalue() if response.streaming else response.content).decode()


def read(client, url):
    """Return the HTML of a page."""
    return client.get(url).content.decode()


def properties(page):
    """Return what a page says of itself where it is shared: {property: content}."""
    return {
        name: html.unescape(value) for name, value in re.findall(r'<meta property="([^"]+)" content="([^"]*)"', page)
    }
