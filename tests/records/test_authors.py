"""Who wrote what is about to be put online: nobody puts online what they wrote alone; steps and loads write nothing."""

import pytest
from django.core.exceptions import ValidationError

from records.publication import operations
from records.publication.authors import authors_of, is_own_work, last_writing, writings_of
from records.publication.status import PublicationStatus
from tests.records.factories import AuthorFactory, SourceFactory, SourceProposalFactory

pytestmark = pytest.mark.django_db

DRAFT, REVIEW = PublicationStatus.DRAFT, PublicationStatus.REVIEW


def write(text, person, reason=None, **values):
    """Save a text as somebody who wrote in it, or moved it for a reason; return the row of its history."""
    for name, value in values.items():
        setattr(text, name, value)
    text._history_user, text._change_reason = person, reason
    text.save()
    return text.history.latest("history_id")


def written_by(*people):
    """Make a draft that these people wrote, one after another."""
    author = AuthorFactory.build()
    for person in people:
        write(author, person)
    return author


def test_a_draft_is_the_work_of_who_wrote_it_alone(writer, approver):
    assert is_own_work(written_by(writer), writer)
    assert not is_own_work(written_by(writer), approver)
    for pair in ((writer, approver), (approver, writer)):
        assert not any(is_own_work(written_by(*pair), each) for each in pair)


def test_nobody_puts_their_own_draft_online_unless_the_office_does_without(writer, settings):
    draft = written_by(writer)
    with pytest.raises(ValidationError, match="quelqu’un d’autre le met en ligne"):
        operations.publish(draft, by=writer, on=draft.history.first().history_date.date())
    settings.FOUR_EYES = False
    assert not is_own_work(draft, writer)


def test_who_hands_a_draft_over_is_one_of_its_authors_and_who_moves_it_is_not(writer, approver):
    draft = written_by(writer)
    write(draft, approver, "Renvoyé", status=REVIEW)
    assert not is_own_work(draft, writer)
    other = written_by(writer)
    write(other, writer, "Soumis", status=REVIEW)
    write(other, approver, "Renvoyé avec un commentaire", status=DRAFT)
    assert is_own_work(other, writer)


def test_what_was_written_before_the_text_was_last_online_counts_no_more(writer, approver):
    draft = written_by(approver)
    write(draft, approver, "Mise en ligne", status=PublicationStatus.PUBLISHED, published_on="2026-03-02")
    write(draft, approver, "Retrait", status=PublicationStatus.ARCHIVED)
    write(draft, approver, "Réouverture", status=DRAFT)
    write(draft, writer)
    assert is_own_work(draft, writer)


def test_a_load_of_files_has_no_author_and_an_import_has_one(writer):
    loaded = AuthorFactory.build()
    write(loaded, None, "Chargement")
    write(loaded, writer, "Import d’auteurs")
    write(loaded, None, "Chargement")
    assert is_own_work(loaded, writer)


def test_what_somebody_unknown_typed_is_not_the_work_of_the_others(writer):
    assert not is_own_work(written_by(writer, None), writer)


def test_those_told_of_a_step_are_all_who_wrote_before_it(writer, approver):
    draft = written_by(writer, approver)
    assert authors_of(draft) == {writer.pk}, "the last row is the step itself"
    write(draft, approver, "Soumis", status=REVIEW)
    assert authors_of(draft) == {writer.pk, approver.pk}


def test_what_is_never_a_draft_has_no_author_and_what_was_never_written_no_last_writing(writer):
    source = SourceFactory()
    write(source, writer)
    write(source, writer)
    assert authors_of(source) == set()
    draft, proposal = AuthorFactory(), SourceProposalFactory()
    for text in (draft, proposal):
        text.history.all().delete()
        assert last_writing(text) == 0


def test_a_proposal_is_the_work_of_each_who_wrote_in_it_and_not_of_who_takes_its_steps(writer, approver, admin_user):
    proposal = SourceProposalFactory(author=writer)
    typed = write(proposal, approver, changes={"fields": {"publisher": ["Le Quotidien", "L’Écho"]}})
    write(proposal, admin_user, "Renvoyé", comment="À revoir.")
    assert authors_of(proposal) == {writer.pk, approver.pk}
    assert [is_own_work(proposal, each) for each in (writer, approver, admin_user)] == [True, True, False]
    assert last_writing(proposal) == typed.history_id == list(writings_of(proposal))[-1].history_id


def test_the_last_writing_of_a_draft_is_what_was_typed_imported_or_merged_and_no_step(writer, approver):
    draft = written_by(writer)
    for reason in ("Import d’auteurs", None):
        written = write(draft, writer, reason)
        write(draft, approver, "Soumis", status=REVIEW)
        write(draft, approver, "Repris", status=DRAFT)
        assert last_writing(draft) == written.history_id


def test_bringing_a_draft_back_writes_nothing(writer, approver):
    draft = written_by(writer)
    key = draft.pk
    draft.delete()
    draft.pk = key
    restored = write(draft, approver, "Restauré")
    assert last_writing(draft) < restored.history_id
    assert approver.pk not in authors_of(draft)
    write(draft, writer)
    assert approver.pk not in authors_of(draft)
