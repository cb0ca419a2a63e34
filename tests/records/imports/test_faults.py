"""A fault is told with where it is and what it says; those of one cause are told once."""

import pytest

from records.imports import faults
from records.imports.faults import MAX_OF_ONE_CAUSE, MAX_VALUE_SHOWN, SHOWN_OF_ONE_CAUSE, CellError, Fault, sentences


def named(value):
    """Return a fault that shows a value."""
    return str(Fault("a.csv", 3, "nom", "absent", value))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a" * MAX_VALUE_SHOWN, "a" * MAX_VALUE_SHOWN),  # the longest
        ("a" * (MAX_VALUE_SHOWN + 1), "a" * (MAX_VALUE_SHOWN - 1) + "…"),
        ("un\n  deux\u00a0trois", "un deux trois"),  # one line
        ("se\u200bcret\x1b[31m", "se[U+200B]cret[U+001B][31m"),  # what a terminal would run is spelled
    ],
)
def test_the_value_of_a_fault_is_shown_on_one_line_of_bounded_length(value, shown):
    assert named(value) == f"a.csv:3: nom: absent ({shown})"


@pytest.mark.parametrize(
    ("one", "other", "is_one_cause"),
    [
        ("« Un » introuvable dans a.csv", "« Deux » introuvable dans a.csv", True),
        ("texte de 12 caractères", "texte de 9 caractères", True),
        ("mot inconnu", "date impossible", False),
        ("« Un » introuvable", "« Un » inconnu", False),
    ],
)
def test_what_faults_quote_and_count_does_not_make_their_cause(one, other, is_one_cause):
    first, second = Fault("a.csv", 1, "nom", one, "x"), Fault("a.csv", 2, "nom", other, "y")
    assert (first.cause == second.cause) is is_one_cause


@pytest.mark.parametrize("other", [Fault("b.csv", 1, "nom", "absent"), Fault("a.csv", 1, "pays", "absent")])
def test_faults_of_another_file_or_column_have_another_cause(other):
    assert Fault("a.csv", 1, "nom", "absent").cause != other.cause


def crowd(count):
    """Return so many faults of one cause, after one of another."""
    return [Fault("a.csv", 1, "pays", "inconnu"), *(Fault("a.csv", 2 + n, "nom", "absent") for n in range(count))]


def test_as_many_faults_as_are_told_are_told_one_by_one():
    assert list(sentences(crowd(MAX_OF_ONE_CAUSE))) == [str(fault) for fault in crowd(MAX_OF_ONE_CAUSE)]


def test_one_fault_more_is_told_by_its_number_and_the_first():
    told = list(sentences(crowd(MAX_OF_ONE_CAUSE + 1)))
    assert told[0] == "a.csv:1: pays: inconnu"
    assert told[1] == f"a.csv: nom: absent – {MAX_OF_ONE_CAUSE + 1} lignes, dont les premières\u00a0:"
    assert told[2:] == [f"  a.csv:{2 + n}: nom: absent" for n in range(SHOWN_OF_ONE_CAUSE)]


def test_every_fault_is_told_to_who_asks_for_them():
    assert list(sentences(crowd(50), every=True)) == [str(fault) for fault in crowd(50)]


def test_no_fault_is_told_by_nothing():
    assert list(sentences([])) == []


def test_each_crowd_is_told_where_its_first_is_and_the_others_in_their_place():
    places = ["nom", "pays"] * (MAX_OF_ONE_CAUSE + 1)
    scattered = [Fault("a.csv", line, place, "absent") for line, place in enumerate(places)]
    told = list(sentences([*scattered, Fault("b.csv", 1, "nom", "absent")]))
    crowd_told = 1 + SHOWN_OF_ONE_CAUSE
    assert told[0].startswith("a.csv: nom: absent – 11 lignes")
    assert told[crowd_told].startswith("a.csv: pays: absent – 11 lignes")
    assert told[2 * crowd_told :] == ["b.csv:1: nom: absent"]


def test_a_cell_says_why_it_is_refused_with_the_values_if_it_has_any():
    assert CellError(faults.TEXT_TOO_LONG, found=4, limit=3).reason == "texte de 4 caractères, 3 au plus"
    assert CellError(faults.NOT_A_NUMBER).reason is faults.NOT_A_NUMBER
    assert CellError("100 % faux").reason == "100 % faux"
