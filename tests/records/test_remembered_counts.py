"""The counts of a list, remembered for all readers: which lists, for whom, and how many of them at most."""

import datetime as dt
import threading

import pytest
from django.utils.translation import override

from records.listing.counting import FacetCounts
from records.listing.listing import KEYS
from records.models import Source, SourceKind
from records.page_cache import fragments
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache
from records.publication.status import may_see
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
    """Keep what many ask for in a notebook: inside the transaction of a test, a process keeps nothing."""
    notebook = Notebook()
    monkeypatch.setattr(fragments, "FRAGMENTS", notebook)
    return notebook


@pytest.fixture
def rare(monkeypatch):
    """Keep what few will ask for again in another."""
    notebook = Notebook()
    monkeypatch.setattr(fragments, "RARE_FRAGMENTS", notebook)
    return notebook


def ask(choices):
    """Return the query string of a list with so many choices."""
    return "&".join([f"nature={kind}" for kind in KINDS[:choices]])


@pytest.mark.django_db
@pytest.mark.parametrize(("choices", "is_frequent"), [(0, True), (1, True), (2, True), (3, True), (4, False)])
def test_a_list_of_more_than_three_choices_is_kept_apart(
    notebook, rare, django_assert_num_queries, choices, is_frequent
):
    SourceFactory(kind=KINDS[0])
    assert narrow(ask(choices), DAY).total == 1
    assert (len(notebook.kept), len(rare.kept)) == (is_frequent, not is_frequent)
    with django_assert_num_queries(0):
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
def test_a_search_is_kept_apart(notebook, rare, query):
    SourceFactory(publisher="Zoé", kind=SourceKind.LAW)
    assert narrow(query, DAY).total == 1
    assert (len(notebook.kept), len(rare.kept)) == (0, 1)


@pytest.mark.django_db
def test_a_search_without_a_word_is_the_whole_list(notebook):
    narrow("", DAY).panels  # noqa: B018 - the page of the whole list
    assert narrow("q=!!", DAY).total == 0
    assert len(notebook.kept) == 1


@pytest.mark.django_db
def test_what_someone_of_the_bureau_sees_is_remembered_apart(notebook, redaction, gestion):
    SourceFactory()
    assert narrow("", DAY).total == 1
    SourceFactory()
    assert narrow("", DAY, user=redaction).total == 2
    assert narrow("", DAY).total == 1, "as it was when it was kept"
    SourceFactory()
    assert narrow("", DAY, user=gestion).total == (2 if may_see(gestion) == may_see(redaction) else 3)


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


@pytest.mark.django_db
def test_a_page_that_tells_few_facets_counts_these_alone(notebook, django_assert_num_queries):
    SourceFactory(kind="loi")
    narrowed = narrow("", DAY)
    few, none = narrowed.counting("nature", "inconnue"), narrowed.counting()
    with django_assert_num_queries(2) as asked:
        assert (few.total, few.number_of("nature", "loi"), few.numbers_of("editeur")) == (1, 1, [])
        assert (none.total, none.panels) == (1, [])
    assert [asked[place]["sql"].count("UNION ALL") for place in (0, 1)] == [1, 0]
    with django_assert_num_queries(1):
        assert narrowed.counts.number_of("editeur", "") == 0, "what was counted of few facets is not taken for all"
    with django_assert_num_queries(0):
        assert narrow("", DAY).counting("nature", "inconnue").total == 1


def test_a_flood_of_searches_drives_out_nothing_else(monkeypatch):
    monkeypatch.setattr(fragments, "FRAGMENTS", VersionedCache(10, lambda: "one"))
    monkeypatch.setattr(fragments, "RARE_FRAGMENTS", VersionedCache(10, lambda: "one"))
    monkeypatch.setattr(FacetCounts, "_count", lambda self: {"": len(self.narrowed.choices)})
    assert narrow("nature=loi", DAY).total == 1
    for number in range(50):
        assert narrow(f"q=n{number}", DAY).total == 1
    assert [key[-1][1].value for key in fragments.FRAGMENTS._results] == ["loi"]
    assert [key[-1][1].value for key in fragments.RARE_FRAGMENTS._results][::9] == ["n40", "n49"]


def test_the_counts_remembered_are_those_of_the_edition_in_force(monkeypatch):
    editions, counted = ["one"], [1]
    monkeypatch.setattr(fragments, "FRAGMENTS", VersionedCache(10, lambda: editions[0]))
    monkeypatch.setattr(FacetCounts, "_count", lambda self: {"": len(counted)})
    assert narrow("", DAY).total == 1
    counted.append(2)
    assert narrow("", DAY).total == 1
    editions[0] = "two"
    assert narrow("", DAY).total == 2


@pytest.mark.parametrize("shelf", [fragments.FRAGMENTS, fragments.RARE_FRAGMENTS, KEYS])
def test_what_is_kept_follows_the_edition_that_the_whole_process_follows(shelf):
    assert shelf.edition == CONTENT_VERSION.edition


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
