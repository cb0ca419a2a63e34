"""The pages that make one record of two, and those of the sources, which are never deleted but merged."""

import pytest
from django.http import Http404

from records.admin.merging_pages import CHOSEN, OF_THE_OTHER, SAID_SAME, VERSION, WITH
from records.models import RecordMerge, Source
from tests.records.admin.bureau import request_of
from tests.records.admin.library import LIBRARY, PAGES
from tests.records.bookshelf.models import Author
from tests.records.factories import AuthorFactory, RecordMergeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

AUTHORS = LIBRARY.get_model_admin(Author)


@pytest.fixture
def pair():
    """Two authors that are one, told twice."""
    return AuthorFactory(name="Plume", biography="Née à Namur."), AuthorFactory(
        name="La Plume", biography="Vit à Liège."
    )


def merge_asked(person, kept, former, *, version=None, **sent):
    """Return the request by which a person merges two authors, as their page is now."""
    shown = AUTHORS.merge_view(request_of(person, query=f"{WITH}={former.pk}"), str(kept.pk)).context_data
    now = shown["versions"] if version is None else version
    return request_of(person, {VERSION: now, **sent}, f"{WITH}={former.pk}")


def test_two_records_are_made_one_with_the_values_chosen(pair, manager):
    kept, former = pair
    request = merge_asked(manager, kept, former, **{f"{CHOSEN}biography": OF_THE_OTHER, SAID_SAME: "1"})
    answer = AUTHORS.merge_view(request, str(kept.pk))
    done = RecordMerge.objects.get()
    assert answer.url == f"/admin/bookshelf/author/{kept.pk}/fusions/{done.pk}/"
    assert Author.objects.get().biography == "Vit à Liège."
    assert [name for name, _title in LIBRARY.deeds_of(request)] == ["merge"]


@pytest.mark.parametrize("version", ["1 1", ""])
def test_two_records_that_changed_since_they_were_read_are_not_made_one(pair, manager, version):
    kept, former = pair
    page = AUTHORS.merge_view(merge_asked(manager, kept, former, version=version), str(kept.pk)).context_data
    assert page["refusals"][0].startswith("Quelqu’un a changé une de ces fiches entre-temps")
    assert Author.objects.count() == 2


def test_two_records_that_differ_much_are_made_one_by_who_says_so(manager):
    kept, former = AuthorFactory(name="Plume"), AuthorFactory(name="Zorro")
    page = AUTHORS.merge_view(merge_asked(manager, kept, former), str(kept.pk)).context_data
    assert page["doubts"]
    assert page["refusals"][0].startswith("Ces deux fiches diffèrent beaucoup")
    AUTHORS.merge_view(merge_asked(manager, kept, former, **{SAID_SAME: "1"}), str(kept.pk))
    assert Author.objects.get() == kept


def test_a_record_is_not_merged_with_itself_or_with_none(pair):
    kept, _former = pair
    for other in (kept.pk, 10**6, "abc"):
        with pytest.raises(Http404):
            AUTHORS.merge_view(request_of(query=f"{WITH}={other}"), str(kept.pk))


def test_the_other_record_is_sought_among_those_of_its_kind(pair):
    kept, former = pair
    for query, found in (("q=LA", [str(former)]), ("q=zorro", []), ("", []), ("q= ", [])):
        page = AUTHORS.merge_view(request_of(query=query), str(kept.pk)).context_data
        assert [words for _address, words in page["candidates"]] == found


def test_what_was_merged_leads_to_the_record_kept(pair, manager):
    kept, _former = pair
    done = RecordMergeFactory(model="bookshelf.author", former_key=999, kept_key=kept.pk)
    page = AUTHORS.merged_view(request_of(), str(kept.pk), done.pk).context_data
    assert (page["done"], page["history_url"]) == (done, "/admin/bookshelf/author/999/history/")
    for key, merge in ((kept.pk, done.pk + 1), (10**6, done.pk)):
        with pytest.raises(Http404):
            AUTHORS.merged_view(request_of(), str(key), merge)


def test_sources_are_never_deleted_and_say_their_date_as_well_as_it_is_known(manager):
    source = Source(published_on="2024-05-01", published_precision="mois")
    source.clean_fields(exclude=["url", "publisher", "kind"])
    assert not PAGES.has_delete_permission(request_of(manager), source)
    assert [PAGES.dated(source), PAGES.dated(Source())] == ["2024-05", ""]
