"""What readers type in the address of a list: read without refusing anything, ordered, cut, found again."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils.translation import override

from records.listing.filterset import UNKNOWN_LENGTH, UNKNOWN_TOLD, unknown_parameters
from records.listing.lenient_fields import ValuesField, WordsField
from records.listing.options import LAST_RANK, UNKNOWN_VALUE, Option, sort_options, unknown_option
from records.listing.pages import Pages, find_page
from records.listing.timeline import TimelineItem, latest_first


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, []),
        ([], []),
        (["a"], ["a"]),
        (["b", "a", "b"], ["b", "a"]),  # each once, where it first stands
        ([" a ", "a"], ["a"]),  # spaces around say nothing
        (["", "  ", "a"], ["a"]),  # nothing is no value
        (["l\0oi"], ["loi"]),  # what no database holds is left out
        (["\0", "\0 "], []),
        (["A", "a"], ["A", "a"]),  # capitals may tell two values apart
        (["a,b"], ["a,b"]),
    ],
)
def test_all_the_values_of_a_parameter_are_read(given, read):
    assert ValuesField().clean(given) == read


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, []),
        ("", []),
        (" \t\n", []),
        ("\0", []),
        (" deux mots ", ["deux mots"]),
        ("l\0eau", ["leau"]),
        ("<script>", ["<script>"]),
    ],
)
def test_the_text_of_a_search_is_one_value_or_none(given, read):
    assert WordsField().clean(given) == read


@pytest.mark.parametrize("typed", ["", "Inconnu", "inconnue", "inconn", " inconnu"])
def test_only_its_word_asks_for_the_unknown(typed):
    assert unknown_option(typed) is None


@pytest.mark.parametrize(("language", "label"), [("fr-ca", "inconnu"), ("en", "unknown")])
def test_the_unknown_comes_last_and_is_said_in_the_language_spoken(language, label):
    with override(language):
        assert unknown_option(UNKNOWN_VALUE) == (UNKNOWN_VALUE, label, LAST_RANK, UNKNOWN_VALUE)


@pytest.mark.parametrize(
    ("options", "sorted_labels"),
    [
        ([("b", 0), ("a", 0)], ["a", "b"]),
        ([("b", 0), ("a", 1)], ["b", "a"]),  # the rank goes first
        ([("zinc", 0), ("Été", 0), ("eau", 0)], ["eau", "Été", "zinc"]),  # neither accents nor capitals
        ([("Œuf", 0), ("ode", 0), ("of", 0)], ["ode", "Œuf", "of"]),
        ([("z", -2026), ("a", -2025)], ["z", "a"]),  # years go back
        ([("inconnu", LAST_RANK), ("zoo", 0)], ["zoo", "inconnu"]),
    ],
)
def test_options_are_sorted_by_rank_then_by_label(options, sorted_labels):
    counted = [(Option(label, label, rank), number) for number, (label, rank) in enumerate(options)]
    found = sort_options(counted)
    assert [option.label for option, _number in found] == sorted_labels
    assert set(found) == set(counted)


def test_options_that_nothing_tells_apart_stay_in_their_order():
    pair = [(Option("b", "Été"), 1), (Option("a", "ete"), 2)]
    assert sort_options(pair) == pair


@pytest.mark.parametrize(
    ("typed", "number", "told"),
    [
        (None, 1, []),  # none asked for
        ("", 1, []),
        ("1", 1, []),
        ("3", 3, []),  # the last one
        ("4", 3, [("Page", "4")]),  # beyond the last: the last, and it is told
        ("0", 3, [("Page", "0")]),
        ("-1", 3, [("Page", "-1")]),
        ("deux", 1, [("Page", "deux")]),
        ("02", 2, [("Page", "02")]),  # another address of a page says where the page is
        ("1.5", 1, [("Page", "1.5")]),
        ("²", 1, [("Page", "²")]),  # a figure that is no number
    ],
)
def test_a_page_that_is_not_there_gives_another_and_says_so(typed, number, told):
    page, set_aside = find_page(Pages(range(25), 10, 25), typed)
    assert (page.number, set_aside) == (number, told)


def test_a_list_of_nothing_has_one_page():
    page, set_aside = find_page(Pages([], 10, 0), None)
    assert (page.number, list(page), set_aside) == (1, [], [])
    assert find_page(Pages([], 10, 0), "2")[1] == [("Page", "2")]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", []),
        ("pays=fr&page=2", []),
        ("pais=fr", ["pais"]),
        ("pays=fr&pais=fr&pais=be&PAYS=fr", ["pais", "PAYS"]),  # each once, capitals and all
        ("=x", [""]),
        ("é" * (UNKNOWN_LENGTH + 1) + "=x", ["é" * UNKNOWN_LENGTH]),
        ("&".join(f"p{rank}=" for rank in range(UNKNOWN_TOLD + 1)), [f"p{rank}" for rank in range(UNKNOWN_TOLD)]),
    ],
)
def test_parameters_that_a_list_does_not_have_are_told_few_and_short(query, names):
    assert unknown_parameters(QueryDict(query, mutable=False), {"pays", "page"}) == names


def dated(year, pk):
    """Return an item of a timeline, of the first day of a year."""
    return TimelineItem("livre", SimpleNamespace(sorts_on=dt.date(year, 1, 1), pk=pk))


@pytest.mark.parametrize(
    ("items", "most", "keys"),
    [
        ([], None, []),
        ([(2020, 1), (2026, 2), (1, 3)], None, [2, 1, 3]),  # the undated, of the year 1, last
        ([(2020, 1), (2020, 2)], None, [2, 1]),  # of one day, the last made first
        ([(2020, 1), (2026, 2), (2023, 3)], 2, [2, 3]),
        ([(2020, 1)], 5, [1]),
        ([(2020, 1)], 0, []),
    ],
)
def test_a_timeline_goes_back_in_time(items, most, keys):
    found = latest_first((dated(year, pk) for year, pk in items), most)
    assert [each.record.pk for each in found] == keys
