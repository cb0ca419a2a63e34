"""What the checkers of accessibility and of HTML find in one page of each kind: nothing."""

import subprocess
import urllib.error
import urllib.request

import pytest

from tests.e2e.kinds import KINDS, in_english

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })"
SCREENS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.mark.browser
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(reader, axe, path):
    page = reader()
    found = {}
    for address in (path, in_english(path)):
        page.goto(address)
        page.evaluate(axe)
        for width, scheme in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            for each in page.evaluate(RUN, TAGS)["violations"]:
                where = [node["target"][0] for node in each["nodes"]]
                found[address, width, scheme, each["id"]] = where[:3]
    assert found == {}


@pytest.mark.html
def test_the_nu_checker_finds_nothing(site, vnu, tmp_path):
    addresses = {
        f"{number}.html": path for number, path in enumerate([*KINDS.values(), *map(in_english, KINDS.values())])
    }
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
