"""The fields of the bureau's forms: rows looked for by name, links that add or read them, words said once."""

import datetime as dt
from copy import deepcopy

import pytest
from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils.functional import Promise
from django.utils.translation import override

from records.admin import PartInline, ToldChoice
from records.admin.typed_fields import AmountField, DayField, DegreesTyped, HourField, LinesField, WholeNumberField
from records.admin.widgets import ANY_FIELD, ANY_NAME, AnyChooser, NamedAutocomplete, NamedAutocompletes, RelatedRow
from records.publication.degrees import DegreesField
from tests.records.admin.bureau import person_who_may, request_of
from tests.records.admin.library import LIBRARY, SHELF
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag
from tests.records.factories import AuthorFactory, BookFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]


class SeriesBooks(PartInline):
    """The books of a series, as its parts, and one more."""

    model = Book
    fields = ["title", "author", "tags"]
    autocomplete_fields = ["author", "tags"]
    extra = 1


def chooser(*, required=True, known=None):
    """Return what looks for the author of a book; `known`: who is chosen, in hand."""
    widget = NamedAutocomplete(Book._meta.get_field("author"), LIBRARY)
    widget.is_required, widget.known = required, known
    widget.choices = forms.ModelChoiceField(Author.objects.all()).choices
    return widget


def choosers(known=None):
    """Return what looks for the tags of a book; `known`: those chosen, in hand."""
    widget = NamedAutocompletes(Book._meta.get_field("tags"), LIBRARY)
    widget.known, widget.choices = known, forms.ModelMultipleChoiceField(Tag.objects.all()).choices
    return widget


def offered(widget, *value):
    """Return the options that a widget draws for a value: (key, words, whether it is chosen), and what it asked."""
    with CaptureQueriesContext(connection) as asked:
        options = [each for _group, each, _rank in widget.optgroups("name", [*value])]
    return [(str(one["value"]), one["label"], bool(one["selected"])) for each in options for one in each], len(asked)


def test_the_row_chosen_is_named_without_asking_where_it_is_in_hand():
    plume = Author(pk=7, name="Plume")
    assert offered(chooser(known=plume), "7") == ([("7", "Plume", True)], 0)
    assert offered(chooser(known=plume, required=False), "7") == ([("", "", False), ("7", "Plume", True)], 0)


@pytest.mark.parametrize("known", [None, Author(pk=10**6, name="Autre")])
def test_the_row_chosen_is_asked_for_where_another_or_none_is_in_hand(known):
    key = str(AuthorFactory(name="Plume").pk)
    assert offered(chooser(known=known), key) == ([(key, "Plume", True)], 1)


@pytest.mark.parametrize("value", [[], [""], ["abc"], ["1.5"], ["9" * 30], [None]])
def test_what_is_no_key_is_not_asked_of_the_database(value):
    assert offered(chooser(), *value) == ([], 0)
    assert offered(chooser(required=False), *value) == ([("", "", False)], 0)
    assert offered(choosers(), *value) == ([], 0)


def test_the_rows_chosen_are_named_without_asking_where_they_are_in_hand():
    tags = [Tag(pk=3, name="Poésie"), Tag(pk=4, name="Atlas")]
    named = [("3", "Poésie", True), ("4", "Atlas", True)]
    assert offered(choosers(tags), "4", "3") == (named, 0)
    assert offered(choosers(tags), "4", "abc", "3") == (named, 0)


@pytest.mark.parametrize("in_hand", [None, [], ["Poésie"], ["Poésie", "Atlas", "Théâtre"]])
def test_the_rows_chosen_are_asked_for_where_others_are_in_hand(in_hand):
    tags = {name: TagFactory(name=name) for name in ("Poésie", "Atlas", "Théâtre")}
    known = None if in_hand is None else [tags[name] for name in in_hand]
    found, asked = offered(choosers(known), str(tags["Poésie"].pk), str(tags["Atlas"].pk))
    assert {words for _key, words, _chosen in found} == {"Poésie", "Atlas"}
    assert asked == 1


def test_the_address_where_rows_are_looked_for_is_made_once():
    widget = chooser()
    assert widget.get_url() == "/admin/autocomplete/"
    assert deepcopy(widget).get_url() is widget.get_url()


def test_what_is_looked_for_is_said_while_nothing_is_chosen():
    attributes = chooser().build_attrs({})
    assert attributes["data-placeholder"] == "Chercher\u00a0: auteur"
    assert attributes["data-ajax--url"] == "/admin/autocomplete/"


def test_no_cross_removes_all_the_rows_chosen():
    assert choosers().build_attrs({})["data-allow-clear"] == "false"


def test_what_a_part_points_to_is_named_without_being_asked_for_again():
    book = BookFactory(author__name="Plume")
    book.tags.add(TagFactory(name="Poésie"))
    opened = SeriesBooks(Series, LIBRARY).get_formset(request_of(), book.series)
    formset = opened(instance=book.series, queryset=SeriesBooks(Series, LIBRARY).get_queryset(request_of()))
    with CaptureQueriesContext(connection) as asked:
        drawn = [str(form[name]) for form in formset.forms for name in ("author", "tags")]
    assert len(asked) == 2  # the books and their tags: nothing as they are drawn
    assert ["Plume" in each for each in drawn] == [True, False, False, False]
    assert ["Poésie" in each for each in drawn] == [False, True, False, False]


def related(name, user=None):
    """Return the field of a book by which a related row is chosen."""
    return SHELF.formfield_for_dbfield(Book._meta.get_field(name), request_of(user))


def test_a_related_row_is_added_or_read_from_the_form_and_neither_changed_nor_deleted():
    drawn = related("author").widget.render("author", None, {"id": "id_author"})
    assert 'id="add_id_author"' in drawn
    assert 'id="view_id_author"' in drawn
    assert "change_id_author" not in drawn
    assert "delete_id_author" not in drawn


@pytest.mark.parametrize(
    ("permissions", "is_added", "is_read"),
    [
        ([], False, False),
        (["view_author"], False, True),
        (["add_author", "change_author", "delete_author"], True, True),  # who changes rows may read them
    ],
)
def test_the_links_of_a_related_row_are_those_that_the_person_may_follow(permissions, is_added, is_read):
    drawn = related("author", person_who_may(*permissions)).widget.render("author", None, {})
    assert ("add_id_author" in drawn, "view_id_author" in drawn) == (is_added, is_read)


def test_the_frame_is_drawn_once_for_all_the_rows_and_named_for_each():
    widget = related("author").widget
    rows = [deepcopy(widget), deepcopy(widget)]
    first, second = (each.render(f"books-{rank}-author", None, {}) for rank, each in enumerate(rows))
    assert len(widget.frame) == 1
    assert second == first.replace("books-0-", "books-1-")
    assert not [mark for mark in (ANY_NAME, ANY_FIELD) if mark in first]


def test_a_hostile_name_is_escaped_in_the_frame():
    drawn = related("author").widget.render('a"><script>', None, {})
    assert "<script>" not in drawn


def test_a_hidden_field_has_no_frame():
    hidden = RelatedFieldWidgetWrapper(forms.HiddenInput(), Book._meta.get_field("author").remote_field, LIBRARY)
    widget = RelatedRow.standing_for(hidden)
    drawn = widget.render("author", 7, {})
    assert '<input type="hidden" name="author" value="7"' in drawn
    assert "add_id_author" not in drawn
    assert widget.frame == []


def test_what_stands_for_a_field_is_drawn_as_its_mark():
    assert AnyChooser().render("author", 7) == ANY_FIELD


@pytest.mark.parametrize(
    ("value", "words", "sent"),
    [
        ("a", "Un &lt;ça&gt;", "a"),
        (2, "Deux", "2"),
        ("2", "Deux", "2"),
        ("c", "", "c"),  # a choice that is none by now is sent back as it is
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_a_choice_already_made_is_said_in_full_and_sent_back(value, words, sent):
    drawn = ToldChoice(choices=[("a", "Un <ça>"), (2, "Deux")]).render("sorte", value)
    assert drawn == f'<span>{words}</span><input type="hidden" name="sorte" value="{sent}">'


@pytest.mark.parametrize(
    ("name", "kind", "widget"),
    [
        ("author", forms.ModelChoiceField, RelatedRow),
        ("series", forms.ModelChoiceField, RelatedRow),
        ("tags", forms.ModelMultipleChoiceField, RelatedRow),
        ("summary", LinesField, forms.Textarea),
        ("printed_on", DayField, forms.DateInput),
        ("printed_precision", forms.TypedChoiceField, forms.Select),
    ],
)
def test_each_field_of_a_record_is_chosen_or_typed_in_its_own_way(name, kind, widget):
    field = related(name)
    assert isinstance(field, kind)
    assert isinstance(field.widget, widget)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (models.DecimalField(max_digits=9, decimal_places=2), AmountField),
        (DegreesField(), DegreesTyped),
        (models.PositiveSmallIntegerField(), WholeNumberField),
        (models.DateField(), DayField),
        (models.TimeField(), HourField),
    ],
)
def test_each_sort_of_value_is_read_by_its_own_field(field, kind):
    field.set_attributes_from_name("essai")
    assert type(SHELF.formfield_for_dbfield(field, request_of())) is kind


def test_an_hour_is_shown_to_the_minute():
    field = models.TimeField()
    field.set_attributes_from_name("essai")
    assert 'value="09:30"' in SHELF.formfield_for_dbfield(field, request_of()).widget.render("essai", dt.time(9, 30))


def test_rows_are_looked_for_by_name_where_the_list_is_long_and_ticked_where_it_is_short():
    inside = {name: related(name).widget.widget for name in ("series", "author", "tags")}
    assert isinstance(inside["series"], NamedAutocomplete)
    assert not isinstance(inside["author"], NamedAutocomplete)
    assert isinstance(inside["tags"], forms.CheckboxSelectMultiple)
    parts = SeriesBooks(Series, LIBRARY)
    tags = parts.formfield_for_dbfield(Book._meta.get_field("tags"), request_of())
    assert isinstance(tags.widget.widget, NamedAutocompletes)


def test_the_choices_of_a_part_are_read_once_for_all_its_rows():
    class Named(PartInline):
        model, fields = Chapter, ["book", "text"]

    BookFactory(title="Atlas")
    field = Named(Series, LIBRARY).formfield_for_dbfield(Chapter._meta.get_field("book"), request_of())
    with CaptureQueriesContext(connection) as asked:
        said = [[str(words) for _key, words in each.choices] for each in (deepcopy(field), deepcopy(field))]
    assert said == [["---------", "Atlas"]] * 2
    assert asked.captured_queries == []


@pytest.mark.parametrize(("language", "words"), [("fr-ca", "au jour près"), ("en", "to the day")])
def test_the_words_of_a_field_are_said_once_in_the_language_of_who_asked(language, words):
    with override(language):
        field = related("printed_precision")
    assert words in dict(field.choices).values()
    assert not [each for each in (field.label, *dict(field.choices).values()) if isinstance(each, Promise)]


def test_the_groups_of_choices_are_said_too():
    field = models.CharField("sorte", max_length=9, choices=[("Textes", [("roman", "Roman")]), ("carte", "Carte")])
    field.set_attributes_from_name("sorte")
    made = SHELF.formfield_for_dbfield(field, request_of())
    assert list(made.choices) == [("", "---------"), ("Textes", [("roman", "Roman")]), ("carte", "Carte")]


def test_a_field_that_no_form_shows_has_none():
    field = models.CharField(max_length=9, editable=False)
    field.formfield = lambda **_options: None
    assert SHELF.formfield_for_dbfield(field, request_of()) is None
