"""Two records made one: what pointed to one points to the other, what they say twice is said once, a trace stays."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from records.admin.merging import GONE_ALREADY, TWO_PROPOSALS, merge_records, unique_with
from records.models import RecordMerge, SharedLink, SourceProposal
from records.publication.proposals import ProposalState
from tests.records.bookshelf.models import Author, Book, Chapter
from tests.records.factories import (
    AuthorFactory,
    BookDocumentFactory,
    BookFactory,
    ChapterFactory,
    RecordMergeFactory,
    SeriesFactory,
    SharedLinkFactory,
    SourceFactory,
    SourceProposalFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    """Who merges."""
    return User.objects.create_user("lectrice")


def refusal(kept, former, by, taken=()):
    """Return the sentences by which a merge is refused (a list); nothing of it stays."""
    with pytest.raises(ValidationError) as refused:
        merge_records(kept, former, taken, by=by)
    assert type(former).objects.filter(pk=former.pk).exists()
    return refused.value.messages


def test_what_pointed_to_one_points_to_the_other(by):
    kept, former = AuthorFactory(name="Plume"), AuthorFactory(name="PLUME")
    own, book, directed = BookFactory(author=kept), BookFactory(author=former), SeriesFactory(director=former)
    done = merge_records(kept, former, [], by=by)
    assert {*kept.books.all()} == {own, book}
    assert [*kept.directed_series.all()] == [directed]
    assert not Author.objects.filter(pk=former.pk).exists()
    assert done.told == {"fields": [], "moved": [["Collections", 1], ["Livres", 1]], "dropped": []}
    assert (done.model, done.former_name, done.kept_key, done.merged_by) == ("bookshelf.author", "PLUME", kept.pk, by)


def test_the_history_of_each_row_tells_who_merged_and_why(by):
    kept, former = AuthorFactory(name="Plume"), AuthorFactory(name="PLUME")
    book = BookFactory(author=former)
    merge_records(kept, former, [], by=by)
    rows = [kept.history.first(), book.history.first(), Author.history.filter(id=former.pk).first()]
    assert [row.history_type for row in rows] == ["~", "~", "-"]
    assert {row.history_user for row in rows} == {by}
    with_former, with_former_too, into_kept = (row.history_change_reason for row in rows)
    assert with_former == with_former_too == "Fusion avec «\u00a0PLUME\u00a0»"
    assert into_kept == "Fusion dans «\u00a0Plume\u00a0»"


def test_a_long_name_is_cut_in_the_history_and_the_trace(by):
    kept, former = AuthorFactory(name="K" * 200), BookFactory(author__name="F" * 200).author
    done = merge_records(kept, former, [], by=by)
    assert [len(row.history_change_reason) for row in (kept.history.first(), former.history.first())] == [100, 100]
    assert done.former_name == "F" * 200


def test_the_one_kept_takes_the_values_chosen_and_no_other(by):
    kept = AuthorFactory(name="Plume", country="FR", biography="")
    former = AuthorFactory(name="PLUME", country="BE", biography="Née à Namur.")
    done = merge_records(kept, former, ["country", "biography"], by=by)
    kept.refresh_from_db()
    assert (kept.name, kept.country, kept.biography) == ("Plume", "BE", "Née à Namur.")
    assert done.told["fields"] == [["Pays", "Belgique"], ["Biographie", "Née à Namur."]]
    assert kept.edited_at is not None


def test_a_row_chosen_is_taken_by_its_key(by):
    kept, former = BookFactory(), BookFactory(series__name="Essais")
    merge_records(kept, former, ["series"], by=by)
    kept.refresh_from_db()
    assert kept.series == former.series


def test_what_both_are_tied_to_by_many_is_tied_once(by):
    kept, former, both = BookFactory(), BookFactory(), TagFactory()
    own, other = TagFactory(), TagFactory()
    kept.tags.set([both, own])
    former.tags.set([both, other])
    merge_records(kept, former, [], by=by)
    assert {*kept.tags.all()} == {both, own, other}


def test_what_ties_many_to_it_ties_them_to_the_other_once(by):
    kept, former = TagFactory(name="Port"), TagFactory(name="Ports")
    both, one = BookFactory(), BookFactory()
    both.tags.set([kept, former])
    one.tags.set([former])
    done = merge_records(kept, former, [], by=by)
    assert [[*book.tags.all()] for book in (both, one)] == [[kept], [kept]]
    assert done.told["moved"] == [["Livres", 2]]
    assert [tag.tag for tag in one.history.first().tags.all()] == [kept]


def test_the_parts_of_the_former_follow_those_of_the_one_kept(by):
    kept, former = BookFactory(), BookFactory()
    for book, texts in ((kept, ["Un", "Deux"]), (former, ["Trois", "Quatre"])):
        for position, text in enumerate(texts, start=1):
            ChapterFactory(book=book, position=position, text=text)
    document = BookDocumentFactory(record=former)
    done = merge_records(kept, former, [], by=by)
    assert [(each.position, each.text) for each in kept.chapters.all()] == [
        (1, "Un"), (2, "Deux"), (3, "Trois"), (4, "Quatre"),
    ]  # fmt: skip
    assert [*kept.documents.all()] == [document]
    assert sorted(done.told["moved"]) == [["Chapitres", 2], ["Documents des livres", 1]]


def test_parts_keep_their_ranks_where_the_one_kept_has_none(by):
    kept, former = BookFactory(), BookFactory()
    ChapterFactory(book=former, position=5)
    merge_records(kept, former, [], by=by)
    assert [each.position for each in kept.chapters.all()] == [5]


def test_what_was_merged_into_the_former_leads_to_the_one_kept_too(by):
    kept, former = AuthorFactory(), AuthorFactory()
    earlier = RecordMergeFactory(model="bookshelf.author", former_key=900, kept_key=former.pk)
    other = RecordMergeFactory(model="bookshelf.book", former_key=901, kept_key=former.pk)
    merge_records(kept, former, [], by=by)
    earlier.refresh_from_db(), other.refresh_from_db()
    assert (earlier.kept_key, other.kept_key) == (kept.pk, former.pk)


def test_the_links_that_show_the_former_show_the_one_kept(by):
    kept, former = BookFactory(), BookFactory()
    author, other = SharedLinkFactory(key=former.pk, model="bookshelf.author"), SharedLinkFactory(key=former.pk + 1)
    links = [SharedLinkFactory(key=former.pk), author, other]
    merge_records(kept, former, [], by=by)
    keys = dict(SharedLink.objects.values_list("pk", "key"))
    assert [keys[link.pk] for link in links] == [kept.pk, former.pk, former.pk + 1]


def test_the_line_of_the_register_is_kept_with_the_trace(by):
    former = AuthorFactory(record_id="A-7")
    assert merge_records(AuthorFactory(), former, [], by=by).record_id == "A-7"


def test_the_open_proposal_of_one_becomes_that_of_the_other(by):
    kept, former = SourceFactory(), SourceFactory()
    proposal = SourceProposalFactory(record=former)
    merge_records(kept, former, [], by=by)
    proposal.refresh_from_db()
    assert proposal.record == kept


def test_two_open_proposals_are_not_made_one(by):
    kept, former = SourceFactory(), SourceFactory()
    SourceProposalFactory(record=kept)
    proposal = SourceProposalFactory(record=former)
    assert refusal(kept, former, by) == [str(TWO_PROPOSALS)]
    proposal.state = ProposalState.APPLIED
    proposal.save()
    merge_records(kept, former, [], by=by)
    assert kept.proposals.count() == 2


@pytest.mark.parametrize(("is_kept_online", "is_former_online"), [(True, True), (True, False), (False, False)])
def test_what_readers_know_leads_to_what_they_may_read(by, is_kept_online, is_former_online):
    kept, former = AuthorFactory(published=is_kept_online), AuthorFactory(published=is_former_online)
    assert merge_records(kept, former, [], by=by).kept_key == kept.pk


def test_what_is_online_is_not_merged_into_a_draft(by):
    kept, former = AuthorFactory(name="Plume"), AuthorFactory(name="Encre", published=True)
    [sentence] = refusal(kept, former, by)
    assert sentence.startswith("«\u00a0Encre\u00a0» est en ligne, «\u00a0Plume\u00a0» ne l’est pas")


@pytest.mark.parametrize("gone", [0, 1])
def test_a_record_that_is_gone_is_merged_with_nothing(by, gone):
    pair = AuthorFactory(), AuthorFactory()
    Author.objects.filter(pk=pair[gone].pk).delete()
    with pytest.raises(ValidationError) as refused:
        merge_records(*pair, [], by=by)
    assert refused.value.messages == [str(GONE_ALREADY)]
    assert RecordMerge.objects.count() == 0


def test_a_merge_that_breaks_a_rule_of_the_one_kept_changes_nothing(by):
    kept, former = AuthorFactory(), AuthorFactory(country="ZZ")
    book = BookFactory(author=former)
    assert refusal(kept, former, by, ["country"]) == ["Pays inconnu."]
    book.refresh_from_db()
    assert (book.author, RecordMerge.objects.count()) == (former, 0)


def test_a_merge_that_breaks_a_rule_of_what_is_moved_says_of_which(by):
    kept, former = AuthorFactory(published=True), AuthorFactory(published=True)
    book = BookFactory(title="Atlas", author=former, published=True, series__published=True)
    Author.objects.filter(pk=kept.pk).update(published_on="2100-01-01")
    [sentence] = refusal(kept, former, by)
    assert sentence.startswith("«\u00a0Atlas\u00a0»\u00a0: À mettre en ligne d’abord")
    book.refresh_from_db()
    assert book.author == former


@pytest.mark.parametrize(
    ("model", "name", "sets"),
    [
        (Chapter, "book", [("position",)]),
        (Book, "author", []),
        (SharedLink, "made_by", []),  # a rule of another field alone
        (SourceProposal, "record", []),  # a rule of some rows only
    ],
)
def test_the_fields_that_rows_hold_once_with_a_relation_are_known(model, name, sets):
    assert unique_with(model._meta.get_field(name)) == sets
