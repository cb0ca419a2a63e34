"""The demanding reader of the tests refuses what it says it refuses, and reads the rest as a browser shows it."""

import pytest

from tests.client import FORBIDDEN, as_shown

REFUSED = {
    "{{ title }}": "a template tag left over",
    "{% now %}": "a template tag left over",
    "{# said to nobody #}": "a template tag left over",
    '<p class="a"\n  style="color: red">': "an inline style or handler",
    '<p onclick="go()">': "an inline style or handler",
    "<style>p{}</style>": "a style element",
    "<script>go()</script>": "an inline script",
    '<img alt="" src="//exemple.org/a.png">': "an asset of a third party",
    '<link rel="stylesheet" href="https://exemple.org/a.css">': "a style sheet of a third party",
    "&lt;records.models.Source object at 0x1&gt;": "an object printed as Python does",
    "<td>None</td>": "nothing, printed as Python does",
}
LET_THROUGH = [
    "<p>A style= or an onset= told in words.</p>",
    '<script src="/static/a.js"></script><script type="application/ld+json">{"a": 1}</script>',
    '<img alt="" src="/static/a.png"><link rel="icon" href="/static/a.svg">',
    "<td>PersonneNone</td><td>None of them</td>",
]


def faults(html):
    """Return the faults a reader finds in HTML (a list of their names)."""
    return [fault for fault, pattern in FORBIDDEN.items() if pattern.search(html)]


@pytest.mark.parametrize("html", REFUSED)
def test_what_no_reader_should_receive_is_named(html):
    assert faults(html) == [REFUSED[html]]


@pytest.mark.parametrize("html", LET_THROUGH)
def test_what_anyone_may_read_is_let_through(html):
    assert faults(html) == []


def test_white_space_is_read_as_a_browser_shows_it():
    html = '<ul >\n  <li\n class="a">un  <b>deux</b>\n trois </li>\n</ul>\n<pre >a\n  b</pre>'
    assert as_shown(html) == '<ul><li class="a">un <b>deux</b> trois</li></ul><pre >a\n  b</pre>'
