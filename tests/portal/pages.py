"""Every page of the site, and its text, for the tests that read them all."""

import html
import re

MORE = [
    "/actions.csv",
    "/missions.csv",
    "/partenaires.csv",
    "/ententes.csv",
    "/en/ententes.csv",
    "/sitemap.xml",
    "/sitemap-mission.xml",
    "/partenaires/?pays=BE",
    "/partenaires/?theme=theme-0",
    "/partenaires/?q=ville",
    "/ententes/?partenaire=ville-publique",
    "/missions/?q=ville",
    "/bilan/divulgation/2025-T2/",
    "/bilan/divulgation/2025-T2.csv",
    "/missions/?page=2",
    "/missions/?pays=be&annee=2025&axe=inconnu",
    "/recherche/?q=publique",
    "/recherche/suggestions?q=pub",
]


def every_page(client):
    """Return the paths of the site map for machines: those of every map of the index."""
    maps = locations(client, "/sitemap.xml")
    return [path for each in maps for path in locations(client, each)]


def locations(client, url):
    """Return the paths that a map, or the index of maps, holds."""
    text = client.get(url).content.decode()
    return [html.unescape(path) for path in re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", text)]


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
