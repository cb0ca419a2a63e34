"""A link shows one record, as long as it is open; what was answered by it is told of that record, and of no other."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from records.models import SharedLink
from records.publication.authors import last_writing
from records.publication.shared_links import OpinionVerdict, approvals_in_words, make_link, opinions_on
from records.publication.status import PublicationStatus
from tests.records.bookshelf.models import Author
from tests.records.factories import AuthorFactory, SeriesFactory, SharedLinkFactory, SharedOpinionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T15:00:00Z", tick=False)]

APPROVED = "approuvé par %s par lien le 2\u00a0mars 2026"


@pytest.fixture
def maker(writer):
    """Someone who may write authors."""
    writer.user_permissions.add(Permission.objects.get(codename="change_author"))
    return writer


def answered(record, maker, name="Directrice", **values):
    """Answer about a record by a link of its own; return the opinion, of what is written now."""
    link, _secret = make_link(record, by=maker, days=7)
    return SharedOpinionFactory(link=link, name=name, **{"seen": last_writing(record), **values})


def test_a_link_and_what_it_brought_are_those_of_one_record(maker):
    author, other = AuthorFactory.create_batch(2)
    namesake = SeriesFactory(pk=author.pk)
    opinions = {each: answered(each, maker, str(each.pk)) for each in (author, other)}
    opinions[namesake] = answered(namesake, maker, "Collection")
    for record, opinion in opinions.items():
        assert list(SharedLink.objects.of(record)) == [opinion.link]
        assert opinions_on(record) == [opinion]
        assert approvals_in_words(record) == APPROVED % opinion.name


def test_a_link_closes_at_the_very_moment_it_expires(maker, time_machine):
    link, _secret = make_link(AuthorFactory(), by=maker, days=1)
    time_machine.move_to(link.expires_at - dt.timedelta(seconds=1), tick=False)
    assert link.is_open
    time_machine.move_to(link.expires_at, tick=False)
    assert not link.is_open


@pytest.mark.parametrize("how", ["is_active", "is_staff"])
def test_a_link_closes_with_the_account_that_made_it(maker, how):
    link, _secret = make_link(AuthorFactory(), by=maker, days=1)
    assert link.is_open
    setattr(maker, how, False)
    assert not link.is_open


def test_a_link_that_was_revoked_is_closed(maker):
    link, _secret = make_link(AuthorFactory(), by=maker, days=1)
    link.revoked_at = timezone.now()
    assert not link.is_open


@pytest.mark.parametrize("status", PublicationStatus)
def test_a_link_shows_only_what_is_prepared(maker, status):
    AuthorFactory(name="Première, et d’aucun lien")
    author = AuthorFactory(status=status, published_on=dt.date(2026, 1, 1))
    link, _secret = make_link(author, by=maker, days=1)
    is_prepared = status in (PublicationStatus.DRAFT, PublicationStatus.REVIEW)
    assert link.subject == (author if is_prepared else None)


def test_a_link_shows_nothing_that_who_made_it_may_not_write(maker):
    link, _secret = make_link(SeriesFactory(), by=maker, days=1)
    assert link.subject is None


def test_only_what_approves_and_still_stands_is_told_each_name_once(maker):
    author = AuthorFactory()
    answered(author, maker, "Avant", seen=last_writing(author) - 1)
    answered(author, maker, "Commente", verdict=OpinionVerdict.COMMENTED, text="Non.")
    for name in ("Directrice", "Maire", "Directrice"):
        answered(author, maker, name)
    assert approvals_in_words(author) == f"{APPROVED % 'Directrice'}; {APPROVED % 'Maire'}"
    Author.objects.get().save()
    assert approvals_in_words(author) == ""


def test_what_nobody_answered_about_costs_no_reading_of_its_history(django_assert_num_queries):
    author = AuthorFactory()
    with django_assert_num_queries(1):
        assert opinions_on(author) == []


@pytest.mark.parametrize(("name", "called"), [("Maire", "Maire"), ("", "lien sans nom")])
def test_a_link_is_called_by_whom_it_was_made_for(maker, name, called):
    link, _secret = make_link(AuthorFactory(), by=maker, days=1, name=name)
    assert str(link) == f"{called}, 2\u00a0mars 2026"


def test_an_opening_is_counted_of_its_link_alone_and_only_the_last_are_kept(monkeypatch):
    monkeypatch.setattr("records.publication.shared_links.OPENINGS_KEPT", 2)
    link, other = SharedLinkFactory.create_batch(2)
    other.note_opening()
    for _each in range(3):
        link.note_opening()
    counted = {each.pk: (each.openings, each.opened.count()) for each in SharedLink.objects.all()}
    assert counted == {link.pk: (3, 2), other.pk: (1, 1)}
