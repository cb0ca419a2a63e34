"""A list of the bureau as files: the rows that it shows, what only some may read, what it was asked."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

from records.admin.files import OWN_ROWS, FilesAdmin, ListFile
from records.listing.columns import Column, ColumnType, Dataset
from records.listing.formats import FORMATS
from tests.records.admin.book_desk import SITE
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Book, Tag
from tests.records.factories import BookFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.book_desk")]

SECRET = "secret"


class TagFilesAdmin(FilesAdmin):
    """Gives the tags, and their names alone to who may add some."""

    list_display = ["name"]
    list_filter = ["confidence"]
    search_fields = ["name"]
    list_per_page = 2

    def list_files(self):
        """Add the names."""
        names = Column("nom", "nom", ColumnType.TEXT, "le nom", "name")
        named = ListFile("Les noms", lambda: [names], lambda _request, rows: rows.order_by("name"), "bookshelf.add_tag")
        return {**super().list_files(), SECRET: named}


TAG_FILES, BOOK_FILES = TagFilesAdmin(Tag, SITE), FilesAdmin(Book, SITE)


def reader(*permissions):
    """Return somebody who has these permissions alone."""
    user = User(username="lecture", is_staff=True)
    user.has_perm = lambda name, obj=None: name in permissions
    user.has_module_perms = lambda _app: True
    return user


def file_of(query="", user=None, name=OWN_ROWS, kind="json", model_admin=TAG_FILES):
    """Return a file of a list asked by a query string (the response)."""
    return model_admin.file_view(request_of(user, query=query, address="/admin/bookshelf/tag/"), name, kind)


def rows(query="", **options):
    """Return the rows of a file."""
    return json.loads(file_of(query, **options).getvalue())


def named(query="", **options):
    """Return the names that a file tells."""
    return [row["nom"] for row in rows(query, **options)]


@pytest.fixture
def _tags():
    for name, confidence in (("Air", "high"), ("Eau", ""), ("Feu", "high")):
        TagFactory(name=name, confidence=confidence)


@pytest.mark.usefixtures("_tags")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Air", "Eau", "Feu"]),  # all of them, whatever the page holds
        ("p=2", ["Air", "Eau", "Feu"]),
        ("q=eau", ["Eau"]),
        ("q=terre", []),
        ("confidence__exact=high", ["Air", "Feu"]),
        ("confidence__exact=high&q=feu", ["Feu"]),
        ("o=-1", ["Feu", "Eau", "Air"]),  # in the order asked
    ],
)
def test_a_file_has_the_rows_that_the_list_shows(query, names):
    assert named(query) == names


def test_a_file_has_its_columns_and_its_rows():
    TagFactory(name="Air")
    assert rows(name=SECRET) == [{"nom": "Air"}]
    [row] = rows()
    assert (row["nom"], row["adresse"], row["sources"]) == ("Air", Tag.objects.get().slug, [])


@pytest.mark.parametrize(
    ("user", "name", "is_read"),
    [
        (reader("bookshelf.view_tag"), OWN_ROWS, True),
        (reader("bookshelf.change_tag"), OWN_ROWS, True),  # who may change may read
        (reader("bookshelf.view_tag"), SECRET, False),
        (reader("bookshelf.view_tag", "bookshelf.add_tag"), SECRET, True),
        (reader("bookshelf.add_tag"), SECRET, False),  # who may not read the list
        (reader(), OWN_ROWS, False),
        (AnonymousUser(), OWN_ROWS, False),
    ],
)
def test_a_file_is_for_who_may_read_the_list_and_what_the_file_tells(user, name, is_read):
    if is_read:
        assert file_of(user=user, name=name).status_code == 200
    else:
        with pytest.raises(PermissionDenied):
            file_of(user=user, name=name)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_file_is_only_read(method):
    request = request_of(sent={})
    request.method = method
    assert TAG_FILES.file_view(request, OWN_ROWS, "json").status_code == 405


@pytest.mark.parametrize("query", ["perdu=1", "confidence__perdu=1", "sources__id__exact=x"])
def test_a_list_asked_by_nothing_it_knows_leads_back_to_it(query):
    response = file_of(query)
    assert (response.status_code, response.url) == (302, "/admin/bookshelf/tag/")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_is_named_by_what_it_holds(kind):
    response = file_of(kind=kind)
    assert response["Content-Disposition"] == f'attachment; filename="mots-cles-lignes.{kind}"'


@pytest.mark.usefixtures("_tags")
def test_a_workbook_of_all_the_rows_is_titled_by_them_and_says_no_choice():
    about = load_workbook(io.BytesIO(file_of(kind="xlsx").getvalue())).worksheets[1]
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    assert "Mots-clés" in {*told, *told.values()}
    assert {"Recherche", "Confiance"}.isdisjoint(told)


def offered(query="", user=None, **extra):
    """Return {words: address of each file} of the files that a list offers."""
    page = TAG_FILES.changelist_view(request_of(user, query=query, address="/admin/bookshelf/tag/"), extra or None)
    return {str(words): [link.address for link in links] for words, links in page.context_data["list_files"]}


def test_a_list_offers_its_files_with_what_it_was_asked_but_its_page():
    links = offered("q=a&p=2&confidence__exact=high")
    assert links["Les noms"][0] == "/admin/bookshelf/tag/secret.csv?q=a&confidence__exact=high"
    assert [address.partition("?")[0].rpartition(".")[2] for address in links["Télécharger ces lignes"]] == list(
        FORMATS
    )


@pytest.mark.parametrize("query", ["", "p=2"])
def test_a_list_asked_nothing_offers_files_of_all_its_rows(query):
    assert offered(query)["Les noms"][0] == "/admin/bookshelf/tag/secret.csv"


def test_a_file_is_offered_to_who_may_read_it():
    assert list(offered(user=reader("bookshelf.view_tag"))) == ["Télécharger ces lignes"]


def test_what_is_given_to_the_page_stays():
    page = TAG_FILES.changelist_view(request_of(address="/admin/bookshelf/tag/"), {"list_files": [], "title": "Autre"})
    assert (page.context_data["list_files"], page.context_data["title"]) == ([], "Autre")


def test_each_file_has_an_address_a_format():
    names = [each.name for each in TAG_FILES.get_urls() if each.name]
    for kind in FORMATS:
        assert {f"bookshelf_tag_{OWN_ROWS}_{kind}", f"bookshelf_tag_{SECRET}_{kind}"} <= set(names)
    assert names.index(f"bookshelf_tag_{OWN_ROWS}_csv") < names.index("bookshelf_tag_change")


class Shelf:
    """Stands for the public list of books: what it tells, and the rows it brings along."""

    dataset = Dataset("livres", [Column("titre", "titre", ColumnType.TEXT, "le titre", "title")], {}, ("editor_note",))

    def __init__(self):
        self.asked = []

    def written_for(self, user, queryset):
        """Note who asked; return the rows by their titles."""
        self.asked.append(user)
        return queryset.order_by("title")


def test_a_record_with_a_public_list_has_its_columns_then_internal_ones():
    shelf = Shelf()
    books = type("ShelvedAdmin", (FilesAdmin,), {"listing": shelf})(Book, SITE)
    for title in ("Récit", "Essai"):
        BookFactory(title=title, editor_note=f"=Note {title}")
    user = reader("bookshelf.view_book")
    content = file_of(model_admin=books, user=user, kind="csv").getvalue().decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [list(row.items()) for row in table] == [
        [("titre", "Essai"), ("note_du_bureau", "'=Note Essai")],
        [("titre", "Récit"), ("note_du_bureau", "'=Note Récit")],
    ]
    assert shelf.asked == [user]


def test_many_rows_cost_no_more_statements_than_one(django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(50) as queries:
            file_of(model_admin=BOOK_FILES).getvalue()
        return len(queries)

    book = BookFactory()
    book.tags.add(TagFactory())
    before = cost()
    for _rank in range(3):
        BookFactory().tags.add(TagFactory())
    assert cost() == before
