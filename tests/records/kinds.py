"""What books and their authors are found by. Not in a `search.py`: the portal under test must not find books."""

from django.urls import include, path

from records.search.kinds import Kind, Texts
from tests.records.bookshelf.models import Author, Book

AUTHORS = Kind(
    name="auteurs",
    model=Author,
    route="bookshelf:author",
    title="name",
    texts=(Texts("", ("biography", "note"), country="country"),),
)
BOOKS = Kind(
    name="livres",
    model=Book,
    route="bookshelf:book",
    title="title",
    dated_by="sorts_on",
    texts=(
        Texts("", ("summary", "note")),
        Texts("author", ("name",)),
        Texts("chapters", ("text",)),
        Texts("tags", ("name",)),
    ),
)

urlpatterns = [path("", include("tests.records.bookshelf.urls"))]
