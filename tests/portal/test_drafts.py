"""Drafts leak nowhere; archives never show."""

import pytest

from records.publication.status import PublicationStatus
from tests.portal.conftest import entangle, make_record
from tests.portal.pages import MORE, body, every_page

pytestmark = pytest.mark.django_db

CANARY = "canari"
LISTS = ["/partenaires/", "/ententes/", "/missions/", "/actions/", "/plan-du-site/"]


@pytest.fixture
def draft(record):
    """The same record in draft, tied to the public one in every way."""
    draft = make_record(CANARY, published=False)
    entangle(record, draft)
    return draft


def addresses(record):
    return [each.get_absolute_url() for name, each in vars(record).items() if name != "vision"]


def test_no_page_tells_an_anonymous_reader_of_a_draft(client, record, draft):
    for url in [*every_page(client), *MORE]:
        text = body(client.get(url)).lower()
        assert CANARY not in text, f"{url}: {text[max(text.find(CANARY) - 80, 0) : text.find(CANARY) + 20]}"


def test_a_search_does_not_find_a_draft(client, record, draft):
    assert "data-item" in body(client.get("/actions/", {"q": "publique"}))
    assert "data-item" not in body(client.get("/actions/", {"q": CANARY}))


def test_the_page_of_a_draft_is_not_found(client, draft):
    for url in addresses(draft):
        assert client.get(url).status_code == 404, url


@pytest.mark.parametrize("url", LISTS)
def test_the_manager_sees_drafts_marked_in_the_lists(client, gestion, record, draft, url):
    client.force_login(gestion)
    page = body(client.get(url))
    assert CANARY in page
    assert "brouillon" in page


def test_the_manager_reads_a_draft_marked_as_such(client, gestion, draft):
    client.force_login(gestion)
    for url in addresses(draft):
        response = client.get(url)
        assert response.status_code == 200, url
        assert "brouillon" in body(response), url


def test_an_archive_shows_to_nobody(client, gestion, record, draft):
    for each in vars(draft).values():
        type(each).objects.filter(pk=each.pk).update(status=PublicationStatus.ARCHIVED)
    client.force_login(gestion)
    for url in addresses(draft):
        assert client.get(url).status_code == 404, url
    for url in LISTS[:3]:
        # What is still a draft may name the archive in its own title.
        assert f">Ville {CANARY}<" not in body(client.get(url))
        assert f">Entente {CANARY}<" not in body(client.get(url))
        assert f">Mission {CANARY}<" not in body(client.get(url))


def test_the_former_address_of_a_draft_leads_nowhere(client, draft):
    for name, each in vars(draft).items():
        if name == "vision":
            continue
        former = each.get_absolute_url()
        each.slug = f"{each.slug}-autre"
        each.save()
        assert client.get(former).status_code == 404, name


def test_a_changed_address_redirects_for_every_kind_of_page(client, record):
    for name, each in vars(record).items():
        if name == "vision":
            continue
        former = each.get_absolute_url()
        each.slug = f"{each.slug}-autre"
        each.save()
        response = client.get(former)
        assert (response.status_code, response["Location"]) == (301, each.get_absolute_url()), name
