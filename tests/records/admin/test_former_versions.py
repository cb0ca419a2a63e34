"""A former version is typed again in the form of a record; what is proposed already stays beside it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from records.models import Source, SourceProposal
from records.publication.typed_forms import SHOWN_ONLY, VERSION
from tests.records.admin.book_desk import SOURCES
from tests.records.admin.bureau import request_of, said_to
from tests.records.factories import SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.book_desk")]


@pytest.fixture(autouse=True)
def _every_source_is_cited(settings):
    settings.CITED_SOURCES = "tests.records.admin.book_desk.every_source"


@pytest.fixture
def source(time_machine):
    """Return a source that had another publisher, and a date, on 2 March 2026."""
    time_machine.move_to(dt.datetime(2026, 3, 3, 4, 30, tzinfo=dt.UTC), tick=False)
    source = SourceFactory(publisher="Le Jour", published_on=dt.date(2026, 3, 1), published_precision="jour")
    time_machine.move_to(dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC), tick=False)
    source.publisher, source.published_on, source.published_precision = "Le Soir", None, ""
    source.save()
    return source


def first(source):
    """Return the key of the first row of the history of a source, as an address writes it."""
    return str(source.history.earliest("history_id").history_id)


def typed(source, version, user=None):
    """Type a former version in the form; return the request, as the form then reads it."""
    request = request_of(user, query=f"version={version}")
    SOURCES.type_version(request, str(source.pk), version)
    return request


def test_the_form_says_what_the_version_said(source):
    sent = typed(source, first(source)).POST
    assert (sent["publisher"], sent["published_on"], sent["published_precision"]) == ("Le Jour", "2026-03-01", "jour")
    assert (sent["url"], sent["kind"]) == (source.url, source.kind)


def test_the_latest_version_says_what_the_record_says(source):
    latest = str(source.history.latest("history_id").history_id)
    sent = typed(source, latest).POST
    assert (sent["publisher"], sent["published_on"]) == ("Le Soir", "")


def test_nothing_is_saved_and_it_is_said_with_the_day_it_was_here(source):
    request = typed(source, first(source))
    assert (request.method, request.POST[SHOWN_ONLY]) == ("POST", "1")
    [(level, sentence)] = said_to(request)
    assert level == "info"
    assert sentence == "Le formulaire dit ce que la fiche disait le 2\u00a0mars 2026\u00a0: rien n’est enregistré."
    assert (Source.objects.get().publisher, Source.history.count()) == ("Le Soir", 2)


def test_the_form_works_from_the_last_version(source):
    latest = str(source.history.latest("history_id").history_id)
    assert typed(source, first(source)).POST[VERSION] == latest


def test_what_is_proposed_already_stays_and_the_version_wins_where_both_speak(source, writer, monkeypatch):
    monkeypatch.setattr(writer, "has_perm", lambda name, obj=None: not name.endswith("publish_source"))
    changes = {"fields": {"publisher": ["Le Soir", "Le Soleil"], "publisher_en": ["", "The Sun"]}}
    proposal = SourceProposal.objects.create(record=source, author=writer, changes=changes)
    sent = typed(source, first(source), writer).POST
    assert (sent["publisher"], sent["publisher_en"]) == ("Le Jour", "The Sun")
    assert sent[VERSION].endswith(f"+{proposal.history.get().history_id}")
    assert Source.objects.get().publisher == "Le Soir"


def test_what_is_proposed_by_others_is_left_by_who_publishes(source, manager, writer):
    changes = {"fields": {"publisher_en": ["", "The Sun"]}}
    SourceProposal.objects.create(record=source, author=writer, changes=changes)
    assert typed(source, first(source), manager).POST["publisher_en"] == ""


@pytest.mark.parametrize("version", ["", "x", "0", "-1", "9" * 30, "1 OR 1=1"])
def test_a_version_that_is_none_is_not_found(source, version):
    with pytest.raises(Http404):
        typed(source, version)


def test_a_version_of_another_record_is_not_found(source):
    with pytest.raises(Http404):
        typed(source, first(SourceFactory()))


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_a_version_of_no_record_is_not_found(source, key):
    with pytest.raises(Http404):
        SOURCES.type_version(request_of(), key, first(source))


def test_who_may_not_change_the_record_types_nothing(source):
    request = request_of(AnonymousUser())
    with pytest.raises(PermissionDenied):
        SOURCES.type_version(request, str(source.pk), first(source))
    assert request.method == "GET"


@pytest.mark.parametrize(
    ("query", "sent", "is_typed"),
    [
        ("version={}", None, True),
        ("", None, False),
        ("version={}", {"publisher": "Le Soir"}, False),  # a form that is sent says what it says
    ],
)
def test_the_form_is_typed_where_its_address_asks_it(source, manager, query, sent, is_typed):
    request = request_of(manager, query=query.format(first(source)), sent=sent)
    page = SOURCES.changeform_view(request, str(source.pk))
    form = page.context_data["adminform"].form
    assert (form["publisher"].value() == "Le Jour") is is_typed
    assert bool(said_to(request)) is is_typed


def test_a_new_record_has_no_version(manager):
    page = SOURCES.changeform_view(request_of(manager, query="version=1"), None)
    assert not page.context_data["adminform"].form.is_bound
