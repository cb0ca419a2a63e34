"""The gallery shows every component, and only to those who develop the portal."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.gallery import settings as served

TEMPLATES = Path(project.BASE_DIR) / "templates"
# What stands around every page, or is nothing by itself.
AROUND = {
    "_partials/breadcrumb.html",
    "_partials/known_until.html",
    "_partials/list_form.html",
    "_partials/list_settings.html",
    "_partials/page_tools.html",
    "_partials/preview.html",
    "_partials/shared.html",
    "_partials/title_extras.html",
    "_partials/ways_out.html",
    "axes/_action_count.html",
    "axes/_commitments.html",
    "axes/_former_visions.html",
    "axes/_partners.html",
    "axes/_results.html",
    "axes/_summarized.html",
    "axes/_vision.html",
    "opendata/_terms.html",
    "partners/_authorization.html",
    "partners/_directory.html",
    "partners/_map.html",
    "partners/_map_frame.html",
    "partners/_map_legend.html",
    "partners/_map_mark.html",
    "partners/_map_routes.html",
    "partners/_map_years.html",
    "partners/_register.html",
    "portal/_api_asking.html",
    "portal/_api_fields.html",
    "portal/_api_list.html",
    "portal/_collected.html",
    "portal/_contact.html",
    "portal/_found.html",
    "portal/_hits.html",
    "portal/_map_part.html",
    "portal/_narrow.html",
    "portal/_no_hit.html",
    "portal/_privacy_durations.html",
    "portal/_privacy_of_accounts.html",
    "portal/_privacy_of_messages.html",
    "portal/_privacy_of_subscriptions.html",
}


@pytest.fixture
def gallery(client, settings):
    """Ask for the gallery, in the settings that serve it."""
    settings.ROOT_URLCONF, settings.TEMPLATES = served.ROOT_URLCONF, served.TEMPLATES
    return lambda path="/galerie/": client.get(path)


def components():
    """Return the names of the templates that other templates include."""
    found = [*TEMPLATES.glob("_partials/*.html"), *TEMPLATES.glob("[!a]*/_*.html"), *TEMPLATES.glob("axes/_*.html")]
    return {path.relative_to(TEMPLATES).as_posix() for path in found}


@pytest.mark.parametrize("path", ["/galerie/", "/en/galerie/"])
def test_every_component_is_shown_and_nothing_is_asked_of_the_database(gallery, path):
    shown = gallery(path)
    assert shown.status_code == 200
    assert components() - {template.name for template in shown.templates} == AROUND


def test_it_is_served_without_any_database():
    """As `make gallery` serves it, to a browser that bears the session of another portal."""
    asked = """
import django; django.setup()
from django.test import Client
page = Client(headers={"host": "127.0.0.1", "cookie": "sessionid=of-another"}).get("/galerie/")
assert page.status_code == 200 and b"Galerie" in page.content
assert Client(headers={"host": "127.0.0.1"}).get("/static/css/site.css").status_code == 200
"""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.gallery.settings", "PYTHONPATH": str(project.BASE_DIR)}
    subprocess.run([sys.executable, "-c", asked], env=settings, check=True)


def test_no_deployment_knows_it(client, db):
    assert client.get("/galerie/").status_code == 404
    with pytest.raises(TemplateDoesNotExist):
        get_template("gallery/gallery.html")


def test_what_stands_around_exists():
    for name in AROUND:
        get_template(name)
