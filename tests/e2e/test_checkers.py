"""What the checkers of accessibility and of HTML find: nothing."""

import subprocess
import urllib.error
import urllib.request

import pytest

from tests.e2e.kinds import KINDS, in_english

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RUN = "(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })"
SCREENS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


def violations(page):
    """Return {rule: the first elements that break it} of the page as it stands."""
    broken = page.evaluate(RUN, TAGS)["violations"]
    return {each["id"]: [node["target"][0] for node in each["nodes"]][:3] for each in broken}


@pytest.mark.browser
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing_on_a_page_of_each_kind(reader, axe, path):
    page = reader()
    found = {}
    for address in (path, in_english(path)):
        page.goto(address)
        page.evaluate(axe)
        for width, scheme in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if broken := violations(page):
                found[address, width, scheme] = broken
    assert found == {}


@pytest.mark.browser
def test_every_page_of_the_map_is_whole_within_a_phone_and_without_fault(reader, axe, site_map):
    page = reader(width=320)
    faults = []
    for path in site_map:
        answer = page.goto(path, wait_until="domcontentloaded")
        page.evaluate(axe)
        if answer.status != 200:
            faults.append((path, answer.status))
        if (wider := page.evaluate(OVERFLOW)) > 0:
            faults.append((path, f"{wider} px too wide"))
        if broken := violations(page):
            faults.append((path, broken))
    assert faults == []
    assert page.faults == []
    assert page.context.cookies() == []


@pytest.mark.html
def test_the_nu_checker_finds_nothing(site, site_map, vnu, tmp_path):
    kinds = [*KINDS.values(), *map(in_english, KINDS.values())]
    addresses = {f"{number}.html": path for number, path in enumerate(dict.fromkeys([*kinds, *site_map]))}
    for name, path in addresses.items():
        try:
            answer = urllib.request.urlopen(site + path)
        except urllib.error.HTTPError as error:
            answer = error
        (tmp_path / name).write_bytes(answer.read())
        answer.close()
    checked = subprocess.run([*vnu, *map(str, sorted(tmp_path.glob("*.html")))], capture_output=True, text=True)
    faults = [line.replace(f"file:{tmp_path}/", "").strip('"') for line in checked.stderr.splitlines()]
    assert [(addresses.get(line.split('"')[0].split(":")[0]), line) for line in faults] == []
    assert checked.returncode == 0
