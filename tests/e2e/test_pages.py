"""Every page in a browser: whole, alone, within the screen, still, and light."""

import gzip
import io
import re
import time
import urllib.request
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.kinds import KINDS, LISTS, in_english

pytestmark = pytest.mark.browser

KILOBYTE = 1024
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What readers may ask of the text (WCAG 1.4.12).
WIDE_TEXT = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
SET_WIDE = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
CUT = """() => [...document.querySelectorAll("body *:not(.visually-hidden, svg, svg *)")].filter((each) => {
  const { clipPath, overflowX, overflowY } = getComputedStyle(each);
  const hides = [overflowX, overflowY].some((way) => ["hidden", "clip"].includes(way)) && clipPath === "none";
  return hides && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 99))"""
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) sum += each.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def weigh(address):
    """Return (what a browser receives, its bytes on the wire) of an address."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        raw = answer.read()
        zipped = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(raw) if zipped else raw), len(raw)


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_fits_any_screen_unfolded_and_with_text_set_wide(reader, path):
    """A screen of 320 is also that of a desk enlarged to 400 %."""
    page = reader()
    page.goto(path)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    too_wide = {}
    for text in ("as it is", "wide"):
        for width in (320, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            too_wide[text, width] = max(page.evaluate(OVERFLOW), 0)
        page.evaluate(SET_WIDE, WIDE_TEXT)
    assert too_wide == dict.fromkeys(too_wide, 0)
    assert page.evaluate(CUT) == []


def test_a_mission_is_short_on_a_desk_and_its_brief_stays_in_view(reader, site_map):
    page, heights = reader(), {}
    for path in (each for each in site_map if each.startswith("/missions/") and each.count("/") == 3):
        page.goto(path)
        heights[path] = page.evaluate("document.documentElement.scrollHeight")
    assert len(heights) > 10
    assert {path: height for path, height in heights.items() if height >= 3500} == {}
    page.goto(KINDS["mission"])
    page.mouse.wheel(0, 1500)
    expect(page.locator(".record-side .card")).to_be_in_viewport()
    expect(page.get_by_role("navigation", name="Sections de cette page").get_by_role("link").first).to_be_visible()


def test_menus_and_facets_fold_on_a_phone_and_stand_open_on_a_desk(reader):
    page = reader(width=320)
    for path, words, held in ((KINDS["mission"], "Sections", ".sections a"), ("/actions/", "Axe", "[name=axe]")):
        page.goto(path)
        expect(page.locator(held).first).to_be_hidden()
        page.locator("summary", has_text=words).click()
        expect(page.locator(held).first).to_be_visible()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.reload()
        expect(page.locator(held).first).to_be_visible()
        expect(page.locator("summary", has_text=words)).to_be_hidden()
        page.set_viewport_size({"width": 320, "height": 900})


# What moves by itself or slides; what is drawn in the colour of the page.
MOVING = """() => [...document.querySelectorAll("*")].filter((each) => {
  const { animationName, scrollBehavior, transitionDuration } = getComputedStyle(each);
  return animationName !== "none" || scrollBehavior === "smooth" || parseFloat(transitionDuration) > 0.01;
}).map((each) => each.outerHTML.slice(0, 99))"""
DRAWN = ".columns :is(rect, text, line), .strip rect, .mark, .way"
UNSEEN = (
    f"() => [...document.querySelectorAll('{DRAWN}')]"
    + """.filter((each) => {
  const { fill, stroke } = getComputedStyle(each);
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  return [fill, stroke].every((paint) => ["none", ground].includes(paint));
}).map((each) => each.outerHTML.slice(0, 99))"""
)


@pytest.mark.parametrize(
    ("options", "wrong"),
    [({"forced_colors": "active"}, UNSEEN), ({"reduced_motion": "reduce"}, MOVING)],
    ids=["forced colours", "reduced motion"],
)
def test_a_page_answers_what_readers_ask_of_their_browser(reader, options, wrong):
    page, found = reader(**options), []
    for kind in ("home", "axis", "partner", "agreements", "mission", "accounts"):
        page.goto(KINDS[kind])
        found += [(kind, each) for each in page.evaluate(wrong)]
    assert found == []
    assert page.faults == []


# Seconds: the page is drawn long before.
LATE = 0.3


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["home", "partners", "agreements", "mission", "actions", "search with hits"])
def test_nothing_moves_while_a_page_arrives(reader, kind, width):
    """Nor when its letters come after it, as on a slow line."""
    page = reader(width=width)
    page.route("**/*.woff2", lambda route: (time.sleep(LATE), route.continue_()))
    page.goto(KINDS[kind], wait_until="load")
    assert page.evaluate(SHIFT) <= 0.01


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_without_javascript_a_page_says_the_same(reader, path):
    told = []
    for enabled in (True, False):
        page = reader(java_script_enabled=enabled)
        page.goto(path)
        text = page.locator("main").inner_text()
        # What the browser itself does (copy, share, print) is offered where it can be.
        for offered in page.locator("[data-page-tools] button:visible").all_inner_texts():
            text = text.replace(offered, "", 1)
        told.append(text.split())
    assert told[0] == told[1]
    assert len(told[0]) > 10


@pytest.mark.parametrize("path", [path for path in KINDS.values() if path != "/rien/"])
def test_what_a_page_sends_for_is_light(site, path):
    html, _bytes = weigh(site + path)
    assets = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', html.decode())
    weights = {asset: weigh(urljoin(site, asset))[1] for asset in assets}
    assert 0 < len(weights) <= 6
    assert sum(weights.values()) <= 20 * KILOBYTE, weights


@pytest.mark.parametrize("path", [*LISTS, *map(in_english, LISTS)])
def test_a_list_is_light(site, path):
    assert weigh(site + path)[1] <= 8 * KILOBYTE


def test_the_fonts_are_light(site):
    html, _bytes = weigh(f"{site}/")
    css = re.search(r'href="([^"]*tokens[^"]*\.css)"', html.decode())[1]
    fonts = set(re.findall(r'url\("?([^")]+\.woff2)"?\)', weigh(urljoin(site, css))[0].decode()))
    assert fonts
    assert sum(weigh(urljoin(urljoin(site, css), font))[1] for font in fonts) <= 60 * KILOBYTE


@pytest.mark.parametrize("kind", ["mission", "mission declined"])
def test_a_mission_prints_on_three_numbered_letter_pages_at_most_without_menus(reader, kind):
    page = reader()
    page.goto(KINDS[kind])
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [" ".join(each.extract_text().split()) for each in pages]
    assert 1 <= len(pages) <= 3
    assert [float(side) for side in pages[0].mediabox[2:]] == [612, 792]
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(pages)}" in text
        assert "Plan du site" not in text
        assert f"{page.url} · page du" in text
