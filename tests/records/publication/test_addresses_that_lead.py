"""Where an address leads: its bearer, who bore it last, or who was merged with them; and the rows that are gone."""

from types import SimpleNamespace

import pytest
from django.http import Http404
from django.urls import get_script_prefix, reverse, set_script_prefix

from records.models import RecordMerge
from records.publication.addresses import (
    bearers,
    find,
    free_slug,
    kept_addresses,
    lead,
    page_address,
    shown_at,
)
from records.publication.deletions import deleted_identifiers, deleted_rows
from records.publication.merges import kept_instead_of
from tests.records.bookshelf.models import Author, Chapter, Series
from tests.records.factories import AuthorFactory, ChapterFactory, RecordMergeFactory, SeriesFactory


@pytest.mark.parametrize(
    ("words", "taken", "slug"),
    [
        ("Été", set(), "ete"),
        ("Été", {"ete"}, "ete-2"),
        ("Été", {"ete", "ete-2", "ete-4"}, "ete-3"),  # the first that is free
        ("Été", {"ete-2"}, "ete"),
        ("", set(), "author"),  # what has no letter is called after its kind
        ("…", {"author"}, "author-2"),
        ("日本", set(), "author"),
        ("a" * 120, set(), "a" * 90),
        ("a" * 89 + " b", set(), "a" * 89),  # never cut at a dash
        ("--a--", set(), "a"),
    ],
)
def test_an_address_is_free_among_those_given(words, taken, slug):
    assert free_slug(Author, words, taken=taken) == slug


def test_the_page_of_a_shared_link_is_shown_at_the_address_of_its_record():
    request = SimpleNamespace(path="/liens/x/", shown_for=SimpleNamespace(path="/livres/essai/"))
    assert shown_at(request).path == "/livres/essai/"
    assert shown_at(request.shown_for) is request.shown_for


@pytest.mark.urls("tests.records.kinds")
@pytest.mark.parametrize("route", ["bookshelf:book", "bookshelf:author"])
@pytest.mark.parametrize("slug", ["essai", "une-fiche", "a-2"])  # one is what stands in its place
@pytest.mark.parametrize("prefix", ["/", "/portail/"])
def test_an_address_is_the_one_that_reversing_gives(route, slug, prefix):
    usual = get_script_prefix()
    try:
        set_script_prefix(prefix)
        assert page_address(route, slug) == reverse(route, args=[slug])
        assert page_address(route, slug).startswith(prefix)
    finally:
        set_script_prefix(usual)


@pytest.fixture
def anne(db):
    """An author online, whose address was « anne », then « anna »."""
    anne = AuthorFactory(name="Anne", slug="anne", published=True)
    rename(anne, "anna")
    return anne


def rename(record, slug):
    """Give a record another address."""
    record.slug = slug
    record.save()
    return record


def led(slug, rows=None):
    """Return (key, present address) of the author that an address leads to; None if to none."""
    rows = Author.objects.all() if rows is None else rows
    return lead(rows, bearers(Author, [slug])).get(slug)


def test_who_bore_an_address_is_told_with_when_they_last_did(anne):
    other = rename(AuthorFactory(slug="anne"), "autre")
    found = {key: rank for slug, key, rank in bearers(Author, ["anne", "rien"])}
    assert found.keys() == {anne.pk, other.pk}
    assert found[other.pk] > found[anne.pk]


def test_no_address_was_borne_by_nobody(anne):
    assert list(bearers(Author, [])) == []
    assert lead(Author.objects.all(), []) == {}


def test_an_address_leads_to_who_bore_it_last(anne):
    assert led("anne") == (anne.pk, "anna")
    other = rename(AuthorFactory(slug="anne", published=True), "autre")
    assert led("anne") == (other.pk, "autre")
    assert led("rien") is None


def test_an_address_leads_only_among_the_rows_asked_for(anne):
    rename(AuthorFactory(slug="anne", published=True), "autre")
    assert led("anne", Author.objects.exclude(slug="autre")) == (anne.pk, "anna")
    assert led("anne", Author.objects.none()) is None


def merge(gone, kept):
    """Merge a record into another, as the bureau does: it is gone, and a row says where it went."""
    key = gone.pk
    gone.delete()
    RecordMerge.objects.create(model=kept._meta.label_lower, former_key=key, former_name="", kept_key=kept.pk)


def test_the_address_of_what_was_merged_leads_to_what_was_kept(anne):
    kept = AuthorFactory(slug="gardee", published=True)
    merge(anne, kept)
    assert led("anna") == led("anne") == (kept.pk, "gardee")
    assert find(Author.objects.all(), "anne") == kept


def test_who_bore_an_address_goes_before_who_was_merged_with_what_did(anne):
    other = rename(AuthorFactory(slug="autre", published=True), "encore")
    AuthorFactory(slug="gardee", published=True)
    last = rename(AuthorFactory(slug="autre", published=True), "partie")
    merge(last, Author.objects.get(slug="gardee"))
    assert led("autre") == (other.pk, "encore")


def test_a_page_is_found_by_its_present_address_before_any_former_one(anne):
    other = AuthorFactory(slug="anne", published=True)
    assert find(Author.objects.all(), "anne") == other
    assert find(Author.objects.exclude(pk=other.pk), "anne") == anne
    with pytest.raises(Http404):
        find(Author.objects.exclude(slug__startswith="ann"), "anne")


def test_an_address_is_kept_once_its_record_was_online(anne):
    AuthorFactory(slug="brouillon")
    assert set(kept_addresses(Author).values_list("slug", flat=True)) == {"anne", "anna"}
    assert not kept_addresses(Chapter).exists()  # what is not put online by itself has none


def test_what_was_merged_is_of_one_kind_and_of_the_keys_asked_for(db):
    for model, former, kept in (("author", 7, 1), ("author", 8, 2), ("series", 7, 3)):
        RecordMergeFactory(model=f"bookshelf.{model}", former_key=former, kept_key=kept)
    assert kept_instead_of(Author, [7, 9]) == {7: 1}
    assert kept_instead_of(Author, []) == {}
    assert {merge.kept_key for merge in RecordMerge.objects.of(Author)} == {1, 2}


def test_a_row_that_was_deleted_is_told_as_it_last_was(db):
    author = AuthorFactory(name="Anne")
    AuthorFactory(name="Restée")
    author.name = "Anna"
    author.save()
    author.delete()
    assert [row.name for row in deleted_rows(Author)] == ["Anna"]
    assert not deleted_rows(Series).exists()


def test_a_row_that_was_merged_was_not_deleted(anne):
    merge(anne, AuthorFactory())
    assert not deleted_rows(Author).exists()


def test_a_merge_of_another_kind_hides_no_deletion(db):
    author = AuthorFactory()
    RecordMergeFactory(model="bookshelf.series", former_key=author.pk, kept_key=1)
    author.delete()
    assert deleted_rows(Author).count() == 1


def test_a_row_that_came_back_is_not_deleted(db):
    author = AuthorFactory(name="Anne")
    key = author.pk
    author.delete()
    AuthorFactory(pk=key)
    assert not deleted_rows(Author).exists()


def test_a_part_that_was_deleted_with_its_whole_is_told_too(db):
    chapter = ChapterFactory(text="Début")
    chapter.book.delete()
    assert [row.text for row in deleted_rows(Chapter)] == ["Début"]


@pytest.mark.parametrize(
    ("identifiers", "back", "deleted"),
    [
        (["l1", None], None, {"l1"}),  # what the bureau made has none
        (["l1", "l2"], None, {"l1", "l2"}),
        (["l1", "l2"], "l1", {"l2"}),  # another row bears it now
        ([], None, set()),
    ],
)
def test_the_lines_of_the_register_that_were_deleted_are_known(db, identifiers, back, deleted):
    for each in identifiers:
        SeriesFactory(record_id=each).delete()
    if back:
        SeriesFactory(record_id=back)
    SeriesFactory(record_id="l9")
    assert deleted_identifiers(Series) == deleted
