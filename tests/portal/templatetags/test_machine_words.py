"""What a page writes for machines, tag by tag: linked data nothing breaks out of, paths, events, cards."""

import datetime as dt
import json
from html import unescape
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.translation import override

from axes.models import Axis
from missions.models import Mission, MissionStage, Stop
from partners.models import Partner
from portal.opendata.datasets import DATASETS
from portal.templatetags.machine_data import MAX_DESCRIPTION, card, crumbs, dataset_data, event, linked_data, office
from records.publication.status import PublicationStatus

DAY = dt.date(2026, 3, 10)


def asked(path="/ici/", **options):
    """Return a request for a page."""
    return RequestFactory().get(path, **options)


def properties(html):
    """Return {property: content} of a card, its description among them."""
    return {line.split('"')[1]: unescape(line.split('content="')[1].removesuffix('">')) for line in html.splitlines()}


@pytest.mark.parametrize(
    "said",
    ["", "été «\u00a0œuvre\u00a0»", "</script><script>alert(1)</script>", "<!--", "a & b &amp; c", '"\\\n', "\u2028"],
)
def test_whatever_is_said_is_read_back_and_ends_no_element(said):
    html = linked_data({"@type": "Thing", "name": said})
    written = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(written)
    assert json.loads(written) == {"@context": "https://schema.org", "@type": "Thing", "name": said}


def test_accents_are_written_as_they_are():
    assert "Québec" in linked_data({"name": "Québec"})


def test_of_nothing_no_element_is_written():
    assert linked_data({}) == linked_data(None) == ""


@pytest.mark.parametrize(
    ("language", "name", "city", "path"),
    [
        ("fr-ca", "Relations internationales", "Ville de Québec", "/"),
        ("en", "International relations", "Ville de Québec", "/en/"),
    ],
)
def test_the_office_is_named_as_in_the_header(language, name, city, path):
    with override(language):
        told = office(asked(secure=True))
    assert (told["name"], told["parentOrganization"]["name"]) == (name, city)
    assert told["url"] == f"https://testserver{path}"


def test_a_path_is_told_step_by_step_and_its_last_is_the_page():
    told = crumbs(asked("/missions/lyon/"), "Accueil", "/", "Missions", "/missions/", "Lyon", "")
    assert told["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Accueil", "item": "http://testserver/"},
        {"@type": "ListItem", "position": 2, "name": "Missions", "item": "http://testserver/missions/"},
        {"@type": "ListItem", "position": 3, "name": "Lyon", "item": "http://testserver/missions/lyon/"},
    ]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("A < B & C", "A < B & C"),  # a text: nothing in it is markup
        (format_html("<span>{}</span> <b>x</b>", "A < B & C"), "A < B & C x"),
        (format_html("{}", "L'eau"), "L'eau"),
        ("Un <b> &amp; deux", "Un <b> &amp; deux"),
        (12, "12"),
    ],
)
def test_a_step_is_named_as_it_is_read(label, name):
    assert crumbs(asked(), label, "/")["itemListElement"][0]["name"] == name


def test_a_step_without_a_name_is_no_step_and_the_others_keep_their_ranks():
    told = crumbs(asked(), "Accueil", "/", "", "/vide/", "Ici", "")
    assert [(step["position"], step["name"]) for step in told["itemListElement"]] == [(1, "Accueil"), (2, "Ici")]


def test_a_path_of_a_page_without_a_request_is_not_told_and_an_odd_one_is_a_fault():
    assert crumbs(None, "Accueil", "/") == {}
    with pytest.raises(ValueError, match="zip"):
        crumbs(asked(), "Accueil", "/", "Ici")


def mission(*places, **values):
    """Return a mission of one known day, not saved, that stops in these places."""
    made = Mission(**{"title": "Tournée", "starts_on": DAY, "date_precision": "jour", **values})
    made.shown_stops = [Stop(place=Partner(name=name, name_en=f"{name} EN")) for name in places]
    return made


def test_a_mission_is_an_event_with_what_is_known_of_it():
    told = event(asked("/missions/tournee/"), mission("Lyon", "Gand", purpose="Signer.", ends_on=DAY + dt.timedelta(2)))
    assert told == {
        "@type": "Event",
        "name": "Tournée",
        "startDate": "2026-03-10",
        "endDate": "2026-03-12",
        "description": "Signer.",
        "location": [{"@type": "Place", "name": "Lyon"}, {"@type": "Place", "name": "Gand"}],
        "url": "http://testserver/missions/tournee/",
    }


def test_what_is_not_known_of_a_mission_is_not_told():
    assert set(event(asked(), mission())) == {"@type", "name", "startDate", "url"}


@pytest.mark.parametrize(("precision", "start"), [("jour", "2026-03-10"), ("mois", "2026-03"), ("annee", "2026")])
def test_an_event_is_dated_as_well_as_it_is_known(precision, start):
    assert event(asked(), mission(date_precision=precision))["startDate"] == start


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": None},
        {"date_precision": "periode"},
        {"stage": MissionStage.DECLINED},
    ],
)
def test_what_was_not_held_on_a_known_day_is_no_event(values):
    assert event(asked(), mission("Lyon", **values)) == {}


def test_a_place_is_named_in_the_language_of_the_page():
    with override("en"):
        assert event(asked(), mission("Lyon"))["location"] == [{"@type": "Place", "name": "Lyon EN"}]


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("Une phrase.", "Une phrase."),
        ("  deux\n  lignes\t ici ", "deux lignes ici"),
        ("pays\u00a0: « ici »", "pays\u00a0: « ici »"),  # the spaces of French stay
        ("x" * MAX_DESCRIPTION, "x" * MAX_DESCRIPTION),
        ("x" * (MAX_DESCRIPTION + 1), "x" * (MAX_DESCRIPTION - 1) + "…"),
        ('"><script>', '"><script>'),
    ],
)
def test_a_card_tells_a_description_on_one_line_and_no_longer_than_others_show(description, told):
    found = properties(card(asked(), "Titre", description))
    assert found["description"] == found["og:description"] == told


def test_a_card_without_a_description_has_none():
    assert set(properties(card(asked(), "Titre"))) == {
        *("og:type", "og:site_name", "og:title", "og:url", "og:locale", "og:image"),
    }


def test_nothing_breaks_out_of_a_card():
    html = card(asked(), '"><script>alert(1)</script>', '"><img src=x>')
    assert "<script" not in html
    assert html.count("<") == html.count(">") == len(html.splitlines())
    assert properties(html)["og:title"] == '"><script>alert(1)</script>'


ONLINE, DRAFT = PublicationStatus.PUBLISHED, PublicationStatus.DRAFT


@pytest.mark.parametrize(
    ("axis", "language", "picture"),
    [
        (None, "fr-ca", "site.fr-ca"),
        (None, "en", "site.en"),
        (Axis(slug="rayonner", status=ONLINE), "fr-ca", "rayonner.fr-ca"),
        (Axis(slug="rayonner", status=ONLINE), "en", "rayonner.en"),
        (Axis(slug="rayonner", status=DRAFT), "fr-ca", "site.fr-ca"),  # a draft shows nothing of itself
        (Axis(slug="autre", status=ONLINE), "fr-ca", "site.fr-ca"),
    ],
)
def test_a_card_shows_the_picture_of_its_axis_in_the_language_of_the_page(axis, language, picture):
    with override(language):
        told = properties(card(asked("/en/ici/"), "Titre", axis=axis))
    assert told["og:image"] == f"http://testserver/static/img/cards/{picture}.png"
    assert told["og:locale"] == ("en_CA" if language == "en" else "fr_CA")


def test_a_page_shown_at_another_address_tells_that_one():
    request = asked("/secret/abc/")
    request.shown_for = asked("/missions/lyon/")
    assert properties(card(request, "Titre"))["og:url"] == "http://testserver/missions/lyon/"
    assert crumbs(request, "Ici", "")["itemListElement"][0]["item"] == "http://testserver/missions/lyon/"
    assert event(request, mission())["url"] == "http://testserver/missions/lyon/"


def file(media_type="text/csv; charset=utf-8", size=1234):
    """Return a file of a dataset as its page tells it."""
    form = SimpleNamespace(media_type=media_type)
    return SimpleNamespace(form=form, address="https://exemple.invalid/f.csv", size=size, checksum="0" * 64)


def test_a_dataset_is_told_with_its_files_and_what_its_columns_are():
    dataset = DATASETS["missions"]
    told = dataset_data(asked("/donnees/missions/"), dataset, [file()], DAY, "https://exemple.invalid/licence")
    assert told["name"] == str(dataset.title)
    assert (told["license"], told["dateModified"], told["inLanguage"]) == (
        "https://exemple.invalid/licence",
        "2026-03-10",
        "fr-CA",
    )
    assert told["variableMeasured"] == [column.header for column in dataset.columns]
    assert told["distribution"] == [
        {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": "https://exemple.invalid/f.csv",
            "contentSize": "1234 B",
            "sha256": "0" * 64,
        }
    ]


def test_a_dataset_without_files_or_date_leaves_them_out():
    told = dataset_data(asked(), DATASETS["missions"], [], None, "")
    assert {"distribution", "dateModified", "license"} & set(told) == set()
    assert told["isAccessibleForFree"] is True
