"""What a list shows, read in its HTML."""

import re

# A row says what it is; a card, by the link it begins with.
ROW = re.compile(r'data-item="([^"]+)"|<li class="card"[^>]*>\s*<p><strong><a href="[^"]*/([^"/]+)/"')


def slugs_listed(html):
    """Return the slugs of the rows or the cards listed, in order."""
    return [row or card for row, card in ROW.findall(html)]
