"""What a field of a model is, asked by its name; which precision goes with which date; what is called for ever."""

import uuid
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test.utils import isolate_apps
from django.utils.translation import gettext_lazy, override

from records.models import Source, SourceProposal
from records.publication.degrees import DegreesField
from records.publication.fields import attribute_of, field_of, link_of, pointed_by, relations_to, through_of
from records.publication.permanent_ids import PORTAL, named_id, permanent_id
from records.publication.personal import PersonalFile, Retention
from records.publication.precisions import precisions_of
from records.publication.twins import label_of
from records.words.dates import DatePrecision
from tests.records.bookshelf.models import Author, Book, BookDocument, Chapter, Series, Tag


@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        ("title", "title"),
        ("author", "author_id"),  # the table stores the key
        ("tags", "tags"),
    ],
)
def test_a_field_is_found_by_its_name_with_what_the_table_stores_of_it(name, attribute):
    assert field_of(Book, name).name == name
    assert attribute_of(Book, name) == attribute


def test_a_field_that_the_model_does_not_have_is_a_mistake():
    with pytest.raises(FieldDoesNotExist, match="nom"):
        field_of(Book, "nom")


@pytest.mark.parametrize(
    ("name", "model"), [("author", Author), ("series", Series), ("tags", Tag), ("sources", Source)]
)
def test_a_relation_points_to_a_model(name, model):
    assert pointed_by(Book, name) is model


def test_the_rows_that_hold_a_relation_to_many_have_a_model():
    assert through_of(field_of(Book, "tags")) is Book.tags.through


@pytest.mark.parametrize(
    ("inline", "whole", "name"),
    [
        (SimpleNamespace(model=Chapter, fk_name=None), Book, "book"),
        (SimpleNamespace(model=Book, fk_name=None), Series, "series"),
        (SimpleNamespace(model=Book, fk_name="author"), Series, "author"),  # as it was said
        (SimpleNamespace(model=BookDocument, fk_name=""), Book, "record"),
    ],
)
def test_the_parts_of_a_form_are_of_its_record_by_a_foreign_key(inline, whole, name):
    assert link_of(inline, whole) == name


@pytest.mark.parametrize(
    ("model", "pointing"),
    [
        (Book, {(Chapter, "book"), (BookDocument, "record")}),
        (Author, {(Book, "author"), (Series, "director")}),
        (Series, {(Book, "series")}),
        (Tag, {(Book, "tags")}),  # by many: neither the rows between, nor histories
    ],
)
def test_what_points_to_a_record_is_known_histories_left_out(model, pointing):
    assert {(each.related_model, each.field.name) for each in relations_to(model)} == pointing


def test_what_points_without_a_name_there_is_known_too():
    assert (SourceProposal, "author") in {(each.related_model, each.field.name) for each in relations_to(User)}


@pytest.mark.parametrize(
    ("degrees", "kept"),
    [
        ("46.81388", "46.8139"),
        ("-71.20805", "-71.2080"),  # halfway, to the even
        ("0", "0.0000"),
        ("180.00004", "180.0000"),
    ],
)
def test_degrees_are_kept_to_some_ten_metres(degrees, kept):
    assert str(DegreesField().rounded(Decimal(degrees))) == kept


def test_degrees_are_a_number_like_another_for_the_database():
    _name, path, args, options = DegreesField("latitude", null=True, max_digits=3).deconstruct()
    assert (path, args) == ("django.db.models.DecimalField", [])
    assert options == {"verbose_name": "latitude", "null": True, "max_digits": 7, "decimal_places": 4}


def precise(**fields):
    """Return a model with these fields."""
    return type("Precise", (models.Model,), {"__module__": "tests.records.bookshelf", **fields})


def of_dates():
    """Return a field that says how well a date is known."""
    return models.CharField(max_length=8, choices=DatePrecision)


@pytest.mark.parametrize(
    ("model", "goes_with"),
    [
        (Book, {"printed_precision": ["printed_on"]}),
        (Author, {"born_precision": ["born_on"]}),
        (Source, {"published_precision": ["published_on"]}),
        (Tag, {}),
    ],
)
def test_a_precision_goes_with_the_date_it_is_named_after(model, goes_with):
    assert precisions_of(model) == goes_with


@isolate_apps("tests.records.bookshelf")
def test_the_precision_of_dates_goes_with_the_beginning_and_the_end():
    day = models.DateField
    dated = precise(
        ends_on=day(), starts_on=day(), signed_on=day(), date_precision=of_dates(), signed_precision=of_dates()
    )
    assert precisions_of(dated) == {"date_precision": ["ends_on", "starts_on"], "signed_precision": ["signed_on"]}


@isolate_apps("tests.records.bookshelf")
def test_a_precision_alone_goes_with_the_first_date_that_people_type():
    at, day = models.DateTimeField(), models.DateField
    dated = precise(at=at, sorts_on=day(editable=False), held_on=day(), closed_on=day(), precision=of_dates())
    assert precisions_of(dated) == {"precision": ["held_on"]}


@isolate_apps("tests.records.bookshelf")
def test_a_precision_without_its_date_goes_with_none():
    assert precisions_of(precise(held_on=models.DateField(), signed_precision=of_dates())) == {"signed_precision": []}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (permanent_id(Book(pk=1)), permanent_id(Book(pk=2))),
        (permanent_id(Book(pk=1)), permanent_id(Author(pk=1))),
        (permanent_id(Book(pk=1)), permanent_id(Book(pk=1), "debut")),
        (permanent_id(Book(pk=1)), permanent_id(Book(pk=1, record_id="l1"))),
        (permanent_id(Book(record_id="l1")), permanent_id(Book(record_id="l2"))),
        (named_id("a"), named_id("b")),
    ],
)
def test_two_things_have_two_permanent_names(one, other):
    assert one != other


def test_a_permanent_name_does_not_change_with_the_key_nor_the_address_of_what_a_file_brought():
    one, again = Book(pk=1, record_id="l1", slug="a"), Book(pk=9, record_id="l1", slug="b")
    assert permanent_id(one, "debut") == permanent_id(again, "debut")


def test_permanent_names_are_what_they_always_were():
    assert permanent_id(Book(pk=7)) == uuid.uuid5(PORTAL, "bookshelf.book/no 7")
    assert permanent_id(Book(record_id="l7"), "fin") == uuid.uuid5(PORTAL, "bookshelf.book/l7/fin")
    assert named_id("missions") == uuid.UUID("1817dc15-de9f-59f8-8f30-e13e85d33b6a")


@pytest.mark.parametrize(
    ("record", "label"),
    [
        (SimpleNamespace(identity="2024"), "namespace(identity='2024') (2024)"),
        (Tag(name="mer"), "mer"),  # whose model tells nothing more
        (type("Twin", (), {"identity": "", "__str__": lambda self: "Jean"})(), "Jean"),
        (type("Twin", (), {"identity": "Lyon", "__str__": lambda self: "Jean"})(), "Jean (Lyon)"),
    ],
)
def test_a_record_is_called_with_what_tells_it_from_its_twin(record, label):
    assert label_of(record) == label


@pytest.mark.parametrize(
    ("told", "days", "language", "words"),
    [
        ("{days} jours", 30, "fr-ca", "30 jours"),
        ("avec la fiche", 0, "fr-ca", "avec la fiche"),
        (gettext_lazy("inconnu"), 0, "en", "unknown"),
    ],
)
def test_how_long_something_is_kept_is_said_with_its_days(told, days, language, words):
    with override(language):
        assert Retention(told, days=days).words == words


@pytest.mark.parametrize(
    ("model", "fields", "labels", "has_history"),
    [
        (Author, ("name", "born_on"), ["nom", "naissance"], True),
        (Author, ("books",), ["books"], True),  # a relation seen from its end has no words
        (User, (), [], False),
    ],
)
def test_what_holds_people_says_where_and_in_which_fields(model, fields, labels, has_history):
    file = PersonalFile("essai", "", model, fields, "", "", "", "", Retention(""))
    assert file.labels() == labels
    assert file.table == model._meta.db_table
    assert (file.history is not None) == has_history
    assert file.history in (None, getattr(model, "history", SimpleNamespace(model=None)).model)
