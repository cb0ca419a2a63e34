"""The site is told what a person did."""

import pytest

from records.admin.deeds import tell_deed
from tests.records.admin.book_desk import TAGS, NamedAdmin
from tests.records.admin.bureau import BureauSite, request_of
from tests.records.bookshelf.models import Tag


@pytest.mark.parametrize(
    ("told", "others"),
    [
        ({}, {"approvers": "", "authors": ()}),  # it concerns nobody else
        ({"approvers": "bookshelf.publish_book"}, {"approvers": "bookshelf.publish_book", "authors": ()}),
        ({"authors": [3, 5]}, {"approvers": "", "authors": [3, 5]}),
    ],
)
def test_the_site_of_the_admin_is_told_who_did_what(told, others):
    site, request = BureauSite(), request_of()
    tell_deed(NamedAdmin(Tag, site), request, "import", "Mots-clés", "/admin/importation/3/", **told)
    assert site.told == [("import", "Mots-clés", "/admin/importation/3/", request.user, others)]
    assert TAGS.admin_site.told == []
