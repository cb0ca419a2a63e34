"""A spreadsheet that was confirmed is written as its preview told it, and undone as one, but for what was touched."""

import pytest
from django.utils import timezone

from records.admin import import_undoing as undone_words
from records.admin.import_undoing import DELETES, DROPS, PUTS_BACK
from records.admin.import_writing import CHANGED_MEANWHILE
from records.imports.kept_sheets import ImportState
from records.models import ImportedRow, Source, SourceProposal
from records.publication.proposal_steps import keep_proposal, take_proposal_step
from tests.records.admin.page_imports import import_read, kinds, page_row, undoing, written
from tests.records.factories import BookFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

NEW_ADDRESS = "https://exemple.invalid/nouvelle"


@pytest.fixture
def draft():
    """A page that nothing public cites."""
    return SourceFactory(record_id="S-1", publisher="Avant", url="https://exemple.invalid/brouillon")


@pytest.fixture
def online(cited):
    """A page that a public book cites, known to the register."""
    Source.objects.filter(pk=cited.pk).update(record_id="S-2")
    cited.refresh_from_db()
    return cited


def of(source, publisher, **others):
    """Return the cells of a row that says who publishes a page."""
    return page_row(source.url, publisher, Identifiant=source.record_id, **others)


def the_row(kept):
    """Return the only row of an import."""
    return kept.rows.get()


def test_a_new_row_is_made_with_its_history(manager):
    kept = import_read(manager, page_row(NEW_ADDRESS, "Le Soleil", Date="2024-05"))
    assert kinds(kept) == ["new"]
    done, left = written(manager, kept)
    made = Source.objects.get(url=NEW_ADDRESS)
    assert (made.publisher, made.published_precision, made.edited_at is not None) == ("Le Soleil", "mois", True)
    row = made.history.get()
    assert (row.history_user, row.history_change_reason) == (manager, "Importé de «\u00a0pages.xlsx\u00a0»")
    assert (done.state, done.confirmed_at is not None, left) == (ImportState.DONE, True, 0)
    assert (the_row(done).record, the_row(done).version_left) == (made.pk, str(row.history_id))
    assert the_row(done).cells == {}  # what was typed is forgotten once written
    assert done.counts["new"] == 1


def test_a_draft_is_changed_at_once_and_what_puts_it_back_is_kept(manager, draft):
    done, left = written(manager, import_read(manager, of(draft, "Après")))
    draft.refresh_from_db()
    assert (draft.publisher, left, SourceProposal.objects.count()) == ("Après", 0, 0)
    assert draft.history.first().history_change_reason == "Importé de «\u00a0pages.xlsx\u00a0»"
    assert the_row(done).backward == {"fields": {"publisher": ["Après", "Avant"]}, "parts": {}}


def test_what_is_online_is_proposed_with_a_comment(manager, online):
    done, _left = written(manager, import_read(manager, of(online, "Après")))
    online.refresh_from_db()
    proposal = SourceProposal.objects.get()
    assert (online.publisher, proposal.record) == ("Le Quotidien", online)
    assert proposal.changes == {"fields": {"publisher": ["Le Quotidien", "Après"]}}
    assert (proposal.comment, proposal.author) == ("Importé de «\u00a0pages.xlsx\u00a0»", manager)
    assert (the_row(done).proposal, the_row(done).record, the_row(done).backward) == (proposal.pk, None, None)


def test_each_row_goes_its_own_way(manager, draft, online):
    rows = [page_row(NEW_ADDRESS), of(draft, "Après"), of(online, "Après"), page_row("sans adresse")]
    kept = import_read(manager, *rows)
    assert kinds(kept) == ["new", "changed", "changed", "refused"]
    done, left = written(manager, kept)
    assert (left, done.counts["new"], done.counts["changed"], done.counts["refused"]) == (0, 1, 2, 1)
    assert [bool(row.cells) for row in done.rows.all()] == [False, False, False, True]  # to be corrected


def test_a_row_whose_record_changed_since_the_preview_is_set_aside(manager, draft, online):
    kept = import_read(manager, of(draft, "Après"), of(online, "Après"))
    draft.save()
    done, left = written(manager, kept)
    draft.refresh_from_db()
    first, second = done.rows.all()
    assert (draft.publisher, left, first.kind, second.kind) == ("Avant", 1, "refused", "changed")
    assert first.faults == [["ligne", str(CHANGED_MEANWHILE)]]
    assert first.cells["Éditeur"] == "Après"
    assert SourceProposal.objects.count() == 1


def test_a_new_row_that_somebody_else_made_meanwhile_is_set_aside(manager):
    kept = import_read(manager, page_row(NEW_ADDRESS, "Le Soleil", Identifiant="S-9"))
    SourceFactory(url=NEW_ADDRESS, record_id="S-9")
    done, left = written(manager, kept)
    assert (left, kinds(done), Source.objects.count()) == (1, ["refused"], 1)


def test_a_row_on_which_a_proposal_was_opened_meanwhile_is_set_aside(manager, online):
    kept = import_read(manager, of(online, "Après"))
    keep_proposal(online, {"fields": {"publisher": ["Le Quotidien", "Autre"]}}, by=manager)
    done, left = written(manager, kept)
    assert (left, kinds(done)) == (1, ["refused"])
    assert "une proposition est déjà ouverte" in the_row(done).faults[0][1]


@pytest.mark.parametrize("state", [ImportState.READING, ImportState.DONE, ImportState.UNDONE])
def test_what_is_not_to_be_confirmed_is_not_written(manager, state):
    kept = import_read(manager, page_row(NEW_ADDRESS))
    type(kept).objects.update(state=state, confirmed_at=timezone.now())
    assert written(manager, kept)[0].state == state
    assert not Source.objects.exists()


def hinders(manager, kept):
    """Return what undoing an import would do of each of its rows: (verb, why it cannot)."""
    return [(each.verb, str(each.hinders)) for each in undoing(manager).plan(kept)]


def test_an_import_is_undone_as_one(manager, draft, online):
    rows = [page_row(NEW_ADDRESS), of(draft, "Après"), of(online, "Après"), page_row("sans adresse")]
    done, _left = written(manager, import_read(manager, *rows))
    assert hinders(manager, done) == [(DELETES, ""), (PUTS_BACK, ""), (DROPS, "")]
    plan = undoing(manager).run(done)
    draft.refresh_from_db(), done.refresh_from_db()
    assert [each.hinders for each in plan] == ["", "", ""]
    assert not Source.objects.filter(url=NEW_ADDRESS).exists()
    assert (draft.publisher, SourceProposal.objects.get().state) == ("Avant", "dropped")
    assert (done.state, done.undone_at is not None) == (ImportState.UNDONE, True)


def test_the_history_says_that_an_import_was_undone_and_by_whom(manager, draft):
    done, _left = written(manager, import_read(manager, page_row(NEW_ADDRESS), of(draft, "Après")))
    made = Source.objects.get(url=NEW_ADDRESS)
    undoing(manager).run(done)
    gone = Source.history.filter(id=made.pk).first()
    for row, sort in ((gone, "-"), (draft.history.first(), "~")):
        assert (row.history_type, row.history_user) == (sort, manager)
        assert row.history_change_reason == "Import annulé\u00a0: pages.xlsx"


def test_an_import_is_undone_once(manager):
    done, _left = written(manager, import_read(manager, page_row(NEW_ADDRESS)))
    assert len(undoing(manager).run(done)) == 1
    assert undoing(manager).run(done) == []


def test_an_import_that_was_not_written_is_not_undone(manager):
    kept = import_read(manager, page_row(NEW_ADDRESS))
    assert undoing(manager).run(kept) == []
    kept.refresh_from_db()
    assert kept.state == ImportState.READ


def touched(row):
    """Have somebody change a page."""
    row.save()


def deleted(row):
    """Have somebody delete a page."""
    row.delete()


def cited_by_a_book(row):
    """Have a public book cite a page."""
    BookFactory(published=True).sources.add(row)


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (touched, undone_words.TOUCHED),
        (deleted, undone_words.ALREADY_GONE),
        (cited_by_a_book, undone_words.LEFT_DRAFTS),
    ],
)
def test_what_was_touched_since_the_import_stays_and_says_why(manager, draft, settings, happens, words):
    settings.CITED_SOURCES = "tests.records.admin.library.cited_by_books"
    done, _left = written(manager, import_read(manager, page_row(NEW_ADDRESS), of(draft, "Après")))
    for row in (Source.objects.get(url=NEW_ADDRESS), Source.objects.get(pk=draft.pk)):
        happens(row)
    assert hinders(manager, done) == [(DELETES, str(words)), (PUTS_BACK, str(words))]
    undoing(manager).run(done)
    assert Source.objects.count() == (0 if happens is deleted else 2)
    assert not Source.objects.filter(publisher="Avant").exists()
    told = ImportedRow.objects.values_list("faults", flat=True)
    assert [*told] == [[[str(DELETES), str(words)]], [[str(PUTS_BACK), str(words)]]]


def commented(proposal, manager):
    """Have somebody comment a proposal."""
    take_proposal_step(proposal, "comment", by=manager, comment="Lequel?")


def dropped(proposal, manager):
    """Have somebody drop a proposal."""
    take_proposal_step(proposal, "drop", by=manager)


@pytest.mark.parametrize(
    ("happens", "words", "state"),
    [
        (commented, undone_words.PROPOSAL_TOUCHED, "prepared"),
        (dropped, undone_words.PROPOSAL_CLOSED, "dropped"),
    ],
)
def test_a_proposal_that_somebody_worked_on_stays_and_says_why(manager, online, happens, words, state):
    done, _left = written(manager, import_read(manager, of(online, "Après")))
    happens(SourceProposal.objects.get(), manager)
    assert hinders(manager, done) == [(DROPS, str(words))]
    undoing(manager).run(done)
    assert SourceProposal.objects.get().state == state
