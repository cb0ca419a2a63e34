"""What is to be corrected in a form, in one list: each line names its place and leads there."""

from types import SimpleNamespace

import pytest
from django import forms

from records.admin.problems import Problem, problems_of
from tests.records.admin.library import chapters_of, chapters_sent
from tests.records.bookshelf.models import Book, Chapter

EMPTY = "Ce champ est obligatoire."


class Asked(forms.Form):
    """A form with a field of each sort."""

    title = forms.CharField(label="Titre")
    key = forms.CharField(widget=forms.HiddenInput)
    moment = forms.SplitDateTimeField(label="Moment", required=False)
    sorts = forms.MultipleChoiceField(label="Sortes", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)

    def clean(self):
        """Refuse the whole, whatever it says."""
        raise forms.ValidationError(["Relisez.", "Vraiment."])


def part(*rows, **beside):
    """Return the part of the chapters of a book, as a form shows it once `rows` are sent; as it opens without any."""
    formset = chapters_of(Book(), chapters_sent(*rows, **beside) if rows else None)
    return SimpleNamespace(formset=formset, opts=Chapter._meta)


def test_each_problem_of_a_form_leads_to_its_field():
    assert problems_of(Asked({"moment_0": "jadis"}), []) == [
        Problem("Titre", EMPTY, "id_title"),
        Problem("", EMPTY, ""),  # nobody sees a hidden field: its place has no name, and leads nowhere
        Problem("Moment", "Saisissez une date valide.", "id_moment_0"),  # to the first of its boxes
        Problem("Sortes", EMPTY, "id_sorts"),  # to the set of its boxes
        Problem("", "Relisez.", ""),
        Problem("", "Vraiment.", ""),
    ]


def test_the_places_where_problems_lead_are_drawn():
    form = Asked({"moment_0": "jadis"})
    drawn = form.as_div()
    assert [each.target for each in problems_of(form, []) if f'id="{each.target}"' not in drawn] == ["", "", ""]


def test_a_form_that_is_only_open_has_no_problem():
    assert problems_of(Asked(), []) == []


@pytest.mark.django_db
def test_a_problem_of_a_row_begins_with_its_name_and_its_rank():
    shown = part({"text": "Un", "price": "douze"}, {"text": "", "price": "3"})
    places = [(each.place, each.target) for each in problems_of(forms.Form(), [shown])]
    assert places == [
        ("Chapitre 1, Prix", "id_chapters-0-price"),
        ("Chapitre 2, Texte", "id_chapters-1-text"),
    ]


@pytest.mark.django_db
def test_a_problem_of_rows_together_leads_to_their_part_and_one_of_a_whole_row_to_the_row():
    found = problems_of(forms.Form(), [part({"text": "Un", "position": "1"}, {"text": "Deux", "position": "1"})])
    assert found == [
        Problem("Chapitres", "Deux lignes ont la même valeur\u00a0: Rang.", "chapters-group"),
        Problem("Chapitre 2", "Cette ligne répète une autre ligne.", "chapters-1"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rows",
    [
        [],  # a part that is only open
        [{"text": "Un"}],
        [{"text": "Un", "price": "douze", "DELETE": "on"}],  # a row that goes is not to be corrected
    ],
)
def test_a_part_without_a_fault_has_no_problem(rows):
    assert problems_of(forms.Form(), [part(*rows)]) == []


@pytest.mark.django_db
def test_a_row_that_cannot_go_is_to_be_corrected():
    shown = part({"text": "Un", "price": "douze", "DELETE": "on"})
    shown.formset.can_delete = False
    assert [each.place for each in problems_of(forms.Form(), [shown])] == ["Chapitre 1, Prix"]


@pytest.mark.django_db
def test_the_problems_of_a_form_come_before_those_of_its_parts():
    found = problems_of(Asked({}), [part({"text": "", "price": "3"})])
    assert [each.place for each in found][-1] == "Chapitre 1, Texte"
    assert found[0].place == "Titre"
