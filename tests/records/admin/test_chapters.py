"""A long form is cut in chapters: nothing of it is lost, nothing is there twice."""

from types import SimpleNamespace

import pytest
from django.utils.text import format_lazy

from records.admin.chapters import Chapter, arrange


class Stops:
    """Stands for the options of the parts of a record."""


class Costs:
    """Stands for those of other parts."""


def fieldset(name):
    """Return a fieldset as the form gives it."""
    return SimpleNamespace(name=name)


def part(options):
    """Return the formset of parts that have these options."""
    return SimpleNamespace(opts=options())


IDENTITY, TEXTS, STOPS, COSTS = fieldset("Identité"), fieldset(None), part(Stops), part(Costs)
FIELDSETS, PARTS = [IDENTITY, TEXTS], [STOPS, COSTS]


def arranged(*chapters):
    """Return {slug: blocks} of a form cut in `chapters` (slug, what it holds)."""
    shown = arrange([Chapter(slug, slug.title(), list(holds)) for slug, holds in chapters], FIELDSETS, PARTS)
    return {chapter.slug: chapter.blocks for chapter in shown}


def test_a_chapter_holds_its_fields_and_its_parts_in_the_order_it_says():
    assert arranged(("debut", [Stops, "Identité"]), ("fin", [Costs, "None"])) == {
        "debut": [(None, STOPS), (IDENTITY, None)],
        "fin": [(None, COSTS), (TEXTS, None)],
    }


def test_what_no_chapter_holds_closes_the_last_one():
    assert arranged(("debut", ["Identité"]), ("fin", [Costs])) == {
        "debut": [(IDENTITY, None)],
        "fin": [(None, COSTS), (TEXTS, None), (None, STOPS)],
    }


def test_what_two_chapters_name_stands_in_the_first():
    shown = arranged(("debut", ["Identité", Stops]), ("fin", ["Identité", Stops]))
    assert shown["debut"] == [(IDENTITY, None), (None, STOPS)]
    assert shown["fin"] == [(TEXTS, None), (None, COSTS)]


def test_a_chapter_of_which_the_person_sees_nothing_is_left_out():
    assert list(arranged(("vide", ["Ailleurs"]), ("fin", ["Identité"]))) == ["fin"]


def test_a_form_that_has_nothing_has_no_chapter():
    assert arrange([Chapter("debut", "Début", ["Identité"])], [], []) == []


def test_a_short_form_is_not_cut():
    assert arrange([], FIELDSETS, PARTS) == []


@pytest.mark.parametrize(
    ("holds", "parts"),
    [
        ([Stops, "Identité", Costs], [STOPS, COSTS]),
        (["Identité", "None", Stops, Costs], [STOPS, COSTS]),
        ([Costs, Stops], [COSTS, STOPS]),
    ],
)
def test_a_chapter_tells_its_parts_apart(holds, parts):
    [shown] = arrange([Chapter("tout", "Tout", holds)], FIELDSETS, PARTS)
    assert (shown.slug, shown.title, shown.parts) == ("tout", "Tout", parts)


def test_a_title_looked_up_in_the_catalogue_is_found():
    [shown] = arrange([Chapter("tout", "Tout", [format_lazy("Identi{}", "té")])], [IDENTITY], [])
    assert shown.blocks == [(IDENTITY, None)]
