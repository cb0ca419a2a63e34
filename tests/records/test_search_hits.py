"""What a search finds among the entries, as a page shows it: which, in what order, how many, public or not, marked."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.utils.translation import override

from records.search.finding import MAX_HITS_PER_KIND, MAX_SUGGESTIONS, Search
from records.search.kinds import KINDS
from records.search.reading import MAX_WORDS, read
from records.search.stemming import indexed, spelled
from tests.records.factories import SearchEntryFactory
from tests.records.kinds import AUTHORS, BOOKS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_found_books")]

FRENCH, ENGLISH = "fr-ca", "en"
TODAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(1)
FIRST_KIND, LAST_KIND = AUTHORS.name, BOOKS.name


def entry(title="Essai", body="", kind=FIRST_KIND, **values):
    """Return the entry of a record of that title and text, public since the first of January unless said otherwise."""
    language = values.get("language", FRENCH)
    values = {"public_since": dt.date(2026, 1, 1), "slug": f"essai-{len(title)}", **values}
    words = f"{indexed(title, language)} {spelled(title)}"
    text = {"title": title, "body": body, "title_words": words, "body_words": indexed(body, language)}
    return SearchEntryFactory(kind=kind, **{**text, **values})


def search(typed, user=None, language=FRENCH, today=TODAY, *, being_typed=False):
    """Return the Search of what someone types, an anonymous reader unless `user` is given."""
    return Search(read(typed, language, being_typed=being_typed), language, user or AnonymousUser(), today)


def found(typed, *others, **options):
    """Return the titles found, in order (a list)."""
    return [hit.entry.title for group in search(typed, *others, **options).groups() for hit in group.hits]


@pytest.fixture
def reader():
    """Someone of the bureau who may read the drafts of the first kind, and of no other."""
    app, codename = KINDS[FIRST_KIND].permission.split(".")
    user = User.objects.create_user("lecture", is_staff=True)
    user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


@pytest.mark.parametrize(
    ("since", "is_public"),
    [(TODAY - DAY, True), (TODAY, True), (TODAY + DAY, False), (None, False)],
    ids=["since yesterday", "from today", "from tomorrow", "never"],
)
def test_a_hit_is_public_from_its_very_day(reader, since, is_public):
    entry(public_since=since)
    [group] = search("essai", reader).groups()
    assert [hit.is_public for hit in group.hits] == [is_public]
    assert [hit.is_public for hit in search("essai", reader).hits(group.kind, 0, 9)] == [is_public]
    assert [hit.is_public for hit in search("essai", reader).titles()] == [is_public]


@pytest.mark.parametrize(
    ("since", "is_found"), [(TODAY - DAY, True), (TODAY, True), (TODAY + DAY, False), (None, False)], ids=str
)
def test_readers_find_what_is_public_on_the_day(since, is_found):
    entry(public_since=since)
    assert bool(found("essai")) == is_found
    assert bool(search("essai").titles()) == is_found
    assert bool(search("essai").counts()) == is_found
    assert bool(search("essai").hits(KINDS[FIRST_KIND], 0, 9)) == is_found


def test_staff_find_the_drafts_of_the_kinds_they_may_read_and_of_no_other(reader):
    entry("Essai tenu", public_since=None)
    entry("Essai caché", public_since=None, kind=LAST_KIND)
    entry("Essai public", kind=LAST_KIND)
    assert found("essai") == ["Essai public"]
    assert found("essai", reader) == ["Essai tenu", "Essai public"]


def test_an_entry_of_another_language_is_not_found():
    entry("Essai")
    entry("Essay", language=ENGLISH, title_is_french=False, key=1)
    assert found("essai") == ["Essai"]
    assert found("essay", language=ENGLISH) == ["Essay"]


def test_groups_follow_the_order_of_the_site_and_count_what_they_leave_out():
    for number in range(MAX_HITS_PER_KIND + 2):
        entry(f"Essai {number}", kind=LAST_KIND)
    entry("Essai seul")
    first, last = search("essai").groups()
    assert (first.kind.name, first.count, len(first.hits), first.is_cut) == (FIRST_KIND, 1, 1, False)
    assert (last.kind.name, last.count, len(last.hits), last.is_cut) == (
        LAST_KIND,
        MAX_HITS_PER_KIND + 2,
        MAX_HITS_PER_KIND,
        True,
    )
    assert search("essai").counts() == [(KINDS[FIRST_KIND], 1), (KINDS[LAST_KIND], MAX_HITS_PER_KIND + 2)]
    assert [(group.count, len(group.hits)) for group in search("essai").groups(first=1)] == [
        (1, 1),
        (MAX_HITS_PER_KIND + 2, 1),
    ]


def test_a_group_that_shows_all_it_has_is_not_cut():
    for number in range(MAX_HITS_PER_KIND):
        entry(f"Essai {number}")
    [group] = search("essai").groups()
    assert (group.count, group.is_cut) == (MAX_HITS_PER_KIND, False)


def test_the_one_named_so_comes_first_then_those_named_with_every_word_then_the_latest_then_by_name():
    entry("Un vieux récit", "Le port de Namur", sorts_on=dt.date(2020, 1, 1))
    entry("Un récit", "Le port de Namur", sorts_on=dt.date(2025, 1, 1))
    entry("Autre récit", "Le port de Namur", sorts_on=dt.date(2025, 1, 1))
    entry("Le beau port de Namur", sorts_on=dt.date(2019, 1, 1))
    entry("Port de Namur", sorts_on=dt.date(2018, 1, 1))
    # The title as it is indexed: its telling words, and nothing else.
    entry("Port Namur", title_words="port namur", sorts_on=dt.date(1990, 1, 1))
    expected = ["Port Namur", "Le beau port de Namur", "Port de Namur", "Autre récit", "Un récit", "Un vieux récit"]
    assert found("port namur", today=TODAY)[:MAX_HITS_PER_KIND] == expected[:MAX_HITS_PER_KIND]
    assert [hit.entry.title for hit in search("port namur").hits(KINDS[FIRST_KIND], 0, 9)] == expected


def test_hits_are_read_page_by_page():
    for number in range(5):
        entry(f"Essai {number}", sorts_on=dt.date(2026, 1, 5 - number))
    pages = [search("essai").hits(KINDS[FIRST_KIND], start, start + 2) for start in (0, 2, 4)]
    assert [[hit.entry.title for hit in page] for page in pages] == [
        ["Essai 0", "Essai 1"],
        ["Essai 2", "Essai 3"],
        ["Essai 4"],
    ]


def test_titles_offered_hold_every_word_are_each_told_once_and_are_few():
    for number in range(MAX_SUGGESTIONS + 2):
        entry(f"Port {number}", sorts_on=dt.date(2026, 1, 30 - number))
    entry("Port 0", kind=LAST_KIND, sorts_on=dt.date(2026, 1, 31))
    entry("Ville", "Un port")
    offered = [hit.entry.title for hit in search("por", being_typed=True).titles()]
    assert offered == [f"Port {number}" for number in range(MAX_SUGGESTIONS)]
    assert len(search("por", being_typed=True).titles(most=3)) == 3


def test_of_namesakes_the_latest_is_offered():
    entry("Port", slug="ancien", sorts_on=dt.date(2020, 1, 1))
    entry("Port", slug="recent", sorts_on=dt.date(2025, 1, 1))
    [hit] = search("port").titles()
    assert hit.entry.slug == "recent"


def test_no_word_finds_nothing_and_asks_nothing(django_assert_num_queries):
    entry()
    with django_assert_num_queries(0):
        nothing = search(" !? ")
        assert (nothing.groups(), nothing.counts(), nothing.titles()) == ([], [], [])


@pytest.mark.parametrize(
    ("call", "price"),
    [(lambda asked: asked.groups(), 2), (lambda asked: asked.counts(), 1), (lambda asked: asked.titles(), 1)],
    ids=["groups", "counts", "titles"],
)
def test_a_search_costs_the_same_whatever_it_finds(django_assert_num_queries, call, price):
    for number in range(7):
        entry(f"Essai {number}", kind=[FIRST_KIND, LAST_KIND][number % 2])
    with django_assert_num_queries(price):
        assert call(search("essai"))


def test_every_word_is_required_in_the_title_or_in_the_text():
    entry("Le port", "Namur et sa citadelle")
    assert found("port citadelle") == found("citadelles namur") == ["Le port"]
    assert found("port tramway") == []


def test_words_beyond_the_tenth_are_not_asked_for():
    said = " ".join(f"mot{letter}" for letter in "abcdefghij")
    entry("Dix mots", said)
    assert len(said.split()) == MAX_WORDS
    assert found(said) == found(f"{said} onzieme") == ["Dix mots"]
    assert read(f"{said} onzieme", FRENCH).is_cut
    assert not read(said, FRENCH).is_cut


def test_what_is_found_is_marked_in_its_title_and_its_extract():
    entry("Le port", "Des navires.\nUne longue ligne qui dit tout du port et de ses navires.")
    [hit] = [hit for group in search("port navires").groups() for hit in group.hits]
    assert hit.title == "Le <mark>port</mark>"
    assert hit.snippet.html == "Une longue ligne qui dit tout du <mark>port</mark> et de ses <mark>navires</mark>."
    assert hit.url == hit.kind.address(hit.entry.slug)


def test_a_hit_without_any_text_has_no_extract():
    entry("Le port")
    [hit] = search("port").titles()
    assert hit.snippet is None


def test_french_shown_in_english_says_so():
    both = {"language": ENGLISH, "kind": FIRST_KIND}
    entry("Le port", french_body="Des navires au port.", title_is_french=True, body_words="navir port", **both)
    with override(ENGLISH):
        [hit] = search("port", language=ENGLISH).titles()
        assert (hit.title_lang, hit.snippet_lang) == ("fr-CA", "fr-CA")
        assert hit.snippet.html == "Des navires au <mark>port</mark>."


def test_english_shown_in_english_says_nothing():
    both = {"language": ENGLISH, "kind": FIRST_KIND}
    entry("The harbours", "Many ships.", title_is_french=False, **both)
    [hit] = search("harbour ship", language=ENGLISH).groups()[0].hits
    assert (hit.title_lang, hit.snippet_lang) == ("", "")
    assert (hit.title, hit.snippet.html) == ("The <mark>harbours</mark>", "Many <mark>ships</mark>.")


def test_french_shown_in_french_says_nothing():
    entry("Le port", "Des navires.")
    [hit] = search("port").titles()
    assert (hit.title_lang, hit.snippet_lang) == ("", "")


def test_an_entry_is_told_by_its_title_and_its_language():
    assert str(entry("Le port")) == "Le port (fr-ca)"
