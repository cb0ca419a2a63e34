"""The counts of a list, remembered for all readers: which lists, for whom, and how many of them at most."""

import datetime as dt
import threading

import pytest
from django.utils.translation import override

from records.listing import filterset
from records.listing.filterset import LISTS_REMEMBERED, FacetedFilterSet
from records.models import Source, SourceKind
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache
from tests.records.factories import SourceFactory
from tests.records.source_facets import SourceFilter, narrow

DAY = dt.date(2026, 3, 2)
KINDS = list(SourceKind.values)


class Notebook:
    """A memory that keeps everything, whatever happens to the content."""

    def __init__(self):
        self.kept = {}

    def recall(self, key, make):
        """Return what is kept for `key`, made the first time."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


@pytest.fixture
def notebook(monkeypatch):
    """Keep the counts in a notebook: the memory of the process keeps nothing inside the transaction of a test."""
    notebook = Notebook()
    monkeypatch.setattr(filterset, "COUNTS", notebook)
    return notebook


def ask(choices):
    """Return the query string of a list with so many choices."""
    return "&".join([f"nature={kind}" for kind in KINDS[:choices]])


@pytest.mark.django_db
@pytest.mark.parametrize(("choices", "is_remembered"), [(0, True), (1, True), (2, True), (3, True), (4, False)])
def test_a_list_is_remembered_with_three_choices_and_no_more(
    notebook, django_assert_num_queries, choices, is_remembered
):
    SourceFactory(kind=KINDS[0])
    assert narrow(ask(choices), DAY).total == 1
    assert len(notebook.kept) == is_remembered
    with django_assert_num_queries(0 if is_remembered else 1):
        assert narrow(ask(choices), DAY).total == 1


@pytest.mark.django_db
def test_choices_count_across_facets(notebook):
    SourceFactory(publisher="Zoé")
    assert narrow(f"{ask(2)}&editeur=Zoé", DAY).panels
    assert len(notebook.kept) == 1
    assert narrow(f"{ask(3)}&editeur=Zoé", DAY).panels
    assert len(notebook.kept) == 1


@pytest.mark.django_db
def test_what_is_unknown_or_repeated_is_no_choice(notebook):
    for query in ("", "nature=rumeur", "nature=rumeur&nature=bruit&nature=echo&nature=on-dit"):
        assert narrow(query, DAY).total == 0
    for query in ("nature=loi", "nature=loi&nature=loi&nature=loi&nature=loi", "nature=loi&page=7"):
        assert narrow(query, DAY).total == 0
    assert len(notebook.kept) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=zoe", "q=zoe&nature=loi"])
def test_a_search_is_not_remembered(notebook, query):
    SourceFactory(publisher="Zoé", kind=SourceKind.LAW)
    assert narrow(query, DAY).total == 1
    assert not notebook.kept


@pytest.mark.django_db
def test_a_search_without_a_word_is_the_whole_list(notebook):
    narrow("", DAY).panels  # noqa: B018 - the page of the whole list
    assert narrow("q=!!", DAY).total == 0
    assert len(notebook.kept) == 1


@pytest.mark.django_db
def test_what_someone_of_the_bureau_sees_is_not_remembered(notebook, redaction):
    SourceFactory()
    assert narrow("", DAY, user=redaction).total == 1
    assert not notebook.kept
    notebook.recall((SourceFilter, "fr-ca", DAY), lambda: {"": 99})
    assert narrow("", DAY, user=redaction).total == 1, "nor is what readers see shown to them"


class OtherFilter(SourceFilter):
    """Another list, narrowed in the same way."""


@pytest.mark.django_db
def test_each_list_each_day_each_language_and_each_choice_is_remembered_apart(notebook):
    narrow("", DAY).total  # noqa: B018 - the first of them
    for other in (
        lambda: narrow("", DAY + dt.timedelta(1)),
        lambda: narrow("nature=loi", DAY),
        lambda: narrow("editeur=loi", DAY),
        lambda: OtherFilter({}, Source.objects.order_by("pk"), user=narrow().user, today=DAY),
    ):
        before = len(notebook.kept)
        other().total  # noqa: B018
        assert len(notebook.kept) == before + 1
    with override("en"):
        before = len(notebook.kept)
        narrow("", DAY).total  # noqa: B018
        assert len(notebook.kept) == before + 1


@pytest.mark.django_db
def test_panels_and_total_are_counted_once_together(notebook, django_assert_num_queries):
    SourceFactory()
    with django_assert_num_queries(1):
        narrowed = narrow("", DAY)
        assert (narrowed.total, len(narrowed.panels)) == (1, 2)


@pytest.fixture
def _forgotten(monkeypatch):
    """Leave nothing in the memory of the process."""
    monkeypatch.setattr(filterset, "COUNTS", VersionedCache(LISTS_REMEMBERED, CONTENT_VERSION.edition))


@pytest.mark.usefixtures("_forgotten")
def test_a_process_remembers_a_hundred_lists_however_many_are_asked_for(monkeypatch):
    monkeypatch.setattr(FacetedFilterSet, "_count", lambda self: {"": len(self.chosen["editeur"])})
    for number in range(250):
        assert narrow(f"editeur=n{number}", DAY).total == 1
    assert len(filterset.COUNTS._results) == 100
    assert [key[-1][1].value for key in filterset.COUNTS._results][::99] == ["n150", "n249"]


@pytest.mark.usefixtures("_forgotten")
def test_the_counts_remembered_are_those_of_the_edition_in_force(monkeypatch):
    monkeypatch.setattr(filterset.COUNTS, "edition", lambda: editions[0])
    monkeypatch.setattr(FacetedFilterSet, "_count", lambda self: {"": len(counted)})
    editions, counted = ["one"], [1]
    assert narrow("", DAY).total == 1
    counted.append(2)
    assert narrow("", DAY).total == 1
    editions[0] = "two"
    assert narrow("", DAY).total == 2


def test_the_counts_follow_the_edition_that_the_whole_process_follows():
    assert filterset.COUNTS.edition == CONTENT_VERSION.edition


def test_a_memory_stays_within_its_bound_whoever_asks_at_the_same_time():
    memory, start, most = VersionedCache(5, lambda: "one"), threading.Barrier(4), []

    def ask_much(own):
        start.wait()
        for number in range(200):
            assert memory.recall((own, number % 20), lambda number=number: number % 20) == number % 20
            most.append(len(memory._results))

    threads = [threading.Thread(target=ask_much, args=[own]) for own in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 800
    assert len(memory._results) == 5
    assert max(most) <= 6, "one that is being put in, at most, beyond those that stay"
