"""What a list shows, read in its HTML."""

import re

ROW = re.compile(r'data-item="([^"]+)"')


def slugs_listed(html):
    """Return the slugs of the rows or the cards listed, in order."""
    return ROW.findall(html)
