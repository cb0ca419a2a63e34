"""Rules of the database, told beside the field they are about; dates held in the calendar without a word."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from records.models import SharedLink, Source
from records.publication.identifiers import answers_to, identified_by
from records.publication.references import has_its_form
from records.publication.rules import date_bounds
from tests.records.bookshelf.models import Author, Book, Tag
from tests.records.factories import AuthorFactory, BookFactory, TagFactory


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Book, {"published_on", "printed_on", "embargo_until"}),  # neither the stored order nor what the clock writes
        (Author, {"published_on", "born_on"}),
        (SharedLink, {"expires_at", "revoked_at"}),
        (Tag, set()),
    ],
)
def test_every_date_that_people_type_is_held_in_the_calendar(model, fields):
    bounds = {each.name: each.violation_error_code for each in date_bounds(model)}
    label = model._meta.label_lower.replace(".", "_")
    assert bounds == {f"{label}_{name}_in_calendar": name for name in fields}
    assert bounds.keys() <= {each.name for each in model._meta.constraints}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "is_held"),
    [
        (None, True),
        (dt.date(1800, 1, 1), True),
        (dt.date(1799, 12, 31), False),
        (dt.date(2100, 12, 31), True),
        (dt.date(2101, 1, 1), False),
    ],
)
def test_a_date_out_of_the_calendar_is_refused_beside_its_field(day, is_held):
    author = Author(name="Anne", born_on=day, born_precision="jour" if day else "")
    if is_held:
        author.validate_constraints(exclude={"slug", "record_id"})
    else:
        with pytest.raises(ValidationError) as refusal:
            author.validate_constraints(exclude={"slug", "record_id"})
        assert refusal.value.message_dict == {"born_on": ["Une date se situe entre 1800 et 2100."]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "beside"),
    [
        ({"born_on": dt.date(1950, 1, 1)}, "born_precision"),
        ({"born_on": dt.date(1700, 1, 1), "born_precision": "jour"}, "born_on"),
        ({"status": "published"}, "__all__"),  # a rule about no field
    ],
)
def test_a_rule_is_told_beside_the_field_it_names(values, beside):
    with pytest.raises(ValidationError) as refusal:
        Author(name="Anne", **values).validate_constraints()
    assert list(refusal.value.message_dict) == [beside]


def test_a_rule_about_a_field_that_is_not_shown_stays_above_the_form():
    refused = ValidationError({"__all__": [ValidationError("Non.", code="born_on"), ValidationError("Nul.", code="x")]})
    author = Author(name="Anne")
    placed = author._beside_fields(refused.error_dict, excluded={"born_on"})
    assert {name: [each.message for each in told] for name, told in placed.items()} == {"__all__": ["Non.", "Nul."]}
    placed = author._beside_fields(refused.error_dict, excluded=set())
    assert {name: [each.message for each in told] for name, told in placed.items()} == {
        "born_on": ["Non."],
        "__all__": ["Nul."],
    }


def test_what_is_told_beside_a_field_already_stays_there():
    refused = ValidationError({"name": [ValidationError("Non.", code="born_on")]})
    assert list(Author()._beside_fields(refused.error_dict, excluded=set())) == ["name"]


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, set()),  # every check is surely met
        ({"born_on": dt.date(1950, 1, 1)}, {"bookshelf_author_precision_goes_with_date"}),
        (
            {"born_on": "1950-01-01", "born_precision": "jour"},
            {"bookshelf_author_born_on_in_calendar"},
        ),  # not a date yet
    ],
)
def test_the_database_is_asked_only_of_what_is_not_surely_met(values, asked):
    left = [each.name for _model, rules in Author(name="Anne", **values).get_constraints() for each in rules]
    assert set(left) == asked


def test_what_is_weighed_apart_is_left_to_the_rows_together():
    rule = next(each for each in Author._meta.constraints if each.name.endswith("goes_with_date"))
    author = Author(name="Anne", born_on=dt.date(1950, 1, 1))
    author.weighed_apart = rule
    assert all(rule not in rules for _model, rules in author.get_constraints())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Anne\u200b\tHébert ", "Anne Hébert"),
        ("E\u0301tienne", "Étienne"),
        ("", ""),
    ],
)
def test_texts_are_clean_once_they_are_checked_or_saved(typed, kept):
    author = Author(name=typed)
    author.clean_texts()
    assert author.name == kept


def test_a_text_that_was_not_read_stays_unread(django_assert_num_queries, db):
    AuthorFactory()
    author = Author.objects.defer("biography").get()
    with django_assert_num_queries(0):
        author.clean_texts()
    assert author.get_deferred_fields() == {"biography"}


def test_what_is_no_text_is_left_to_the_fields_to_refuse():
    author = Author(name=7, born_on=" 1950-01-01 ")
    author.clean_texts()
    assert (author.name, author.born_on) == (7, " 1950-01-01 ")


@pytest.mark.parametrize(("typed", "is_given"), [("Anne", True), (" \u200b ", False)])
def test_a_field_is_checked_once_its_text_is_clean(typed, is_given):
    refused = {}
    try:
        Author(name=typed).clean_fields()
    except ValidationError as refusal:
        refused = refusal.message_dict
    assert ("name" not in refused) is is_given


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reference", "is_one"),
    [
        (None, True),  # a draft has none
        ("M-2022-03", True),
        ("M-0000-01", True),
        ("M-2022-103", True),
        ("A-2022-03", False),  # of another kind
        ("M-2022-3", False),
        ("m-2022-03", False),
        ("M-22-03", False),
        ("xM-2022-03", False),
        ("M-2022-03x", False),
        ("", False),
    ],
)
def test_the_references_of_a_kind_have_their_form(reference, is_one):
    constraint = has_its_form("essai", "M")
    value = models.Value(reference, models.CharField())
    assert constraint.condition.check({"reference": value}) is is_one
    assert constraint.violation_error_code == "reference"


@pytest.fixture
def books(db):
    """Three books: one that a file brought, of the sea; two others."""
    return [
        BookFactory(title="La mer", slug="la-mer", record_id="l-001", summary="De l’eau."),
        BookFactory(title="Le vent", slug="le-vent"),
        BookFactory(title="La mer au vent", slug="la-mer-au-vent"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("   ", []),
        ("la-mer", ["La mer"]),
        (" LA-MER ", ["La mer"]),
        ("la‑mer", ["La mer"]),  # a dash of a text
        ("https://exemple.invalid/livres/la-mer/", ["La mer"]),  # the address of its page
        ("/livres/la-mer", ["La mer"]),
        ("l-001", ["La mer"]),  # its line in the register
        ("L–001", ["La mer"]),
        ("la-me", []),  # known whole
        ("/", []),
        ("%", []),
    ],
)
def test_a_row_is_known_by_what_is_cited(books, typed, found):
    assert [book.title for book in Book.objects.filter(identified_by(Book, typed))] == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["La mer", "La mer au vent", "Le vent"]),  # nothing narrows
        ("mer", ["La mer", "La mer au vent"]),
        ("MÉR vent", ["La mer au vent"]),  # every word
        ("eau", ["La mer"]),
        ("l-001", ["La mer"]),  # by what it is known by, though no text says it
        ("rien", []),
    ],
)
def test_a_row_answers_to_its_words_or_to_what_it_is_known_by(books, typed, found):
    assert [book.title for book in Book.objects.filter(answers_to(Book, typed)).order_by("title")] == found


def test_a_model_without_identifiers_is_known_by_none(db):
    TagFactory(slug="mer")
    assert not Source.objects.filter(identified_by(Source, "mer")).exists()
    assert Tag.objects.filter(identified_by(Tag, "mer")).exists()
