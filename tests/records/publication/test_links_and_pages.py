"""What a link shows and keeps of who follows it; which page is found, and what tells it from any other."""

import datetime as dt
import hashlib

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.http import Http404
from django.utils import timezone

from records.models import SharedLink, SharedOpinion, SourceProposal
from records.publication.kept_pages import find_kept, kept_as
from records.publication.shared_links import erase_link_name, erase_opinion, is_prepared, make_link, secret_digest
from tests.records.bookshelf.models import Author, Book
from tests.records.factories import (
    AuthorFactory,
    SharedLinkFactory,
    SharedOpinionFactory,
    SourceFactory,
    SourceProposalFactory,
)

DAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("subject", "may_be_shown"),
    [
        (Author(status="draft"), True),
        (Author(status="review"), True),
        (Author(status="published"), False),  # its page shows it
        (Author(status="archived"), False),
        (SourceProposal(record=None), False),  # its record is gone
    ],
)
def test_a_link_may_show_what_is_prepared(subject, may_be_shown):
    assert is_prepared(subject) is may_be_shown


def test_a_link_is_made_for_so_many_days_and_its_secret_is_kept_nowhere(writer, time_machine):
    now = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    time_machine.move_to(now, tick=False)
    author = AuthorFactory()
    link, secret = make_link(author, by=writer, days=14, name="Directrice", may_answer=False)
    link.refresh_from_db()
    assert (link.model, link.key, link.made_by, link.made_at) == ("bookshelf.author", author.pk, writer, now)
    assert (link.name, link.may_answer, link.expires_at) == ("Directrice", False, now + dt.timedelta(days=14))
    assert link.digest == secret_digest(secret) == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(SharedLink.objects.values().get())


def test_two_links_to_one_record_have_two_secrets(writer):
    author = AuthorFactory()
    (_one, first), (_other, second) = (make_link(author, by=writer, days=1) for _ in range(2))
    assert first != second
    assert min(len(first), len(second)) >= 43  # 32 bytes, in the letters of addresses


@pytest.mark.parametrize(("text", "left"), [("Très bien.", "(effacé)"), ("", "")])
def test_who_gave_an_opinion_is_erased_with_what_they_wrote_and_the_opinion_stays(db, text, left):
    opinion, other = SharedOpinionFactory(text=text), SharedOpinionFactory(name="Autre", text="Non.")
    erase_opinion(opinion.pk, None)
    told = {each.pk: (each.name, each.text, each.verdict) for each in SharedOpinion.objects.all()}
    assert told == {opinion.pk: ("(effacé)", left, "approuve"), other.pk: ("Autre", "Non.", "approuve")}


def test_whom_a_link_was_made_for_is_erased_and_the_link_serves_as_before(db):
    soon = timezone.now() + dt.timedelta(days=1)
    link, _other = (SharedLinkFactory(name=name, expires_at=soon, made_at=timezone.now()) for name in ("Une", "Autre"))
    erase_link_name(link.pk, None)
    assert list(SharedLink.objects.order_by("pk").values_list("name", flat=True)) == ["", "Autre"]
    assert SharedLink.objects.get(pk=link.pk).digest == link.digest


def test_a_link_to_a_proposal_shows_nothing_once_its_record_is_no_longer_online(writer):
    proposal = SourceProposalFactory(record=SourceFactory())
    writer.user_permissions.add(Permission.objects.get(codename="change_source"))
    link, _secret = make_link(proposal, by=writer, days=1)
    assert not is_prepared(proposal)  # nothing public cites the source
    assert link.subject is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "is_found"),
    [
        ("anna", True),
        ("anne", True),  # where it was
        ("brouillon", False),
        ("rien", False),
    ],
)
def test_a_page_is_found_of_what_its_reader_may_read(slug, is_found):
    author = AuthorFactory(slug="anne", published=True)
    author.slug = "anna"
    author.save()
    AuthorFactory(slug="brouillon")
    if is_found:
        found = find_kept(Author, slug, AnonymousUser(), DAY)
        assert (found.pk, found.slug) == (author.pk, "anna")
    else:
        with pytest.raises(Http404):
            find_kept(Author, slug, AnonymousUser(), DAY)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/livres/autre/", {}),
        ("/livres/essai/", {"secure": True}),
        ("/livres/essai/", {"headers": {"host": "127.0.0.1"}}),
    ],
)
def test_a_page_is_told_from_any_other_by_where_it_is_asked_for(rf, settings, path, asked):
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    assert key_of(rf.get(path, **asked)) != key_of(rf.get("/livres/essai/"))


def key_of(request, user=None, pk=1):
    """Return what tells the page of a book from any other."""
    request.user = user or AnonymousUser()
    return kept_as(request, Book(pk=pk))


def test_a_page_is_told_from_any_other_by_its_record_its_reader_and_its_layout(rf, admin_user):
    request = rf.get("/livres/essai/?a=1")
    page = key_of(request)
    assert page == key_of(rf.get("/livres/essai/?b=2")) == (1, frozenset(), "http", "testserver", "/livres/essai/", "")
    assert page != key_of(request, pk=2)
    assert page != key_of(request, admin_user)
    request.layout = "paper.html"
    assert page != key_of(request)
