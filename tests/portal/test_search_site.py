"""The pages of the site and the Vision are found; synonyms are a table that holds together."""

import csv
import datetime as dt
import re

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from missions.models import Mission
from portal.questions import QUESTIONS
from portal.search import SYNONYMS
from portal.sitemaps import FIXED_PAGES
from records.models import SearchEntry
from records.search.indexing import rebuild
from records.search.stemming import stem
from records.words.normalizing import normalize
from tests.axes.factories import MilestoneFactory, ThemeFactory, VisionFactory, VisionItemFactory
from tests.missions.factories import MissionFactory
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

# Pages that hold no text of their own beside the records they list.
NOT_FOUND = {
    "portal:home": "its texts are those of the Vision, the axes and the missions",
    "axes:vision": "found as a record",
    "partners:list": "a list",
    "partners:agreements": "a list",
    "missions:list": "a list",
    "missions:actions": "a list",
    "portal:sitemap_page": "a list",
    "portal:questions": "each question is found by itself",
}
with SYNONYMS.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def addresses(client, q, path="/recherche/"):
    """Return the slugs of what a query finds, in order (a list)."""
    context = client.get(path, {"q": q}).context
    return [hit.entry.slug for group in context["told"]()["groups"] for hit, _marks in group.hits]


@pytest.mark.django_db
def test_every_fixed_page_is_found_or_named_here(today):
    rebuild(today=today)
    for language, _name in settings.LANGUAGES:
        found = SearchEntry.objects.filter(kind="pages", language=language).exclude(slug__contains=" ")
        assert set(found.values_list("slug", flat=True)) == set(FIXED_PAGES) - set(NOT_FOUND)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("q", "slug"),
    [
        ("témoins", "portal:privacy"),
        ("cookies", "portal:privacy"),
        ("lecteur d’écran", "portal:accessibility"),
        ("charte de la langue française", "portal:english_pages"),
        ("bilan", "accountability:summary"),
        ("refus", "accountability:summary"),
        ("sources pdf", "portal:sources"),
    ],
)
def test_pages_of_help_and_accounts_are_found_by_their_text(client, today, q, slug):
    rebuild(today=today)
    assert slug in addresses(client, q)


@pytest.mark.django_db
def test_pages_are_found_in_english_and_lead_to_english(client, today):
    rebuild(today=today)
    assert "portal:privacy" in addresses(client, "cookies", "/en/recherche/")
    html = client.get("/en/recherche/", {"q": "cookies"}).content.decode()
    assert f'href="/en{reverse("portal:privacy")}"' in html


@pytest.mark.django_db
def test_the_latest_disclosures_come_first_after_the_accounts(client, record, today):
    rebuild(today=today)
    accounts, first, second, *_others = addresses(client, "divulgation")
    assert accounts == "accountability:summary"
    assert first.split()[0] == second.split()[0] == "accountability:disclosure"
    assert first > second
    html = client.get("/recherche/", {"q": first.split()[1]}).content.decode()
    assert f'href="/bilan/divulgation/{first.split()[1]}/"' in html


@pytest.mark.django_db
@pytest.mark.usefixtures("commits")
def test_pages_follow_the_rows_they_depend_on(client, today):
    rebuild(today=today)
    with transaction.atomic():
        source = SourceFactory(publisher="La Gazette des grenouilles")
        ThemeFactory().sources.add(source)
        source.save()
    assert addresses(client, "grenouilles") == ["portal:sources"]
    with transaction.atomic():
        source.delete()
    assert addresses(client, "grenouilles") == []


@pytest.mark.django_db
def test_pages_that_are_no_more_are_found_no_more(record, today):
    pages, counts = SearchEntry.objects.filter(kind="pages", language="fr-ca"), []
    for day in (dt.date(2020, 1, 15), today):
        Mission.objects.filter(pk=record.mission.pk).update(starts_on=day, ends_on=day, date_precision="jour")
        rebuild(today=today)
        counts.append(pages.count())
    assert counts[0] > counts[1], "a register that begins later has fewer quarters"
    assert sorted(pages.values_list("key", flat=True)) == list(range(1, counts[1] + 1))


@pytest.mark.django_db
@pytest.mark.parametrize("q", ["vision", "vision pdf", "Vision doc", "la vision du site", "leviers grenouille"])
def test_the_current_vision_is_found(client, today, q):
    vision = VisionFactory(published=True, title="Vision 2022", is_current=True)
    VisionItemFactory(vision=vision, text="Des leviers")
    MilestoneFactory(vision=vision, title="La grenouille")
    VisionFactory(published=True, title="Vision 1990")
    VisionFactory(title="Vision d’un site à venir")
    rebuild(today=today)
    context = client.get("/recherche/", {"q": q}).context
    [group] = [group for group in context["told"]()["groups"] if group.kind.name == "visions"]
    assert [(hit.entry.title, hit.url) for hit, _marks in group.hits] == [("Vision 2022", "/vision/")]


def test_synonyms_are_pairs_of_words_each_told_once():
    seen = set()
    for row in ROWS:
        word, synonyms = row["word"], row["synonyms"].split("|")
        key = row["language"], stem(normalize(word), row["language"])
        assert key not in seen, f"{word}: told twice"
        seen.add(key)
        assert len(normalize(word).split()) == 1, f"{word}: one word is looked up"
        stems = [stem(normalize(each), row["language"]) for each in synonyms]
        assert all(synonyms), word
        assert len({key[1], *stems}) == len(stems) + 1, f"{word}: a synonym is the word itself, or another"


def test_synonyms_are_told_in_both_languages():
    languages = [row["language"] for row in ROWS]
    assert {language: languages.count(language) >= 20 for language in languages} == {"fr-ca": True, "en": True}


@pytest.mark.django_db
def test_a_quarter_has_its_name_for_title(record, today):
    rebuild(today=today)
    quarter = dt.date(today.year, 1, 1)
    entry = SearchEntry.objects.get(slug=f"accountability:disclosure {quarter.year}-T1", language="fr-ca")
    assert (entry.title, entry.sorts_on) == (f"Frais de déplacement, 1er trimestre de {quarter.year}", quarter)


@pytest.mark.parametrize(
    ("contact", "link"), [("", "/ecrire/"), ("mailto:a@exemple.invalid", "mailto:a@exemple.invalid")]
)
def test_a_page_says_where_to_write_whatever_is_set(client, db, settings, contact, link):
    settings.CONTACT = contact
    content = client.get(reverse("portal:accessibility")).text
    assert f'href="{link}"' in content.split("</main>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "q", "name"), [("/recherche/", "l’AFRIQUE", "Afrique"), ("/en/recherche/", "African partners", "Africa")]
)
def test_a_region_of_the_world_leads_to_what_is_known_of_it(client, path, q, name):
    PartnerFactory.create_batch(2, published=True, country="SN")
    PartnerFactory(country="ML")
    MissionFactory(published=True)
    page = client.get(path, {"q": q}).text
    told = re.search(rf"<strong>{name}</strong>.*?</p>", page, re.DOTALL)[0]
    links = re.findall(r'href="([^"]+)">\s*(\d+)', told)
    assert [(number, client.get(link).context["filter"].total) for link, number in links] == [("2", 2)]
    assert "Rien n’a été trouvé" not in page
    assert "?region=" not in client.get(path, {"q": "oceanie"}).text


# What readers type → the question that comes first, in each language.
ASKED = {
    "/recherche/": {
        "qui est allé en mission": "qui",
        "prochaine mission": "prochaine",
        "qui approuve": "autorisation",
        "refusé": "refus",
        "rapport": "rapport",
        "carbone": "carbone",
        "GES": "carbone",
        "coût": "cout",
        "combien ça coûte": "cout",
        "qui paie": "payeur",
        "promesses": "promesses",
        "ce que la Ville a appris": "appris",
        "pourquoi toujours la France": "pays",
        "réseaux": "reseaux",
        "abonner": "nouvelles",
        "infolettre": "nouvelles",
        "contact": "ecrire",
        "proposer un projet": "proposer",
        "citer": "citer",
        "télécharger": "telecharger",
        "mise à jour": "mise-a-jour",
        "vie privée": "vie-privee",
    },
    "/en/recherche/": {
        "who went": "qui",
        "next mission": "prochaine",
        "who approves": "autorisation",
        "refused": "refus",
        "report": "rapport",
        "carbon": "carbone",
        "cost": "cout",
        "how much did it cost": "cout",
        "who pays": "payeur",
        "promises": "promesses",
        "learned from other cities": "appris",
        "why always France": "pays",
        "networks": "reseaux",
        "subscribe": "nouvelles",
        "newsletter": "nouvelles",
        "contact": "ecrire",
        "propose a project": "proposer",
        "cite": "citer",
        "download": "telecharger",
        "last update": "mise-a-jour",
        "privacy": "vie-privee",
    },
}


@pytest.mark.django_db
def test_the_words_of_a_question_find_its_answer_first(client, today):
    rebuild(today=today)
    first = {q: addresses(client, q, path)[:1] for path, asked in ASKED.items() for q in asked}
    expected = {q: [f"portal:questions {slug}"] for asked in ASKED.values() for q, slug in asked.items()}
    assert {q: found for q, found in first.items() if found != expected[q]} == {}
    assert len(client.get("/recherche/", {"q": "mission"}).context["told"]()["groups"][0].hits) == 3


@pytest.mark.django_db
def test_each_answer_lies_where_its_question_says(client, record):
    addresses = {place.address for _about, some in QUESTIONS for each in some for place in each.places}
    for address in addresses:
        path, _hash, anchor = address.partition("#")
        page = client.get(path)
        assert page.status_code == 200, address
        assert f'id="{anchor}"' in page.text or not anchor, address
        assert not (page.context and page.context.get("unknown")), address


@pytest.mark.django_db
def test_a_question_that_holds_some_of_the_words_is_offered_where_nothing_holds_them_all(client, today):
    rebuild(today=today)
    page = client.get("/recherche/", {"q": "promis jurés grenouilles"}).text
    assert 'href="/questions/#promesses"' in page
    assert "/questions/#" not in client.get("/recherche/", {"q": "jurés grenouilles"}).text
