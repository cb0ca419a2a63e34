"""What a query asks of the index, and what is nearest where nothing is found."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User

from records.models import SearchEntry
from records.search.finding import Search
from records.search.near_words import nearest_query
from records.search.pages import PageKind
from records.search.reading import Asked, Closeness, Word, read, readable_entries
from records.search.stemming import each_once, indexed, spelled
from records.words.dates import UNDATED
from tests.records.bookshelf.models import Author, Book
from tests.records.factories import SearchEntryFactory
from tests.records.kinds import AUTHORS, BOOKS

FRENCH, ENGLISH = "fr-ca", "en"
TODAY = dt.date(2026, 3, 2)
PORTS = Word("Ports", "ports", ("port", "portx"), (("quai",), ("bord", "mer")))
EAU = Word("eau", "eau", ("eau",))


@pytest.mark.parametrize(
    ("closeness", "forms"),
    [
        (Closeness.SPELLING, [("ports",)]),
        (Closeness.STEM, [("port",), ("portx",)]),
        (Closeness.SYNONYM, [("port",), ("portx",), ("quai",), ("bord", "mer")]),  # of two words, both
    ],
)
def test_a_word_is_answered_more_or_less_closely(closeness, forms):
    assert PORTS.forms(closeness) == forms
    assert PORTS.all_stems == {"port", "portx", "quai", "bord", "mer"}


def test_a_query_is_of_words_required_and_of_words_that_help():
    asked = Asked("Ports eau", (PORTS, EAU), helpful=(EAU,))
    assert asked.stems == [PORTS.all_stems, {"eau"}, {"eau"}]
    assert asked.single_words == ("Ports", "eau")
    assert Asked("eau", (EAU,)).single_words == ()  # alone, it is the query itself


@pytest.mark.parametrize(
    ("asked", "is_asked"),
    [
        (Asked("", ()), False),
        (Asked("eau", (EAU,)), True),
        (Asked("ea", (), last="ea"), True),  # a word still being typed
        (Asked("pdf", (), helpful=(EAU,)), False),  # what only helps asks for nothing
    ],
)
def test_a_query_asks_for_something_once_a_word_is_required(asked, is_asked):
    assert bool(asked) is is_asked


def test_one_word_of_a_query_is_a_query():
    asked = Asked("Ports eau", (PORTS, EAU), last="mer").only(EAU)
    assert (asked.words, asked.last, asked.typed) == ((EAU,), "", "Ports eau")


def test_what_holds_any_word_of_a_query_holds_a_stem_or_a_synonym_of_one():
    [either] = Asked("Ports eau", (PORTS, EAU), last="mer").any_of().words
    assert (either.stems, either.synonyms) == (("port", "portx", "eau"), PORTS.synonyms)
    assert Asked("", ()).any_of().words == ()


def entry(title, body="", **values):
    """Return an entry of that title and text, in French."""
    words = {"title_words": each_once(indexed(title, FRENCH), spelled(title)), "body_words": indexed(body, FRENCH)}
    return SearchEntryFactory(title=title, body=body, **words, **values)


def titles(condition):
    """Return the titles of the entries that meet a condition, sorted."""
    return sorted(SearchEntry.objects.filter(condition).values_list("title", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "closeness", "in_title", "found"),
    [
        ("ports", Closeness.STEM, False, ["Le port", "Les ports", "Mer"]),
        ("ports", Closeness.STEM, True, ["Le port", "Les ports"]),
        ("ports", Closeness.SPELLING, True, ["Les ports"]),
        ("port", Closeness.SPELLING, True, ["Le port", "Les ports"]),  # its stem is spelled so too
        ("port mer", Closeness.STEM, False, ["Mer"]),
        ("port mer", Closeness.STEM, True, []),
    ],
)
def test_a_condition_is_met_by_every_word_asked_for(typed, closeness, in_title, found):
    for title, body in (("Le port", ""), ("Les ports", ""), ("Mer", "Des ports."), ("Terre", "")):
        entry(title, body)
    assert titles(read(typed, FRENCH).matches(closeness, in_title=in_title)) == found


@pytest.mark.django_db
@pytest.mark.parametrize(("in_title", "found"), [(False, ["Mer", "Portage"]), (True, ["Portage"])])
def test_a_word_being_typed_is_met_by_what_begins_so(in_title, found):
    for title, body in (("Portage", ""), ("Mer", "Des ports."), ("Report", "")):
        entry(title, body)
    assert titles(read("por", FRENCH, being_typed=True).matches(in_title=in_title)) == found


@pytest.mark.django_db
@pytest.mark.parametrize("being_typed", [False, True])
@pytest.mark.parametrize(
    "typed",
    [
        'rien" OR "terre',
        "rien OR terre",
        "rien | terre",
        "rien*",
        "title_words : rien",
        "(rien",
        "'rien':*",
        "^rien NOT terre",
        "rien\\' & !terre",
    ],
)
def test_nothing_typed_is_an_operator(typed, being_typed):
    entry("Terre")
    assert titles(read(typed, FRENCH, being_typed=being_typed).matches()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("Bruselles", "Bruxelles"),
        ("bruselles", "Bruxelles"),  # as a title writes it
        ("accord Bruselles", "accord Bruxelles"),  # what is found stays
        ("Bruselles, Montreal", "Bruxelles, Montreal"),  # with what stands between
        ("Montrael", "Montréal"),
        ("Bruselles Montrael", "Bruxelles Montréal"),
        ("accord", ""),  # nothing is strange
        ("xyzzy", ""),  # nothing is near
        ("bru", ""),  # too short to be near something
        ("zruxelles", ""),  # another first letter
        ("", ""),
    ],
)
def test_what_is_nearest_is_made_of_words_of_titles(typed, nearest):
    entry("Accord de Bruxelles")
    entry("Montréal")
    assert nearest_query(read(typed, FRENCH), SearchEntry.objects.all()) == nearest


@pytest.mark.django_db
@pytest.mark.usefixtures("_found_books")
def test_what_may_have_been_meant_is_among_what_the_reader_may_read():
    entry("Bruxelles", kind="livres", public_since=TODAY + dt.timedelta(days=1))
    search = Search(read("Bruselles", FRENCH), FRENCH, AnonymousUser(), TODAY)
    assert search.nearest() == ""
    SearchEntry.objects.update(public_since=TODAY)
    assert search.nearest() == "Bruxelles"


@pytest.mark.django_db
@pytest.mark.usefixtures("_found_books")
def test_the_years_of_what_is_found_are_counted_of_what_is_dated():
    for year in (2024, 2026, 2026):
        entry("Essai", kind="livres", sorts_on=dt.date(year, 5, 1), public_since=TODAY)
    entry("Essai", kind="livres", sorts_on=UNDATED, public_since=TODAY)
    entry("Essai", kind="auteurs", sorts_on=dt.date(2020, 1, 1), public_since=TODAY)  # by name, not by date
    search = Search(read("essai", FRENCH), FRENCH, AnonymousUser(), TODAY)
    assert search.years() == search.years(BOOKS) == [(2026, 2), (2024, 1)]
    assert search.years(AUTHORS) == []
    assert Search(read("essai", FRENCH), FRENCH, AnonymousUser(), TODAY, year=2025).years() == [
        (2026, 2),
        (2025, 0),
        (2024, 1),
    ]
    assert Search(read("essai", FRENCH), FRENCH, AnonymousUser(), TODAY, year=2026).counts() == [(BOOKS, 2)]
    assert Search(read("", FRENCH), FRENCH, AnonymousUser(), TODAY).years() == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_found_books")
def test_the_keys_of_what_is_found_are_told_by_model():
    for key, kind in ((3, "livres"), (4, "livres"), (3, "auteurs")):
        entry("Essai", kind=kind, key=key, public_since=TODAY)
    entry("Autre", kind="livres", key=5, public_since=TODAY)
    keys = Search(read("essai", FRENCH), FRENCH, AnonymousUser(), TODAY).keys()
    assert {model: sorted(found) for model, found in keys.items()} == {Book: [3, 4], Author: [3]}
    assert Search(read("", FRENCH), FRENCH, AnonymousUser(), TODAY).keys() == {}


@pytest.mark.django_db
def test_entries_are_read_from_their_day_and_drafts_by_who_may():
    user = User.objects.create_user("lecture")
    user.user_permissions.add(Permission.objects.get(codename="view_book"))
    for title, kind, since in (
        ("public", "auteurs", TODAY),
        ("demain", "auteurs", TODAY + dt.timedelta(days=1)),
        ("brouillon", "livres", None),
        ("page", "pages", None),
    ):
        entry(title, kind=kind, public_since=since)
    kinds = [AUTHORS, BOOKS, PageKind("pages", "Pages", "page", lambda day: [])]
    assert titles(readable_entries(AnonymousUser(), TODAY, kinds)) == ["public"]
    assert titles(readable_entries(user, TODAY, kinds)) == ["brouillon", "public"]
    assert titles(readable_entries(user, TODAY, [])) == ["public"]
