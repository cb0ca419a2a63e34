"""What came of a verb taken with many rows, in a line and on its page."""

import pytest
from django.utils import translation
from django.utils.translation import ngettext_lazy

from records.admin.bulk import MAX_LISTED, BulkOutcome, BulkVerb

CHANGE = BulkVerb("Changer", ngettext_lazy("%(n)s fiche changée", "%(n)s fiches changées", "n"), print)
FIVE = ["A", "B", "C", "D", "E"]


def left(count, reason="C’est en ligne."):
    """Return the first of five rows, left for a reason."""
    return [(name, reason) for name in FIVE[:count]]


def because(*reasons):
    """Return the first rows, each left for a reason of its own."""
    return list(zip(FIVE, reasons, strict=False))


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (BulkOutcome(), "Rien n’est fait."),
        (BulkOutcome(done=["A"]), "1 fiche changée."),
        (BulkOutcome(done=["A", "B"]), "2 fiches changées."),
        (BulkOutcome(proposed=["A"]), "1 proposition enregistrée."),
        (BulkOutcome(proposed=["A", "B"]), "2 propositions enregistrées."),
        (BulkOutcome(done=["A"], proposed=["B"]), "1 fiche changée; 1 proposition enregistrée."),
    ],
)
def test_what_was_done_with_all_rows_is_said_in_a_line(outcome, line):
    assert outcome.in_a_line(CHANGE) == line


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (left(1), "1 laissée telle quelle : « A » (C’est en ligne)"),
        (left(3), "3 laissées telles quelles : « A », « B », « C » (C’est en ligne)"),
        (left(4), "4 laissées telles quelles : « A », « B », « C », 1 autre (C’est en ligne)"),
        (left(5), "5 laissées telles quelles : « A », « B », « C », 2 autres (C’est en ligne)"),
        (because("Un.", "Deux.", "Un."), "3 laissées telles quelles : « A », « C » (Un); « B » (Deux)"),
        (because("Un…", "Deux", "Trois"), "3 laissées telles quelles : « A » (Un…); « B » (Deux); « C » (Trois)"),
        (because(*"1234"), "4 laissées telles quelles : « A » (1); « B » (2); « C » (3); …"),
    ],
)
def test_what_was_left_is_said_with_names_and_reasons(rows, line):
    line = line.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")
    assert BulkOutcome(left=rows).in_a_line(CHANGE) == f"Rien n’est fait; {line}"
    assert BulkOutcome(done=["F"], left=rows).in_a_line(CHANGE) == f"1 fiche changée; {line}"


def test_the_line_is_said_in_english():
    with translation.override("en"):
        assert BulkOutcome(proposed=["A"], left=left(1, "Why.")).in_a_line(CHANGE).endswith("«\u00a0A\u00a0» (Why)")
        assert "proposition" not in BulkOutcome(proposed=["A"]).in_a_line(CHANGE)


@pytest.mark.parametrize(
    ("outcome", "taken"),
    [(BulkOutcome(), 0), (BulkOutcome(["A"], ["B", "C"], left(2)), 3), (BulkOutcome(left=left(2)), 0)],
)
def test_what_is_proposed_counts_as_taken_and_what_is_left_does_not(outcome, taken):
    assert outcome.taken == taken


def test_a_page_tells_what_would_be_done_proposed_and_left_in_this_order():
    told = BulkOutcome(["A"], ["B"], left(1, "Pourquoi.")).sections()
    assert [str(each["title"]) for each in told] == [
        "Ce qui sera fait",
        "Ce qui sera proposé, à faire approuver",
        "Ce qui restera tel quel, et pourquoi",
    ]
    assert [each["lines"] for each in told] == [["A"], ["B"], ["A – Pourquoi."]]


def test_a_page_has_no_section_without_rows():
    assert [each["lines"] for each in BulkOutcome(proposed=["B"]).sections()] == [["B"]]
    assert BulkOutcome().sections() == []


@pytest.mark.parametrize(
    ("count", "named", "others"),
    [
        (MAX_LISTED, MAX_LISTED, 0),  # all are named
        (MAX_LISTED + 1, MAX_LISTED, 1),
        (500, MAX_LISTED, 480),
    ],
)
def test_a_page_names_the_first_rows_and_counts_the_others(count, named, others):
    [told] = BulkOutcome(done=[str(rank) for rank in range(count)]).sections()
    assert (told["count"], len(told["lines"]), told["others"]) == (count, named, others)
    assert told["lines"][0] == "0"
