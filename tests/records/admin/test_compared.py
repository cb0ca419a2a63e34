"""What a value was and became, in words; long texts word by word."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from records.admin.compared import LONG_TEXT, Piece, compare, compare_words, flatten_choices
from records.admin.compared import value_in_words as said
from records.words.dates import DatePrecision
from tests.records.factories import TagFactory

# As long as a text may be and still be told whole.
SHORT = "a" * (LONG_TEXT - 2) + " b"


def test_two_short_values_stand_side_by_side():
    change = compare("Titre", "Visite", "Mission")
    assert change == ("Titre", "Visite", "Mission", [], False)


@pytest.mark.parametrize(
    ("before", "after", "is_compared"),
    [
        pytest.param(SHORT, SHORT, False, id="both of the last length told whole"),
        pytest.param(SHORT + "c", SHORT, True, id="what it was is one character longer"),
        pytest.param(SHORT, SHORT + "c", True, id="what it becomes is one character longer"),
        pytest.param("", SHORT + "c", False, id="nothing before: all of it is new"),
        pytest.param(SHORT + "c", "", False, id="nothing after: all of it is gone"),
    ],
)
def test_a_text_is_compared_word_by_word_from_a_length(before, after, is_compared):
    assert bool(compare("Résumé", before, after).pieces) is is_compared


def test_a_field_of_several_lines_is_compared_however_short():
    assert compare("Note", "le port", "le grand port", is_long=True).pieces == [
        ("same", "le "),
        ("added", "grand "),
        ("same", "port"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "is_compared"),
    [
        ("<a>un</a>", mark_safe("<a>deux</a>"), False),  # cut in words, it would be HTML no more
        (mark_safe("<a>un</a>"), "<a>deux</a>", True),  # what people type is text, whatever it looks like
    ],
)
def test_html_is_not_cut(before, after, is_compared):
    assert bool(compare("Fichier", before, after, is_long=True).pieces) is is_compared


def test_what_changed_since_a_comment_is_told_as_recent():
    assert compare("Titre", "Visite", "Mission", is_recent=True).is_recent


WORDS = " ".join(f"mot{rank}" for rank in range(12))


@pytest.mark.parametrize(
    ("between", "sorts"),
    [
        pytest.param(1, ["same", "removed", "added", "same"], id="one word in common is told with both changes"),
        pytest.param(2, ["same", "removed", "added", "same"], id="two are too"),
        pytest.param(3, ["same", "removed", "added", "same", "removed", "added", "same"], id="three stand between"),
    ],
)
def test_few_words_between_two_changes_are_told_with_them(between, sorts):
    middle = " ".join("xyz"[:between])
    found = compare_words(f"{WORDS} ici {middle} là {WORDS}", f"{WORDS} hier {middle} demain {WORDS}")
    assert [piece.sort for piece in found] == sorts


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        pytest.param("", "", [], id="nothing at all"),
        pytest.param("un", "", [("removed", "un")], id="all removed"),
        pytest.param("Un mot", "Deux mot", [("removed", "Un"), ("added", "Deux"), ("same", " mot")], id="the first"),
        pytest.param("le mot", "le mois", [("same", "le "), ("removed", "mot"), ("added", "mois")], id="the last"),
        pytest.param("a b", "a  b", [("same", "a"), ("removed", " "), ("added", "  "), ("same", "b")], id="a space"),
        pytest.param("été", "ete", [("removed", "été"), ("added", "ete")], id="an accent is a change"),
    ],
)
def test_the_pieces_of_short_texts(before, after, pieces):
    assert compare_words(before, after) == [Piece(*each) for each in pieces]


@pytest.mark.parametrize(
    ("common", "sorts"),
    [
        (2, ["same", "removed", "added"]),  # four tenths in common: compared
        (1, ["removed", "added"]),  # less: one after the other
    ],
)
def test_texts_that_have_little_in_common_are_told_whole(common, sorts):
    shared = [f"p{rank}" for rank in range(common)]
    before, after = (" ".join([*shared, *(f"{side}{rank}" for rank in range(5 - common))]) for side in "xy")
    assert [piece.sort for piece in compare_words(before, after)] == sorts


def test_a_long_text_of_the_same_words_is_still_compared():
    refrain = " ".join("abcdefghijklmnopqrst") + " "
    pieces = compare_words(f"Un {refrain * 10}fin", f"Le {refrain * 10}suite")
    assert [piece.text for piece in pieces if piece.sort != "same"] == ["Un", "Le", "fin", "suite"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "oui"),
        (False, "non"),  # no is something, unlike the three below
        (None, ""),
        ("", ""),
        ([], ""),
        (0, "0"),
        (Decimal(0), "0"),
        (Decimal("12979.00"), "12\u00a0979"),  # no cents to tell
        (Decimal("12979.50"), "12\u00a0979,50"),
        (Decimal("-0.25"), "-0,25"),
        (Decimal("1E+3"), "1\u00a0000"),
        (dt.date(2026, 3, 1), "1er\u00a0mars 2026"),
        (dt.datetime(2026, 3, 1, 14, 30), "1er\u00a0mars 2026, 14\u00a0h\u00a030"),  # as the clock of the wall
        (dt.datetime(2026, 3, 2, 4, 30, tzinfo=dt.UTC), "1er\u00a0mars 2026, 23\u00a0h\u00a030"),  # still the 1st here
        (["a", Decimal("1.50"), True], "a, 1,50, oui"),
        (("a", "b"), "a, b"),
        ("un\r\ndeux", "un\ndeux"),  # as a browser ends lines
        (DatePrecision.MONTH, "mois"),
        ("<b>", "<b>"),  # a page escapes it, not this
    ],
)
def test_a_value_is_said_whatever_its_type(value, words):
    assert said(value) == words


def test_a_record_is_said_by_its_name():
    assert said(TagFactory.build(name="Économie")) == "Économie"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (Decimal("12979.50"), "12,979.50"),
        (dt.datetime(2026, 3, 1, 19, 30, tzinfo=dt.UTC), "March 1, 2026, 14:30"),
    ],
)
def test_a_value_is_said_in_english(value, words):
    with translation.override("en"):
        assert said(value) == words


@pytest.mark.parametrize(
    ("choices", "flat"),
    [
        ([], []),
        ([("a", "Un"), ("b", "Deux")], [("a", "Un"), ("b", "Deux")]),
        ([(1, "Un"), (None, "Aucun")], [("1", "Un"), ("None", "Aucun")]),  # keys as the form sends them
        ([("Groupe", [("a", "Un")]), ("b", "Deux")], [("a", "Un"), ("b", "Deux")]),
        ([("Groupe", (("a", "Un"), ("b", "Deux")))], [("a", "Un"), ("b", "Deux")]),
    ],
)
def test_choices_in_groups_are_told_one_after_the_other(choices, flat):
    assert list(flatten_choices(choices)) == flat
