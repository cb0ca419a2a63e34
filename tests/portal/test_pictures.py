"""The picture other sites show beside a link: a file of the page's axis or of the site, in the language of the page."""

import csv
import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.urls import translate_url
from PIL import Image

from config.env import refuse_to_guess
from portal.templatetags.machine_data import card
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, MissionFactory
from tests.portal.pages import properties, read

pytestmark = pytest.mark.django_db

SITE = "http://testserver/static/img/cards/site.fr-ca.png"
LANGUAGES = [code for code, _name in project.LANGUAGES]
with (Path(project.BASE_DIR) / "data/axes.csv").open(encoding="utf-8", newline="") as record:
    AXES = [(line["axis_id"], line["name_fr"], line["name_en_official"]) for line in csv.DictReader(record)]


def address(client, page):
    return properties(read(client, page))["og:image"]


def picture(address):
    """Return the picture at an address of the site (an Image), once it is seen to be what social networks want."""
    found = finders.find(address.removeprefix("http://testserver/static/"))
    assert found, address
    assert Path(found).stat().st_size < 60_000
    with Image.open(found) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        return image


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "name", "name_en"), AXES)
def test_an_axis_of_the_record_has_its_picture_with_its_name(client, slug, name, name_en, language):
    axis = AxisFactory(published=True, slug=slug, name=name, name_en=name_en)
    shown = address(client, translate_url(axis.get_absolute_url(), language))
    assert shown.endswith(f"/{slug}.{language}.png")
    assert picture(shown).info["Title"] == (name_en if language == "en" and name_en else name)


@pytest.mark.parametrize(("page", "title"), [("/", "Relations internationales"), ("/en/", "International relations")])
def test_any_other_page_is_shown_by_the_picture_of_the_site(client, page, title):
    assert picture(address(client, page)).info["Title"] == title


def test_no_picture_shows_an_axis_gone_from_the_record():
    drawn = {path.name for path in (Path(project.BASE_DIR) / "static/img/cards").iterdir()}
    assert drawn == {
        f"{name}.{language}.png" for name in ["site", *(slug for slug, *_ in AXES)] for language in LANGUAGES
    }


def test_an_axis_added_by_the_bureau_is_shown_by_the_picture_of_the_site(client):
    assert address(client, AxisFactory(published=True, slug="nouvel-axe").get_absolute_url()) == SITE


def test_an_action_is_shown_by_the_picture_of_its_axis(client):
    action = ActionFactory(published=True, axis=AxisFactory(published=True, slug="rayonner"))
    assert address(client, action.get_absolute_url()).endswith("/rayonner.fr-ca.png")


def test_an_axis_that_is_not_online_lends_no_picture(client, gestion):
    client.force_login(gestion)
    assert address(client, AxisFactory(slug="rayonner").get_absolute_url()) == SITE


def test_a_mission_of_no_axis_is_shown_by_the_picture_of_the_site(client):
    assert address(client, MissionFactory(published=True).get_absolute_url()) == SITE


def test_the_address_changes_with_the_picture(rf, settings):
    """A picture drawn again is asked for again: its address holds its hash, as that of every static file."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": settings.HASHED}}
    staticfiles_storage.hashed_files = {"img/cards/site.fr-ca.png": "img/cards/site.fr-ca.1a2b.png"}
    assert "http://testserver/static/img/cards/site.fr-ca.1a2b.png" in card(rf.get("/"), "Titre")


OURS = '<img class="site-mark" src="/static/img/mark.svg" alt="">'


@pytest.mark.parametrize("path", ["/", "/en/", "/missions.html"])
def test_the_mark_is_ours_until_the_city_names_its_own(client, settings, path):
    assert OURS in client.get(path).text
    settings.SITE_MARK, settings.SITE_MARK_ALT = "img/cards/site.en.png", "Ville « de » Québec <"
    cache.clear()
    page = client.get(path).text
    assert '<img class="site-mark" src="/static/img/cards/site.en.png" alt="Ville « de » Québec &lt;">' in page
    assert OURS not in page


@pytest.mark.parametrize(
    ("mark", "alt", "said"),
    [
        ("", "", ""),
        ("img/mark.svg", "Ville", ""),
        ("img/mark.svg", "", "SITE_MARK demande SITE_MARK_ALT"),
        ("img/absent.svg", "Ville", "n’est pas dans static/\u00a0: img/absent.svg"),
    ],
)
def test_half_a_mark_stops_the_start(monkeypatch, mark, alt, said):
    for name, value in {"DEMO": "1", "SITE_MARK": mark, "SITE_MARK_ALT": alt}.items():
        monkeypatch.setenv(name, value)
    if said:
        with pytest.raises(ImproperlyConfigured, match=re.escape(said)):
            refuse_to_guess()
    else:
        refuse_to_guess()
