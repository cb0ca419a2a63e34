"""Every page of the site, and its text, for the tests that read them all."""

import html
import re


def every_page(client):
    """Return the paths of the site map for machines: those of every map of the index."""
    maps = locations(client, "/sitemap.xml")
    return [path for each in maps for path in locations(client, each)]


def locations(client, url):
    """Return the paths that a map, or the index of maps, holds."""
    text = client.get(url).content.decode()
    return [html.unescape(path) for path in re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", text)]


def read(client, url):
    """Return the HTML of a page."""
    return client.get(url).content.decode()


def properties(page):
    """Return what a page says of itself where it is shared: {property: content}."""
    return {
        name: html.unescape(value) for name, value in re.findall(r'<meta property="([^"]+)" content="([^"]*)"', page)
    }
