"""A proposal is put online as if its changes were typed by hand, or shown as it would be and undone."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from records.admin.applying import NOT_ONLINE, public_page
from records.admin.bound_forms import IN_CONFLICT
from records.admin.document_form import address_received
from records.documents.models import PREVIEWED_AT
from records.models import Source
from tests.records.admin.book_desk import SITE, SOURCES
from tests.records.admin.bureau import request_of, said_to
from tests.records.factories import SourceFactory, SourceProposalFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

# The requests that the page below was asked with.
SEEN = []


def page(request, publisher):
    """Tell a source, as the database has it."""
    SEEN.append((request, PREVIEWED_AT.get()))
    if publisher == "perdue":
        raise Http404
    if publisher == "gabarit":
        return TemplateResponse(request, engines["django"].from_string("{{ name }}"), {"name": "Le Quotidien"})
    return HttpResponse(", ".join(source.publisher for source in Source.objects.all()))


urlpatterns = [path("admin/", SITE.urls), path("pages/<slug:publisher>/", page)]


@pytest.fixture(autouse=True)
def _all_online(settings, monkeypatch):
    """Have every source be cited by something public, and have a page."""
    settings.CITED_SOURCES = "tests.records.admin.book_desk.every_source"
    monkeypatch.setattr(Source, "get_absolute_url", lambda _source: "/pages/source/", raising=False)
    monkeypatch.setattr(Source, "is_public", lambda _source, _day: True, raising=False)
    SEEN.clear()


@pytest.fixture
def proposal():
    """Return a proposal to change the publisher of a source."""
    return SourceProposalFactory()


def apply(proposal, user, reason="Relu"):
    """Put a proposal online."""
    SOURCES.apply(request_of(user), proposal.record, proposal, reason)


def refused(proposal, user):
    """Return why a proposal is not put online (a list of sentences)."""
    with pytest.raises(ValidationError) as refusal:
        apply(proposal, user)
    return refusal.value.messages


def stored():
    """Return the publisher of the source, as the database has it."""
    return Source.objects.get().publisher


def test_what_is_proposed_is_saved_with_its_reason(proposal, manager):
    apply(proposal, manager)
    row = proposal.record.history.latest("history_id")
    assert (stored(), row.history_change_reason, row.history_user) == ("Le Soleil", "Relu", manager)
    assert LogEntry.objects.get().object_repr.startswith("Le Soleil")


def test_no_reason_is_asked_of_a_proposal_nor_is_it_told_as_a_change_online(proposal, manager):
    apply(proposal, manager, "")
    assert (stored(), SITE.told) == ("Le Soleil", [])


def test_who_may_not_change_the_record_applies_what_was_approved(proposal, writer):
    apply(proposal, writer)
    assert stored() == "Le Soleil"


def test_what_is_online_no_more_is_not_changed(proposal, manager, monkeypatch):
    monkeypatch.setattr(Source, "is_online", False)
    assert refused(proposal, manager) == [NOT_ONLINE]
    assert stored() == "Le Quotidien"


def test_what_somebody_changed_meanwhile_is_chosen_first(proposal, manager):
    source = proposal.record
    source.publisher = "Le Devoir"
    source.save()
    assert refused(proposal, manager) == [IN_CONFLICT]
    assert stored() == "Le Devoir"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"publisher": ["Le Quotidien", ""]}, "Éditeur\u00a0: Ce champ est obligatoire."),
        ({"kind": ["presse", "perdu"]}, "Nature\u00a0: "),
        ({"published_on": ["", "hier"]}, "Publication\u00a0: "),
    ],
)
def test_what_its_form_refuses_today_is_refused(manager, fields, refusal):
    [words] = refused(SourceProposalFactory(changes={"fields": fields}), manager)
    assert words.lower().startswith(refusal.lower())


def test_a_field_that_the_form_has_no_more_is_left_out(manager):
    fields = {"perdu": ["", "x"], "publisher": ["Le Quotidien", "Le Soleil"]}
    apply(SourceProposalFactory(changes={"fields": fields}), manager)
    assert stored() == "Le Soleil"


def test_a_proposal_is_typed_in_the_form_of_a_record_that_is_gone(manager):
    changes = {"fields": {"publisher": ["Le Quotidien", "Le Soleil"]}}
    bound = SOURCES.bind(request_of(manager), Source(), changes)
    assert bound.merged.data["publisher"] == "Le Soleil"


def test_a_record_typed_in_its_form_is_not_proposed_again(proposal, manager):
    record = proposal.record
    record.is_proposed, record.asks_reason, record.merged = True, True, object()
    bound = SOURCES.bind(request_of(manager), record, proposal.changes)
    assert (record.is_proposed, record.asks_reason, record.merged) == (False, False, None)
    assert "change_reason" not in bound.form.fields


def preview(proposal, user):
    """Show what a proposal would make; return the response and the request of the person."""
    request = request_of(user, query="a=1", sent={"_step": "publish"})
    return SOURCES.preview(request, proposal.record, proposal, "/admin/proposition/3/"), request


def test_a_preview_shows_the_page_as_it_would_be_and_nothing_stays(proposal, manager):
    response, request = preview(proposal, manager)
    assert response.content.decode() == "Le Soleil"
    assert (stored(), Source.history.count(), LogEntry.objects.count()) == ("Le Quotidien", 1, 0)
    assert said_to(request) == []


def test_a_preview_that_is_refused_leaves_nothing_either(manager):
    proposal = SourceProposalFactory(changes={"fields": {"publisher": ["Le Devoir", "Le Soleil"]}})
    with pytest.raises(ValidationError):
        preview(proposal, manager)
    assert (stored(), SEEN) == ("Le Quotidien", [])


def test_a_preview_is_asked_as_a_reader_would_with_the_way_back(proposal, manager):
    _response, request = preview(proposal, manager)
    [(seen, previewed_at)] = SEEN
    assert (seen.method, seen.path, seen.path_info, dict(seen.GET)) == ("GET", "/pages/source/", "/pages/source/", {})
    assert (seen.META["PATH_INFO"], seen.META["QUERY_STRING"]) == ("/pages/source/", "")
    assert seen.META["REQUEST_METHOD"] == "GET"
    assert seen.resolver_match.kwargs == {"publisher": "source"}
    assert (seen.preview_of, previewed_at) == ("/admin/proposition/3/", address_received)
    assert (request.method, request.path, request.user) == ("POST", "/admin/", manager)
    assert request.META["REQUEST_METHOD"] == "POST"


@pytest.mark.parametrize(
    ("is_public", "is_anonymous"),
    [
        (True, True),  # as anyone reads it
        (False, False),  # nobody else could read it: it is shown as the person would
    ],
)
def test_a_preview_is_read_by_nobody_in_particular_where_anyone_may_read_it(
    proposal, manager, monkeypatch, is_public, is_anonymous
):
    monkeypatch.setattr(Source, "is_public", lambda _source, _day: is_public)
    preview(proposal, manager)
    [(seen, _previewed_at)] = SEEN
    assert seen.user.is_anonymous is is_anonymous
    assert (seen.user == manager) is not is_anonymous


def test_a_page_drawn_by_a_template_is_drawn_while_it_is_previewed(monkeypatch):
    monkeypatch.setattr(Source, "get_absolute_url", lambda _source: "/pages/gabarit/")
    assert public_page(request_of(), SourceFactory(), "/admin/").content == b"Le Quotidien"


def test_files_are_read_as_usual_after_a_preview_even_of_a_page_that_fails(monkeypatch):
    monkeypatch.setattr(Source, "get_absolute_url", lambda _source: "/pages/perdue/")
    with pytest.raises(Http404):
        public_page(request_of(), SourceFactory(), "/admin/")
    assert PREVIEWED_AT.get() is None
