"""A cell names a row as people do: by an identifier, an address or a name, whatever the accents; never by guessing."""

import pytest

from records.imports.columns import Children, Link, Links
from records.imports.faults import CellError
from records.imports.names import NamedRows, RowsByName, SeveralRowsError
from records.imports.typed_cells import addresses_of, several, translator_of
from records.publication.sources import Source
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag
from tests.records.factories import AuthorFactory, SeriesFactory, SourceFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def elie():
    """An author who came from the register, and has an address."""
    return AuthorFactory(name="Anne Élie-Roy", slug="anne-elie-roy", record_id="A17")


@pytest.mark.parametrize(
    "text",
    [
        "A17",
        "anne-elie-roy",
        "Anne Élie-Roy",
        "ANNE ELIE ROY",
        "  anne   élie roy",
        "https://portail.example/auteurs/anne-elie-roy/",
        "/auteurs/anne-elie-roy",
        "/auteurs/A17",
    ],
)
def test_a_row_is_found_by_its_identifier_its_address_or_its_name(elie, text):
    AuthorFactory(name="Anne Élie")
    assert NamedRows(Author, {}).find(text) == str(elie.pk)


@pytest.mark.parametrize("text", ["Anne", "a 17", "auteurs/inconnue/", "", "17"])
def test_a_row_nobody_has_is_refused_with_what_it_would_be(elie, text):
    with pytest.raises(CellError) as refused:
        NamedRows(Author, {}).find(text)
    assert str(refused.value.reason).startswith(f"« {text} » introuvable (auteur)")


def test_a_name_of_two_rows_is_not_chosen_and_tells_them():
    keys = {str(author.pk) for author in (AuthorFactory(name="Côté"), AuthorFactory(name="Cote"))}
    with pytest.raises(SeveralRowsError) as refused:
        NamedRows(Author, {}).find("COTÉ")
    assert refused.value.keys == keys
    assert "plusieurs fiches se nomment « COTÉ »" in str(refused.value.reason)


def test_an_address_tells_two_rows_of_one_name_apart():
    first, second = AuthorFactory(name="Côté"), AuthorFactory(name="Côté")
    rows = NamedRows(Author, {})
    assert [rows.find(author.slug) for author in (first, second)] == [str(first.pk), str(second.pk)]


def test_an_identifier_comes_before_a_name():
    AuthorFactory(name="A17")
    named = AuthorFactory(record_id="A17")
    assert NamedRows(Author, {}).find("A17") == str(named.pk)


def test_a_row_is_called_by_its_name_and_a_source_by_its_address():
    author, source = AuthorFactory(name="Côté"), SourceFactory(url="https://exemple.org/a", publisher="Le Jour")
    assert NamedRows(Author, {}).label(str(author.pk)) == "Côté"
    assert NamedRows(Source, {}).label(str(source.pk)) == "https://exemple.org/a"
    assert NamedRows(Source, {}).label("+https://exemple.org/b") == "https://exemple.org/b"  # not there yet


def test_a_source_is_found_by_its_publisher_where_it_has_one():
    source = SourceFactory(publisher="Le Jour")
    assert NamedRows(Source, {}).find("le jour") == str(source.pk)


def test_only_the_rows_that_a_field_may_point_to_are_named():
    AuthorFactory(name="Côté", country="FR")
    belgian = AuthorFactory(name="Côté", country="BE")
    assert NamedRows(Author, {"country": "BE"}).find("Côté") == str(belgian.pk)


def test_the_rows_of_a_model_are_read_once(django_assert_num_queries, elie):
    rows = RowsByName()
    with django_assert_num_queries(2):  # those of one limit, those of another
        for limit in (None, {}, {"country": "BE"}, None):
            rows.of(Author, limit)
    assert rows.of(Author) is rows.of(Author, {})


def test_what_rows_point_to_is_read_once(django_assert_num_queries):
    alone, directed = SeriesFactory(), SeriesFactory(director=AuthorFactory())
    rows = RowsByName()
    with django_assert_num_queries(1):
        for _each in range(2):
            found = rows.links(Series, "director")
    assert found == {str(alone.pk): "None", str(directed.pk): str(directed.director_id)}


@pytest.fixture
def words():
    """Three words, one of which has a comma: {name: key}."""
    return {name: str(TagFactory(name=name).pk) for name in ("Neige", "Nord", "Nord, grand")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Neige", ["Neige"]),
        ("neige | NORD", ["Neige", "Nord"]),
        ("Neige\nNord\n", ["Neige", "Nord"]),
        ("Neige, Nord; ", ["Neige", "Nord"]),  # where no bar is
        ("Nord, grand", ["Nord, grand"]),  # a name first
        ("Nord, grand|Neige;Nord", ["Nord, grand", "Neige", "Nord"]),
        ("Nord|nord", ["Nord"]),  # once
        ("", []),
        (" | ", []),
    ],
)
def test_several_rows_are_named_in_one_cell(words, text, names):
    assert several(NamedRows(Tag, {}))(text) == "|".join(words[name] for name in names)


@pytest.mark.parametrize("text", ["Neige|Sud", "Neige, Sud", "Sud"])
def test_one_unknown_name_refuses_the_cell(words, text):
    with pytest.raises(CellError) as refused:
        several(NamedRows(Tag, {}))(text)
    assert str(refused.value.reason).startswith("« Sud » introuvable (mot-clé)")


@pytest.fixture
def source():
    """A page that is recorded: its key, as a text."""
    return str(SourceFactory(url="https://exemple.org/a,b").pk)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://exemple.org/a,b", ["known"]),
        ("exemple.org/a,b", ["known"]),
        ("https://exemple.org/c", ["+https://exemple.org/c"]),
        ("https://exemple.org/a,b, http://exemple.org/c", ["known", "+http://exemple.org/c"]),
        ("https://exemple.org/c|https://exemple.org/d\nhttps://exemple.org/c", ["+https://exemple.org/c", "+https://exemple.org/d"]),
        (" |https://exemple.org/c| ", ["+https://exemple.org/c"]),
        ("", []),
    ],
)  # fmt: skip
def test_addresses_are_sources_recorded_or_to_be(source, text, found):
    assert addresses_of(NamedRows(Source, {}))(text) == "|".join(found).replace("known", source)


@pytest.mark.parametrize("text", ["https://", "voir le site", "https://exemple.org/c, voir le site"])
def test_what_is_no_address_is_no_source(source, text):
    with pytest.raises(CellError, match="adresse web attendue"):
        addresses_of(NamedRows(Source, {}))(text)


def test_each_column_that_names_rows_asks_those_it_may_name(words, elie, source):
    rows = RowsByName()
    through = Children("mots", Book.tags.through, "book", "tag", identified_by=("tag",))
    for column, model, text, key in [
        (Link("auteur", "author"), Book, "Anne Élie-Roy", str(elie.pk)),
        (Links("mots", "tags"), Book, "neige", words["Neige"]),
        (Links("sources", "sources"), Book, "exemple.org/a,b", source),
        (through, Book, "Nord; neige", f"{words['Nord']}|{words['Neige']}"),
    ]:
        column.bind(model)
        assert translator_of(column, column.name, model, rows)(text) == key


@pytest.mark.parametrize(("column", "field"), [(Link("auteur", "author"), "author"), (Links("mots", "tags"), "tags")])
def test_a_column_names_the_rows_that_its_field_may_point_to(monkeypatch, column, field):
    monkeypatch.setattr(Book._meta.get_field(field).remote_field, "limit_choices_to", {"pk": 0})
    AuthorFactory(name="Nord")
    TagFactory(name="Nord")
    column.bind(Book)
    with pytest.raises(CellError):
        translator_of(column, column.name, Book, RowsByName())("Nord")


def test_a_whole_text_keeps_its_bars_where_it_is_one_thing(words):
    column = Children("texte", Chapter, "book", "text", whole=True)
    column.bind(Book)
    assert translator_of(column, "texte", Book, RowsByName())(" un | deux\nlignes\u200b ") == "un | deux\nlignes"
