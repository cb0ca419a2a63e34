"""The columns of a file: what each reads of a row, in which language, and which of them a reader asked for."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from records.listing.columns import Column, ColumnType, Dataset, Spoken, field_reader, names_of, where_shown
from records.models import SourceKind
from tests.records.listing.made_columns import column, row

TEXT, LIST, CHOICE = ColumnType.TEXT, ColumnType.LIST, ColumnType.CHOICE
PARIS = row(name="Paris", name_en="", country=row(name="France", name_en="FRANCE"))


class Manager(list):
    """Rows behind a manager, as Django gives them."""

    def all(self):
        """Return the rows."""
        return iter(self)


@pytest.mark.parametrize(
    ("path", "language", "read"),
    [
        ("name", "fr-ca", "Essai"),
        ("name", "en", "Essay"),
        ("note", "fr-ca", "Bref"),
        ("note", "en", "Bref"),  # nobody translated it
        ("year", "en", 1999),  # what has no English
        ("place.name", "fr-ca", "Paris"),
        ("place.name", "en", "Paris"),
        ("place.country.name", "fr-ca", "France"),
        ("place.country.name", "en", "FRANCE"),
        ("nowhere.name", "fr-ca", None),  # the relation is empty
        ("nowhere.country.name", "en", None),  # the first of two is
        ("void.country.name", "fr-ca", None),  # the second of two is
    ],
)
def test_a_field_is_read_in_the_language_spoken_or_else_in_french(path, language, read):
    book = row(name="Essai", name_en="Essay", note="Bref", note_en="", year=1999, place=PARIS, nowhere=None,
               void=row(country=None))  # fmt: skip
    with override(language):
        assert field_reader(path)(book) == read


def test_a_reader_speaks_the_language_it_was_made_in():
    with override("en"):
        read = field_reader("name")
    assert read(row(name="Essai", name_en="Essay")) == "Essay"
    assert field_reader("name")(row(name="Essai", name_en="Essay")) == "Essai"


def test_a_field_that_the_row_does_not_have_is_a_mistake():
    with pytest.raises(AttributeError, match="nom"):
        field_reader("nom")(row())


@pytest.mark.parametrize("holder", [list, Manager])
def test_the_names_of_related_rows_are_listed_in_their_order_and_in_the_language_spoken(holder):
    book = row(tags=holder([row(name="Zinc", name_en="Zinc"), row(name="Été", name_en="Summer"), row(name="Mer")]))
    assert names_of("tags").bind()(book) == ["Zinc", "Été", "Mer"]
    with override("en"):
        assert names_of("tags").bind()(book) == ["Zinc", "Summer", "Mer"]
    assert names_of("tags").bind()(row(tags=holder())) == []


def test_another_field_of_related_rows_may_be_listed():
    book = row(author=row(places=[PARIS, row(name="Ailleurs", country=None)]))
    assert names_of("author.places", "country.name").bind()(book) == ["France", None]


@pytest.mark.parametrize(("is_shown", "read"), [(True, "Essai"), (False, None), (None, None)])
def test_a_field_is_read_where_the_row_says_that_it_may_be(is_shown, read):
    assert where_shown("is_free", "name").bind()(row(is_free=is_shown, name="Essai")) == read


def test_what_may_not_be_read_is_not_even_asked_of_the_row():
    assert where_shown("book.is_free", "text").bind()(SimpleNamespace(book=row(is_free=False))) is None


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("name", "Essai"),  # a path
        (lambda row: row.name.upper(), "ESSAI"),  # a function of the row
        (Spoken(lambda: lambda row: row.name * 2), "EssaiEssai"),  # a function made when the file is begun
    ],
)
def test_a_column_reads_a_field_or_what_a_function_returns(source, read):
    book = row(name="Essai")
    assert column(TEXT, source).reader()(book) == column(TEXT, source).raw_reader()(book) == read


@pytest.mark.parametrize(
    ("kind", "held", "raw", "said"),
    [
        (CHOICE, "presse", "presse", "presse"),
        (CHOICE, "loi", "loi", "loi ou règlement"),
        (CHOICE, "", "", ""),
        (CHOICE, None, None, ""),
        (CHOICE, "rumeur", "rumeur", ""),  # no longer a choice
        (LIST, ["loi", "web"], ["loi", "web"], ["loi ou règlement", "autre page web"]),
        (LIST, [], [], []),
    ],
)
def test_a_column_of_choices_says_their_words_and_keeps_their_codes_for_machines(kind, held, raw, said):
    kinds = column(kind, choices=SourceKind)
    assert kinds.raw_reader()(row(held)) == raw
    assert kinds.reader()(row(held)) == said


@pytest.mark.parametrize(
    ("source", "fields", "told"),
    [
        ("name", (), ("name",)),
        ("place.country.name", (), ("place",)),  # the field of the record itself
        (str, (), ()),  # a function that declares none
        (str, ("starts_on", "ends_on"), ("starts_on", "ends_on")),
        ("name", ("title",), ("title",)),  # what is declared goes before what is read
        (names_of("tags"), (), ()),
        (names_of("tags"), ("tags",), ("tags",)),
    ],
)
def test_a_column_tells_which_fields_of_the_record_it_shows(source, fields, told):
    assert column(TEXT, source, fields=fields).told == told


def dataset(**more):
    """Return a Dataset of three columns."""
    columns = [Column(name, name.upper(), TEXT, "", f"{name}.name") for name in ("nom", "pays", "ville")]
    return Dataset("livres", columns, {}, **more)


@pytest.mark.parametrize(
    ("on_paper", "asked", "headers"),
    [
        ((), [], ["nom"]),  # what names the row is always there
        ((), ["ville", "pays"], ["nom", "ville", "pays"]),  # in the order asked
        ((), ["pays", "nom"], ["nom", "pays"]),  # the name first, once
        ((), ["pays", "pays"], ["nom", "pays"]),
        ((), ["rumeur", "", "pays"], ["nom", "pays"]),  # the unknown are left out
        (("pays", "ville"), [], ["pays"]),  # paper says what names the row
        (("pays", "ville"), ["nom"], ["pays", "nom"]),
        (("pays", "ville"), ("pays", "ville"), ["pays", "ville"]),
    ],
)
def test_the_columns_asked_for_come_after_what_names_the_row(on_paper, asked, headers):
    assert [each.header for each in dataset(on_paper=on_paper).chosen(asked)] == headers


def test_a_dataset_labels_its_columns_in_their_order_and_tells_its_fields():
    assert list(dataset().labels().items()) == [("nom", "NOM"), ("pays", "PAYS"), ("ville", "VILLE")]
    assert dataset().told() == {"nom", "pays", "ville"}
