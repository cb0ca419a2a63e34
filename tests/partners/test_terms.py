"""Terms drawn on an axis of time, and what they show."""

import datetime as dt
import re

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override

from partners.models import Agreement, AgreementState
from partners.terms import OVER_STATES, TermWay, terms_of

D = dt.date
TODAY = D(2026, 7, 2)
FIRST = D(2022, 1, 1)


def agreement(state=AgreementState.IN_FORCE, *, term="", **options):
    made = Agreement(**options)
    made.state_value, made.term_value, made.closes_on = state, term, made.ends_on
    return made


def drawn(*agreements):
    """Return the DrawnTerm of the first of them."""
    return terms_of(agreements, TODAY).rows[0][1]


def test_the_drawing_runs_over_whole_years_from_the_first_date_to_today():
    terms = terms_of([agreement(starts_on=D(2022, 5, 1))], TODAY)
    assert (terms.scale.first, terms.scale.last) == (2022, 2026)
    assert terms.now == "89.98%"


@pytest.mark.parametrize(
    ("state", "term", "ends_on", "way", "size"),
    [
        ("en_vigueur", "", D(2026, 12, 31), TermWay.RUNS, "99.95%"),
        ("en_vigueur", "expire_bientot", D(2026, 12, 31), TermWay.SOON, "99.95%"),
        ("en_vigueur", "", None, TermWay.GOES_ON, "89.98%"),
        ("a_venir", "a_venir", D(2026, 12, 31), TermWay.COMING, "99.95%"),
        ("terminee", "", D(2026, 12, 31), TermWay.OVER, "99.95%"),
        ("echue", "", D(2026, 12, 31), TermWay.OVER, "99.95%"),
        ("a_verifier", "", D(2026, 12, 31), TermWay.DOUBTFUL, "99.95%"),
        ("dormante", "", None, TermWay.BEGUN, "89.98%"),
        ("a_verifier", "", None, TermWay.BEGUN, "89.98%"),
        ("inconnue", "", None, TermWay.BEGUN, "89.98%"),
        ("terminee", "", None, TermWay.ONE_DAY, "0%"),
    ],
)
def test_a_term_is_drawn_as_far_as_it_is_known(state, term, ends_on, way, size):
    found = drawn(agreement(state, term=term, starts_on=FIRST, ends_on=ends_on))
    assert (found.way, found.x, found.size) == (way, "0%", size)


@pytest.mark.parametrize(("state", "way"), [("en_vigueur", TermWay.RUNS), ("inconnue", TermWay.ONE_DAY)])
def test_without_a_beginning_the_end_alone_is_drawn(state, way):
    found = drawn(agreement(state, ends_on=D(2024, 1, 1)), agreement(starts_on=FIRST))
    assert (found.way, found.x, found.size) == (way, found.end, "0%")


def test_a_start_prevails_over_the_signature():
    assert drawn(agreement(signed_on=D(2020, 1, 1), starts_on=D(2024, 1, 1), ends_on=D(2024, 2, 1))).x == "0%"


def test_an_undated_agreement_is_told_but_not_drawn():
    terms = terms_of([agreement()], TODAY)
    assert terms.rows[0][1] is None
    assert not terms.is_drawn


def test_they_stand_by_their_beginning_the_undated_last_and_are_explained_once():
    old, undated, ended = (
        agreement(starts_on=D(1999, 1, 1)),
        agreement("inconnue"),
        agreement("terminee", ends_on=FIRST),
    )
    terms = terms_of([undated, ended, old, old], TODAY)
    assert [each for each, _drawn in terms.by_start] == [old, old, ended, undated]
    assert [label for label, _drawn in terms.legend] == [TermWay.GOES_ON.label, TermWay.ONE_DAY.label]
    assert {TermWay.OVER} == {drawn(agreement(state, starts_on=FIRST, ends_on=FIRST)).way for state in OVER_STATES}


def named(title, year=None, **fields):
    return agreement(title=title, starts_on=year and D(year, 1, 1), **fields)


@pytest.mark.parametrize(
    ("agreements", "said", "said_in_english"),
    [
        (
            [agreement("terminee", starts_on=FIRST)],
            "Aucune de ces ententes n’est connue comme en vigueur.",
            "None of these agreements is known to be in force.",
        ),
        ([named("A")], "1 entente sur 1 est en vigueur.", "1 agreement of 1 is in force."),
        (
            [named("A", 1962), named("B", 1999), named("C"), agreement("inconnue")],
            "3 ententes sur 4 sont en vigueur. Depuis le plus longtemps\u00a0: A (1962). "
            "On ne sait pas si 1 d’entre elles dure encore.",
            "3 agreements of 4 are in force. For the longest: A (1962). Whether 1 of them still runs is unknown.",
        ),
        (
            [named("A", 1999), named("B", 1999), agreement("dormante"), agreement("a_verifier")],
            "2 ententes sur 4 sont en vigueur. Depuis le plus longtemps\u00a0: A (1999); B (1999). "
            "On ne sait pas si 2 d’entre elles durent encore.",
            "2 agreements of 4 are in force. For the longest: A (1999); B (1999). "
            "Whether 2 of them still run is unknown.",
        ),
    ],
)
def test_a_sentence_says_what_they_show(agreements, said, said_in_english):
    terms = {"terms": terms_of(agreements, TODAY)}
    for language, words in {"fr-ca": said, "en": said_in_english}.items():
        with override(language):
            shown = strip_tags(render_to_string("partners/_terms_said.html", terms))
        assert re.sub(r"[ \n]+", " ", shown).strip() == words
