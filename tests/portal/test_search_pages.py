"""The page of the search, and what is offered while one types."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from factory import Sequence

from missions.models import Action
from records.search.indexing import rebuild
from tests.missions.factories import ActionFactory
from tests.portal.corpus import write_corpus
from tests.portal.public_record import entangle, make_record

pytestmark = pytest.mark.django_db

URL, SUGGESTIONS = "/recherche/", "/recherche/suggestions"
NBSP = "\u00a0"


@pytest.fixture
def corpus():
    """A record to be searched."""
    write_corpus()


def page(client, q="", url=URL, **more):
    """Return the HTML of the page for what is typed."""
    response = client.get(url, {"q": q, **more})
    assert response.status_code == 200
    return response.content.decode()


def found(html):
    """Return the slugs of the records a page shows, in order."""
    return re.findall(r'data-item="([^"]+)"', html)


def offered(client, q, url=SUGGESTIONS):
    """Return what is offered while `q` is being typed."""
    return client.get(url, {"q": q}).json()["suggestions"]


def test_hits_stand_under_their_kind_with_their_count_and_their_words_marked(client, corpus):
    html = page(client, "foret")
    assert found(html) == ["forets"]
    assert re.search(r"<h2[^>]*>Actions \(1\)</h2>", html)
    assert f"1 résultat pour «{NBSP}foret{NBSP}»" in html
    assert '<a href="/actions/forets/"><mark>Forêts</mark> urbaines</a>' in html


def test_an_extract_shows_what_the_title_does_not(client, corpus):
    assert "<p>Cent <mark>chênes</mark> plantés au cœur de la ville" in page(client, "chêne")


def test_an_empty_page_invites_to_type(client, corpus):
    assert "Tapez un ou plusieurs mots" in page(client)
    assert found(page(client)) == []


def test_a_query_without_a_word_is_told_so(client, corpus):
    assert "Tapez au moins une lettre" in page(client, " !*\"'( ")


def test_nothing_found_proposes_fewer_words_and_the_lists(client, corpus):
    html = page(client, "namur forêts")
    assert f"Rien n’a été trouvé pour «{NBSP}namur forêts{NBSP}»" in html
    assert '<a href="/recherche/?q=namur">namur</a>' in html
    assert '<a href="/recherche/?q=for%C3%AAts">forêts</a>' in html
    assert '<a href="/partenaires/">' in html
    assert "avec un seul" not in page(client, "introuvable")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("namurr", "Namur"),
        ("foretz urbaine", "Forêts urbaine"),
        ("chêne tromsso", "chêne Tromsø"),
        ("namurr forêts", ""),
        ("namur", ""),
        ("zzzz", ""),
    ],
)
def test_where_nothing_is_found_near_words_that_find_are_proposed(client, corpus, typed, meant):
    for more in ({}, {"genre": "missions"}):
        proposed = re.findall(
            r'Vouliez-vous dire <a href="[^"]*">([^<]*)</a>', " ".join(page(client, typed, **more).split())
        )
        assert proposed == ([meant] if meant else [])


def test_a_very_long_query_is_cut_and_says_so(client, corpus):
    html = page(client, "namur " * 2000)
    assert "seuls les premiers sont cherchés" in html
    assert len(html) < 20_000
    assert "seuls les premiers" in page(client, "un deux trois quatre cinq six sept huit neuf dix onze douze")
    assert "seuls les premiers" not in page(client, "namur")


def test_what_was_typed_is_shown_and_never_obeyed(client, corpus):
    html = page(client, '<script>alert("forêt")</script>')
    assert "&lt;script&gt;alert(&quot;forêt&quot;)&lt;/script&gt;" in html
    assert "<script>alert" not in html


def test_what_is_found_is_shown_and_never_obeyed(client, corpus):
    Action.objects.filter(slug="forets").update(title="<b>Forêt</b> & <i>", description="<img src=x> chêne")
    rebuild(today=Action.objects.first().published_on)
    html = page(client, "forêt b")
    assert "&lt;<mark>b</mark>&gt;<mark>Forêt</mark>&lt;/<mark>b</mark>&gt; &amp; &lt;i&gt;</a>" in html
    assert "<img src=x" not in html


def make_many(number, title="Potager public"):
    """Write more actions on gardens, all of one axis and one partner."""
    model = Action.objects.first()
    ActionFactory.create_batch(number, published=True, axis=model.axis, lead_partner=model.lead_partner, title=title)
    rebuild(today=model.published_on)


def test_the_first_of_many_lead_to_all_of_them(client, corpus):
    make_many(31)
    html = page(client, "potager")
    assert len(found(html)) == 5
    assert "Actions (31)" in html
    assert f'<a href="?q=potager&amp;genre=actions">Tout voir{NBSP}: actions (31)</a>' in html


def test_all_of_one_kind_come_in_pages(client, corpus):
    make_many(31)
    first, second = (page(client, "potager", genre="actions", page=number) for number in (1, 2))
    assert (len(found(first)), len(found(second))) == (20, 11)
    assert len(set(found(first) + found(second))) == 31
    assert "?q=potager&amp;genre=actions&amp;page=2" in first
    assert "page 2" in re.search(r"<title>(.*?)</title>", second)[1]
    assert found(page(client, "potager", genre="actions", page="99")) == found(second)
    assert found(page(client, "potager", genre="actions", page="x")) == found(first)


def test_one_kind_shows_what_the_others_hold(client, corpus):
    html = page(client, "namur", genre="missions")
    assert found(html) == ["mission-namur"]
    assert '<a href="?q=namur">tout (4)</a>' in html
    assert '<a href="?q=namur&amp;genre=ententes">ententes (1)</a>' in html
    assert '<a href="?q=namur&amp;genre=missions" aria-current="true">missions (1)</a>' in html
    assert "Rien de cette sorte n’a été trouvé" in page(client, "namur", genre="axes")


def test_an_unknown_kind_shows_everything(client, corpus):
    assert found(page(client, "namur", genre="recettes")) == found(page(client, "namur"))


def test_a_year_narrows_what_is_found_and_each_year_says_how_many(client, corpus):
    action = Action.objects.get(slug="residence")
    action.starts_on, action.ends_on, action.date_precision = dt.date(2019, 5, 1), None, "jour"
    action.save()
    rebuild(today=action.published_on)
    html = page(client, "namur")
    years = dict(re.findall(r'annee=(\d+)"\s*>\d+\s+\((\d+)\)', html))
    assert len(years) > 1
    for year, number in years.items():
        for more in ({}, {"genre": "missions"}, {"genre": "actions"}):
            narrowed = page(client, "namur", annee=year, **more)
            assert re.search(rf'annee={year}" aria-current="true"', narrowed)
        assert len(found(page(client, "namur", annee=year))) == int(number)
    assert "Rien de cette année n’a été trouvé" in page(client, "namur", annee="1999")
    assert found(page(client, "namur", annee="x")) == found(html)
    assert "du filtre Année est inconnue" in " ".join(page(client, "namur", annee="x").split())


def test_english_pages_search_english_and_mark_what_is_french(client, corpus):
    html = page(client, "writing", url="/en/recherche/")
    assert '<a href="/en/actions/residence/"><mark>Writing</mark> residency at the abbey</a>' in html
    assert '<p lang="fr-CA">Un auteur publié' in html
    html = page(client, "forêts", url="/en/recherche/")
    assert '<a href="/en/actions/forets/" lang="fr-CA"><mark>Forêts</mark> urbaines</a>' in html
    assert found(page(client, "écriture", url="/en/recherche/")) == []


def test_a_search_costs_five_statements_at_most_however_much_it_finds(client, corpus, query_count):
    assert [query_count(f"{URL}?q={q}") for q in ("", "introuvable", "namur")] == [0, 5, 4]
    make_many(31)
    assert query_count(f"{URL}?q=potager") == 4
    assert query_count(f"{URL}?q=potager&genre=actions&page=2") == 4
    assert query_count(f"{SUGGESTIONS}?q=pot") == 1


def test_drafts_are_found_by_those_who_may_read_them_and_marked(client, record, gestion):
    draft = make_record("canari", published=False)
    entangle(record, draft)
    rebuild(today=record.action.published_on)
    assert "canari" in offered_titles(client, "canari", as_=gestion)
    assert "pas en ligne" in page(client, "canari")
    assert "pas en ligne" not in page(client, "publique", genre="axes")


def offered_titles(client, q, as_=None):
    """Return the titles offered, in one string; `as_`: who asks, from then on."""
    if as_:
        client.force_login(as_)
    return " ".join(each["title"] for each in offered(client, q))


def test_drafts_leak_nowhere(client, record, admin_user):
    draft = make_record("canari", published=False)
    entangle(record, draft)
    rebuild(today=record.action.published_on)
    assert found(page(client, "canari")) == []
    for q in ("publique", "ville", "axe", "action", "mission", "entente", "intention"):
        for genre in ("", "axes", "partenaires", "ententes", "missions", "actions"):
            assert "canari" not in page(client, q, genre=genre).lower()
        assert "canari" not in offered_titles(client, q[:3])
    assert offered(client, "can") == []


def test_a_signed_in_person_without_the_right_finds_no_draft(client, record, django_user_model):
    make_record("canari", published=False)
    rebuild(today=record.action.published_on)
    client.force_login(django_user_model.objects.create_user("sans-droit"))
    assert found(page(client, "canari")) == []


def test_a_record_to_be_public_tomorrow_is_not_found_today(client, record, time_machine, today):
    time_machine.move_to("2026-03-02T15:00:00Z")
    Action.objects.update(published_on="2026-03-03", title="Surprise")
    rebuild(today=today)
    assert found(page(client, "surprise")) == []
    assert offered(client, "surpr") == []
    time_machine.move_to("2026-03-03T15:00:00Z")
    assert len(found(page(client, "surprise"))) == 1


def test_titles_are_offered_with_their_kind_their_language_and_their_address(client, corpus):
    assert offered(client, "trom") == [
        {"title": "Tromsø", "kind": "Partenaire", "lang": "", "url": "/partenaires/tromso/"}
    ]
    assert offered(client, "forê", "/en/recherche/suggestions") == [
        {"title": "Forêts urbaines", "kind": "Action", "lang": "fr-CA", "url": "/en/actions/forets/"}
    ]


def test_eight_titles_at_most_are_offered_none_twice(client, corpus):
    make_many(3)
    assert [each["title"] for each in offered(client, "potag")] == ["Potager public"]
    make_many(12, title=Sequence("Potager {}".format))
    titles = [each["title"] for each in offered(client, "potag")]
    assert len(titles) == len(set(titles)) == 8


@pytest.mark.parametrize("q", ["", " ", "n", '"', "\0", "*"])
def test_too_little_offers_nothing(client, corpus, q):
    assert offered(client, q) == []


def test_the_page_is_reached_from_every_page_and_not_kept_by_crawlers(client, record):
    assert f'method="get" action="{reverse("portal:search")}"' in client.get("/").content.decode()
    assert '<meta name="robots" content="noindex">' in page(client)


def test_the_box_keeps_what_was_typed_and_works_without_script(client, corpus):
    html = page(client, "l’été")
    assert re.search(r'<form[^>]*method="get" action="/recherche/"', html)
    assert re.search(r'<input type="text"[^>]*id="search-box" name="q" value="l’été"', html)
    assert '<label for="search-box">' in html
