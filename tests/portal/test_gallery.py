"""The gallery shows every component, and only to those who develop the portal."""

from pathlib import Path

import pytest
from django.conf import settings as project
from django.template.loader import get_template

TEMPLATES = Path(project.BASE_DIR) / "templates"
# What stands around every page, or is nothing by itself.
AROUND = {
    "_partials/breadcrumb.html",
    "_partials/filters.html",
    "_partials/title_extras.html",
    "_partials/ways_out.html",
    "axes/_action_count.html",
    "axes/_commitment.html",
    "missions/_manners.html",
    "partners/_map.html",
    "portal/_contact.html",
    "portal/_hits.html",
    "portal/_map_part.html",
    "portal/_no_hit.html",
}


@pytest.fixture
def shown(client, settings, db):
    """The response with the gallery."""
    settings.LOCAL = True
    return client.get("/galerie/")


def components():
    """Return the names of the templates that other templates include."""
    found = [*TEMPLATES.glob("_partials/*.html"), *TEMPLATES.glob("[!a]*/_*.html"), *TEMPLATES.glob("axes/_*.html")]
    return {path.relative_to(TEMPLATES).as_posix() for path in found}


def test_every_component_is_shown(shown):
    assert shown.status_code == 200
    assert components() - {template.name for template in shown.templates} == AROUND


def test_it_writes_nothing_and_asks_nothing(client, settings, db, django_assert_num_queries):
    settings.LOCAL = True
    with django_assert_num_queries(0):
        client.get("/galerie/")


def test_it_is_nowhere_else(client, settings, db):
    settings.LOCAL = False
    assert client.get("/galerie/").status_code == 404


def test_what_stands_around_exists():
    for name in AROUND:
        get_template(name)
