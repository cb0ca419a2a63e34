"""The portal served with the real record, a browser to read it, and the checkers of its pages."""

import html
import os
import re
import shutil
import socket
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.serving import manage, serve

MODULES = Path(__file__).parent / "node_modules"
AXE = MODULES / "axe-core/axe.min.js"
VNU = MODULES / "vnu-jar/build/dist/vnu.jar"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


def need(what, present, variable):
    """Skip the test without `what`; fail it where the variable of the environment says it must be there."""
    if not present:
        (pytest.fail if os.environ.get(variable) == "1" else pytest.skip)(f"needs {what}")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the portal, served with the real record as a demonstration would be."""
    folder = tmp_path_factory.mktemp("served")
    served = {"DJANGO_SETTINGS_MODULE": "tests.served_settings", "SERVED_FOLDER": str(folder)}
    manage("migrate", "--verbosity", "0", **served)
    manage("load_record", "data", **served)
    manage("rebuild_search", **served)
    manage("collectstatic", "--noinput", "--verbosity", "0", **served)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serve("config.wsgi", port, **served):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def site_map(site):
    """The path of every page that the site tells machines of, in both languages."""
    paths = [path for each in locations(site, "/sitemap.xml") for path in locations(site, each)]
    assert len(paths) > 300
    return paths


def locations(site, path):
    """Return the paths that a map, or the index of maps, holds."""
    with urllib.request.urlopen(f"{site}{path}") as answer:
        return [html.unescape(found) for found in re.findall(rf"<loc>{site}([^<]*)</loc>", answer.read().decode())]


@pytest.fixture(scope="session")
def chromium():
    """A browser."""
    need("Chromium", CHROMIUM, "REQUIRE_BROWSER")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def _left(asked):
    """Whether the reader went on to another page before this arrived."""
    return asked.failure == "net::ERR_ABORTED"


@pytest.fixture
def reader(chromium, site):
    """Open a window on the site: `reader(width=320, color_scheme="dark")` gives a Playwright page.

    `page.faults`: what its console and its network complained of, and what it asked of others than the site.
    """
    contexts = []

    def open_window(width=1280, height=900, **options):
        context = chromium.new_context(
            base_url=site, viewport={"width": width, "height": height}, locale="fr-CA", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: said.type in ("error", "warning") and page.faults.append(said.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "request", lambda asked: asked.url.startswith(site) or page.faults.append(f"asked elsewhere: {asked.url}")
        )
        page.on("requestfailed", lambda asked: _left(asked) or page.faults.append(f"failed: {asked.url}"))
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core."""
    need("axe-core", AXE.exists(), "REQUIRE_BROWSER")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu():
    """The command of the Nu HTML checker."""
    need("Java and the Nu checker", shutil.which("java") and VNU.exists(), "REQUIRE_HTML")
    return ["java", "-Xss4m", "-jar", str(VNU), "--errors-only", "--format", "gnu"]
