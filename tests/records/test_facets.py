"""Facets over a plain table: what is chosen, what is counted, what is refused and how it is undone."""

import pytest

from records.listing.facets import Facet, OptionFilter, RowsFacet
from records.listing.pages import Pages
from records.models import Source, SourceKind
from tests.records.factories import SourceFactory
from tests.records.source_facets import narrow

pytestmark = pytest.mark.django_db


def counts(narrowed, name):
    """Return {value: number} of one facet as shown, in order."""
    panel = next(panel for panel in narrowed.panels if panel.name == name)
    return {each.option.value: each.count for each in panel.values}


@pytest.fixture
def sources():
    """Two pages of the press and a law, from two publishers."""
    return [
        SourceFactory(kind=SourceKind.PRESS, publisher="Zoé"),
        SourceFactory(kind=SourceKind.PRESS, publisher="Abel"),
        SourceFactory(kind=SourceKind.LAW, publisher="Zoé"),
    ]


def test_everything_is_listed_when_nothing_is_chosen(sources):
    narrowed = narrow()
    assert list(narrowed.qs) == sources
    assert narrowed.total == 3
    assert not narrowed.chips
    assert narrowed.query == ""


def test_a_repeated_parameter_means_or(sources):
    assert narrow("nature=presse&nature=loi").total == 3
    assert narrow("nature=loi").total == 1


def test_two_facets_mean_and(sources):
    assert list(narrow("nature=presse&editeur=Zoé").qs) == sources[:1]


def test_a_facet_ignores_its_own_choice_and_heeds_the_others(sources):
    narrowed = narrow("nature=loi")
    assert counts(narrowed, "nature") == {"presse": 2, "loi": 1}
    assert narrowed.counts.number_of("editeur", "Zoé") == 1


def test_a_value_that_every_row_bears_is_offered_only_where_it_is_chosen_or_one_of_several(sources):
    assert counts(narrow("nature=loi"), "editeur") == {}
    assert counts(narrow("nature=loi&editeur=Zoé"), "editeur") == {"Zoé": 1}
    assert counts(narrow("nature=presse"), "editeur") == {"Zoé": 1, "Abel": 1}


def test_a_count_tells_what_choosing_gives(sources):
    for name in ("nature", "editeur"):
        for value, number in counts(narrow(), name).items():
            assert narrow(f"{name}={value}").total == number


def test_values_are_shown_by_rank(sources):
    assert list(counts(narrow(), "editeur")) == ["Zoé", "Abel"]


def test_a_value_that_gives_nothing_is_hidden_unless_chosen(sources):
    assert "officiel" not in counts(narrow(), "nature")
    narrowed = narrow("nature=officiel")
    assert counts(narrowed, "nature") == {"presse": 2, "loi": 1, "officiel": 0}
    assert narrowed.total == 0


def test_an_unknown_value_is_told_and_loses_nothing_of_the_rest(sources):
    narrowed = narrow("nature=rumeur&nature=loi&editeur=Zoé")
    assert narrowed.unknown == [("Nature", "rumeur")]
    assert list(narrowed.qs) == sources[2:]


def test_only_unknown_values_narrow_nothing(sources):
    assert narrow("nature=rumeur").total == 3


def test_what_no_page_can_hold_is_left_out(sources):
    assert narrow("nature=l%00oi&q=%00").total == 1


def test_a_search_without_a_word_is_told(sources):
    narrowed = narrow("q=!!")
    assert narrowed.unknown == [("Recherche", "!!")]
    assert narrowed.total == 3


def test_a_search_ignores_accents_and_needs_every_word(sources):
    assert narrow("q=zoe").total == 2
    assert narrow("q=zoe+abel").total == 0


def test_a_chip_drops_its_choice_and_keeps_the_others(sources):
    narrowed = narrow("nature=loi&nature=presse&editeur=Zoé&q=zoe&page=3")
    dropped = {(chip.label, chip.option.label): chip.query for chip in narrowed.chips}
    assert dropped["Nature", "presse"] == "?q=zoe&nature=loi&editeur=Zo%C3%A9"
    assert dropped["Recherche", "«\u00a0zoe\u00a0»"] == "?nature=loi&nature=presse&editeur=Zo%C3%A9"


def test_the_last_chip_leaves_the_whole_list(sources):
    assert [chip.query for chip in narrow("nature=loi").chips] == [""]


def test_a_value_given_twice_is_chosen_once(sources):
    assert len(narrow("nature=loi&nature=loi&nature=+loi+&nature=").chips) == 1


def test_a_facet_is_open_when_something_is_chosen_in_it(sources):
    assert {panel.name: panel.is_open for panel in narrow("nature=loi").panels} == {"nature": True, "editeur": False}


def test_all_counts_and_the_total_cost_one_statement(sources, django_assert_num_queries):
    narrowed = narrow("nature=loi")
    with django_assert_num_queries(1):
        assert narrowed.panels
        assert narrowed.total == 1


def test_pages_trust_the_length_they_are_given(sources, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Pages(Source.objects.all(), 2, 3).num_pages == 2


def test_a_long_facet_shows_the_most_frequent_values_and_the_chosen_ones(monkeypatch):
    monkeypatch.setattr("records.listing.counting.VALUES_SHOWN", 2)
    for publisher, number in (("A", 3), ("B", 2), ("C", 1)):
        SourceFactory.create_batch(number, publisher=publisher)
    assert counts(narrow(), "editeur") == {"B": 2, "A": 3}
    assert counts(narrow("editeur=C"), "editeur") == {"C": 1, "A": 3}
    assert [panel.is_cut for panel in narrow().panels if panel.name == "editeur"] == [True]
    assert [panel.is_cut for panel in narrow().panels if panel.name == "nature"] == [False]


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (OptionFilter, {"parse"}),
        (OptionFilter, {"narrow"}),
        (Facet, {"parse", "narrow"}),
        (RowsFacet, {"narrow", "counts"}),
    ],
)
def test_a_filter_that_does_not_say_all_it_must_is_a_mistake_once_declared(base, said):
    half_said = type("HalfSaid", (base,), dict.fromkeys(said, lambda self, *_given: None))
    with pytest.raises(TypeError, match="abstract method"):
        half_said()
