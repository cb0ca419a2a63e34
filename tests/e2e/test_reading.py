"""What readers do: go by keyboard, narrow a list, search while typing, come back."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.kinds import KINDS

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement"


def test_the_first_key_leads_to_the_content(reader):
    page = reader()
    page.goto("/partenaires/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


# What one Tab leads to, in the order of the page; a button of a group of choices stands for all of it.
HELD = "a[href], button, input, select, textarea, summary, [tabindex]"
TABBED = (
    f"() => [...document.querySelectorAll('{HELD}')]"
    + """.filter(
  (each) => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden" && each.checkVisibility() &&
    (each.type !== "radio" || each.checked)
)"""
)
FOLLOW = f"""() => {{
  const all = ({TABBED})();
  window.met = [];
  document.addEventListener("focusin", ({{ target }}) => {{
    const {{ outlineStyle, outlineWidth }} = getComputedStyle(target);
    const box = target.getBoundingClientRect();
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const seen = inside && ((outlineStyle !== "none" && outlineWidth !== "0px") || target.matches("svg a"));
    window.met.push([all.indexOf(target), seen ? "" : target.outerHTML.slice(0, 99)]);
  }});
  return all.length;
}}"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["home", "axis", "partner", "missions", "mission", "accounts"])
def test_tab_goes_through_a_page_in_its_order_sees_each_stop_and_comes_out(reader, kind, width):
    page = reader(width=width)
    page.goto(KINDS[kind])
    stops = page.evaluate(FOLLOW)
    for _ in range(stops):
        page.keyboard.press("Tab")
    assert page.evaluate("window.met") == [[place, ""] for place in range(stops)]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body")


def go_to(page, name):
    """Press Tab until what bears focus says `name`; each step on the way must be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        shown = page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle")
        assert shown != "none", page.evaluate(f"{FOCUSED}.outerHTML")
        if page.evaluate(f"({FOCUSED}.innerText || {FOCUSED}.labels?.[0]?.innerText || '').trim()").startswith(name):
            return
    raise AssertionError(f"no way to {name} by keyboard")


def test_by_keyboard_alone_one_goes_from_the_menu_to_a_narrowed_list_and_a_page_of_it(reader):
    page = reader()
    page.goto("/")
    go_to(page, "Actions")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Actions")
    go_to(page, "Apprendre")
    page.keyboard.press("Space")
    go_to(page, "Appliquer")
    page.keyboard.press("Enter")
    expect(count(page)).to_contain_text("répondent à vos choix")
    title = page.locator("#results a[href^='/actions/']:not([href*='?'])").first.inner_text()
    go_to(page, title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.faults == []


def test_every_marker_of_the_map_is_reached_by_keyboard_and_seen(reader):
    page = reader()
    page.goto("/partenaires/")
    markers = page.locator("a.marker")
    names = markers.evaluate_all("all => all.map((each) => each.querySelector('title').textContent)")
    assert len(names) > 10
    page.locator("main").focus()
    met = []
    for _ in range(len(names) + 60):
        page.keyboard.press("Tab")
        marker = page.evaluate(f"{FOCUSED}.matches('a.marker') && {FOCUSED}.querySelector('title').textContent")
        if marker:
            met.append(marker)
            seen = page.evaluate(
                f"getComputedStyle({FOCUSED}).outlineStyle + getComputedStyle({FOCUSED}.querySelector('rect')).stroke"
            )
            assert seen != "nonenone"
    assert met == names


def test_on_a_phone_the_map_opens_on_quebec(reader):
    page = reader(width=320)
    page.goto("/")
    middle = "(frame) => frame.scrollLeft + frame.clientWidth / 2 - frame.scrollWidth / 2"
    assert page.locator(".map-frame").evaluate_all(f"all => all.map({middle})") == [pytest.approx(0, abs=1)] * 2
    assert page.locator(".map-frame").first.evaluate("(frame) => frame.scrollWidth > frame.clientWidth")


COVERED = """(frame) => {
  const box = (each) => each.getBoundingClientRect();
  const along = (one, two, start, end) => one[start] < two[end] && two[start] < one[end];
  const meet = (one, two) => along(one, two, "left", "right") && along(one, two, "top", "bottom");
  const all = [...frame.querySelectorAll(".mark, .name, .home, .ring-name")];
  const pairs = all.flatMap((one, rank) => all.slice(rank + 1).map((two) => [one, two]));
  return pairs.filter(([one, two]) => meet(box(one), box(two))).map((pair) => pair.map((each) => each.textContent));
}"""
SMALL = """(frame) => [...frame.querySelectorAll("a")].filter((each) => {
  const touched = each.querySelector("rect").getBoundingClientRect();
  return touched.width < 44 || touched.height < 44 || !each.querySelector("title").textContent;
}).map((each) => each.textContent)"""


@pytest.mark.parametrize("path", ["/", "/en/", "/partenaires/", "/partenaires/?pays=BE&pays=FR"])
def test_no_mark_nor_name_of_the_map_covers_another_and_all_are_touched_on_a_phone(reader, path):
    page = reader(width=320)
    page.goto(path)
    frames = page.locator(".map-frame svg")
    assert frames.count() in (1, 2)
    assert frames.evaluate_all(f"all => all.flatMap({COVERED})") == []
    assert frames.evaluate_all(f"all => all.flatMap({SMALL})") == []


def test_the_routes_of_one_year_are_chosen_without_a_script(reader):
    page = reader(java_script_enabled=False)
    page.goto("/")
    shown = page.locator(".map-frame .way:visible, .map-routes dt:visible")
    before = shown.count()
    page.get_by_label("2024").check()
    assert 0 < shown.count() < before
    expect(page.locator(".map-routes dt:visible")).to_have_text("2024")


def count(page):
    return page.locator("#count")


def test_a_list_is_narrowed_in_place_and_the_way_back_works(reader):
    page = reader()
    page.goto("/actions/")
    whole = count(page).inner_text()
    page.evaluate("window.stays = true")
    page.get_by_label(re.compile("Apprendre")).check()
    assert count(page).inner_text() == whole, "nothing is sent before the reader says so"
    page.get_by_role("button", name="Appliquer").click()
    expect(count(page)).to_contain_text("répondent à vos choix")
    assert page.url.endswith("/actions/?axe=apprendre")
    assert page.evaluate("window.stays")
    expect(page.get_by_role("button", name="Appliquer")).to_be_focused()
    expect(page.locator("details", has_text="Axe").first).to_have_attribute("open", "")
    page.get_by_role("link", name="tableau").click()
    expect(page.locator("#results table")).to_be_visible()
    expect(count(page)).to_be_focused()
    page.get_by_role("link", name=re.compile("Retirer le filtre")).click()
    expect(count(page)).to_have_text(whole)
    page.go_back()
    page.go_back()
    expect(count(page)).to_contain_text("répondent à vos choix")
    expect(page.locator("#results table")).to_have_count(0)
    assert page.evaluate("window.stays")
    assert page.faults == []


def test_without_javascript_the_form_narrows_too(reader):
    page = reader(java_script_enabled=False)
    page.goto("/actions/")
    page.get_by_label(re.compile("Apprendre")).check()
    page.get_by_role("button", name="Appliquer").click()
    assert "axe=apprendre" in page.url
    expect(count(page)).to_contain_text("répondent à vos choix")


def test_a_list_that_cannot_be_fetched_is_gone_to(reader, site):
    page = reader()
    page.goto("/actions/")
    page.route(
        "**/actions/?vue=tableau",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.get_by_role("link", name="tableau").click()
    expect(page.locator("#results table")).to_be_visible()
    assert page.url == f"{site}/actions/?vue=tableau"


def test_titles_are_offered_while_one_types(reader):
    page = reader()
    page.goto("/recherche/")
    box = page.locator("#search-box")
    box.press_sequentially("nam")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    title = options.first.get_attribute("data-title")
    page.keyboard.press("Enter")
    expect(box).to_have_value(title)
    assert page.url.endswith("/recherche/"), "choosing sends nothing"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recherche")
    assert "q=" in page.url
    assert page.faults == []
