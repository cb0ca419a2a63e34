"""Which characters nobody sees: the first and the last of each sort, and their neighbours that everybody sees."""

import unicodedata

import pytest
from django.utils.translation import override

from records.words.cleaning import CHARACTER_NAMES, clean, compose, named, shown, unseen_in

# Sorts of characters, by their first and last.
CONTROLS = [("\0", "\x1f"), ("\x7f", "\x9f"), ("\u2028", "\u2029")]
MARKS = [
    ("\u00ad", "\u00ad"),  # soft hyphen
    ("\u034f", "\u034f"),
    ("\u061c", "\u061c"),
    ("\u115f", "\u1160"),  # Hangul fillers
    ("\u17b4", "\u17b5"),
    ("\u180b", "\u180f"),
    ("\u200b", "\u200f"),
    ("\u202a", "\u202e"),
    ("\u2060", "\u206f"),
    ("\u3164", "\u3164"),
    ("\ufeff", "\ufeff"),
    ("\uffa0", "\uffa0"),
    ("\ufff0", "\ufffb"),
    ("\U000e0000", "\U000e0fff"),  # tags, variants of ideograms
    ("\ud800", "\udfff"),  # halves of characters
    ("\ufdd0", "\ufdef"),
    ("\ufffe", "\uffff"),
    ("\U0001fffe", "\U0001ffff"),
    ("\U0010fffe", "\U0010ffff"),
]


def ends(sorts):
    """Return each first and last character of some sorts."""
    return [each for sort in sorts for each in dict.fromkeys(sort)]


def code(character):
    """Return the code of a character, by which its test is known."""
    return f"{ord(character):04X}"


@pytest.mark.parametrize("control", ends(CONTROLS), ids=code)
def test_a_control_parts_words(control):
    assert clean(f"un{control}deux") == "un deux"
    assert unseen_in(f"un{control}deux") == control


@pytest.mark.parametrize("mark", ends(MARKS), ids=code)
def test_a_mark_is_left_out_and_parts_nothing(mark):
    assert clean(f"Qué{mark}bec") == "Québec"
    assert unseen_in(f"Qué{mark}bec") == mark


SEEN = ["~", "\xa0", "\u034e", "\u0350", "\u115e", "\u1161", "\u180a", "\u200a", "\u2010", "\u2027", "\u202f", "\u205f"]


@pytest.mark.parametrize("seen", [*SEEN, "\u3163", "\ufdcf", "\ufdf0", "\ufffc", "\ufffd", "\U000e1000"], ids=code)
def test_what_stands_beside_them_is_seen(seen):
    assert unseen_in(f"a{seen}b") == ""
    assert clean(f"a{seen}b") == unicodedata.normalize("NFC", f"a{seen}b")


@pytest.mark.parametrize("plane", range(17))
def test_the_two_last_of_every_plane_are_no_characters(plane):
    last = plane * 0x10000 + 0xFFFF
    assert [bool(unseen_in(chr(code))) for code in (last - 2, last - 1, last)] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "is_multiline", "cleaned"),
    [
        ("  entouré  ", False, "entouré"),
        ("  plain ascii  ", False, "plain ascii"),
        ("  plain ascii  ", True, "plain ascii"),
        ("plain\nascii", False, "plain ascii"),
        ("plain\r\nascii", False, "plain ascii"),  # one end of line, one space
        ("plain\r\rascii", False, "plain  ascii"),
        ("plain\r\nascii", True, "plain\r\nascii"),
        ("\n\nun\n\ndeux\n\n", True, "un\n\ndeux"),
        ("un\ttrou", True, "un trou"),
        ("\u200b", False, ""),
        ("\u200b", True, ""),
        ("", False, ""),
        ("e\u200b\u0301", False, "é"),  # composed once what stood between is left out
        ("\u00a0été\u00a0", False, "été"),
    ],
)
def test_a_text_is_cleaned_on_one_line_or_several(text, is_multiline, cleaned):
    assert clean(text, is_multiline=is_multiline) == cleaned
    assert clean(cleaned, is_multiline=is_multiline) == cleaned


@pytest.mark.parametrize(
    ("text", "on_one_line", "on_several"),
    [
        ("rien à voir", "", ""),
        ("", "", ""),
        ("un\ndeux\u200b", "\n", "\u200b"),
        ("un\r\n", "\r", ""),
        ("\u200b puis \u202e", "\u200b", "\u200b"),
        ("un\u2028deux", "\u2028", "\u2028"),  # no end of line that a form sends
    ],
)
def test_the_first_unseen_character_is_told_and_an_end_of_line_is_one_where_there_is_one_line(
    text, on_one_line, on_several
):
    assert unseen_in(text) == on_one_line
    assert unseen_in(text, is_multiline=True) == on_several


@pytest.mark.parametrize("character", CHARACTER_NAMES, ids=code)
def test_what_has_a_name_is_unseen_and_named_in_both_languages(character):
    french = named(character)
    assert unseen_in(character) == character
    assert french == f"caractère invisible\u00a0: {CHARACTER_NAMES[character]} (U+{code(character)})"
    with override("en"):
        assert named(character) != french


def test_no_two_characters_have_the_same_name():
    assert len(set(map(str, CHARACTER_NAMES.values()))) == len(CHARACTER_NAMES)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rien à voir", "rien à voir"),
        ("un\r\ndeux", "un\r\ndeux"),
        ("\x1b]0;titre\x07", "[U+001B]]0;titre[U+0007]"),
        ("a\u202eb\U000e0041", "a[U+202E]b[U+E0041]"),
        ("\t", "[U+0009]"),
        ("\x9b31m", "[U+009B]31m"),
    ],
)
def test_a_text_is_told_with_the_codes_of_what_is_not_seen(text, told):
    assert shown(text) == told
    assert unseen_in(told, is_multiline=True) == ""


@pytest.mark.parametrize(
    ("text", "composed"),
    [("e\u0301", "é"), ("\u212b", "Å"), ("ﬁn ½ №", "ﬁn ½ №"), ("\u1100\u1161", "가"), ("é", "é")],
)
def test_a_letter_is_written_in_one_way_and_no_other_is_changed(text, composed):
    assert compose(text) == composed
