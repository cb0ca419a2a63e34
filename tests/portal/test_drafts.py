"""What is hidden leaks nowhere, by no route of the site; archives never show."""

import re

import pytest

from records.publication.status import PublicationStatus
from tests.portal.public_record import entangle, make_record
from tests.portal.visits import secrets_in

pytestmark = pytest.mark.django_db

CANARY = "canari"
LISTS = ["/partenaires/", "/ententes/", "/missions/", "/actions/", "/plan-du-site/"]
# What the bureau offers anyone: the page where one logs in, and the way out.
OPEN_TO_ALL = {"account_login", "account_logout", "admin:login", "admin:logout"}
OPEN_TO_ALL |= {"account_reset_password", "account_reset_password_done", "account_reset_password_from_key"}


@pytest.fixture
def draft(record):
    """The same record in draft, tied to the public one in every way."""
    draft = make_record(CANARY, published=False)
    entangle(record, draft)
    return draft


def slug_of(url):
    """Return the word of an address that names what is hidden; empty where it names none."""
    found = re.search(r"canari\d+", url)
    return found[0] if found else ""


def addresses(record):
    return [each.get_absolute_url() for name, each in vars(record).items() if name != "vision"]


def test_no_route_tells_a_reader_of_what_is_hidden(sweep):
    told = [f"{visit.url}: {found}" for visit in sweep.visits if (found := secrets_in(visit.text))]
    told += [f"access file: {found}" for found in secrets_in(sweep.access_file)]
    assert not told, "\n".join(told)


def test_what_is_hidden_has_no_address_for_a_reader(sweep):
    assert len(sweep.hidden) > 30
    found = [f"{visit.url}: {visit.status}" for visit in sweep.hidden if visit.status != 404]
    found += [f"{visit.url} tells" for visit in sweep.hidden if secrets_in(visit.text, slug_of(visit.url))]
    assert not found, "\n".join(found)


def test_asking_for_what_is_hidden_answers_as_asking_for_what_does_not_exist(sweep):
    asked = {url.split("?")[1].split("=")[0] for url, _hidden, _unknown in sweep.asked}
    assert {"q", "axe", "partenaire", "pays", "theme", "statut", "annee", "tri", "vue", "genre"} <= asked
    told = [url for url, hidden, unknown in sweep.asked if hidden != unknown or secrets_in(hidden)]
    assert not told, "\n".join(told)


def test_no_route_of_the_bureau_opens_to_a_reader(sweep):
    open_routes = [
        f"{visit.url}: {visit.status} {visit.kind}"
        for visit in sweep.refused
        if visit.route.name not in OPEN_TO_ALL
        and visit.status not in (403, 404)
        and not (visit.status == 302 and visit.kind.startswith("/admin/login/"))
    ]
    assert not open_routes, "\n".join(open_routes)
    assert [visit.url for visit in sweep.refused if secrets_in(visit.text)] == []
    assert len(sweep.refused) > 250


@pytest.mark.parametrize("url", LISTS)
def test_the_manager_sees_drafts_marked_in_the_lists(client, gestion, record, draft, url):
    client.force_login(gestion)
    page = client.get(url).text
    assert CANARY in page
    assert "brouillon" in page


def test_the_manager_reads_a_draft_marked_as_such(client, gestion, draft):
    client.force_login(gestion)
    for url in addresses(draft):
        response = client.get(url)
        assert response.status_code == 200, url
        assert "brouillon" in response.text, url


def test_an_archive_shows_to_nobody(client, gestion, record, draft):
    for each in vars(draft).values():
        type(each).objects.filter(pk=each.pk).update(status=PublicationStatus.ARCHIVED)
    client.force_login(gestion)
    for url in addresses(draft):
        assert client.get(url).status_code == 404, url
    for url in LISTS[:3]:
        # What is still a draft may name the archive in its own title.
        assert f">Ville {CANARY}<" not in client.get(url).text
        assert f">Entente {CANARY}<" not in client.get(url).text
        assert f">Mission {CANARY}<" not in client.get(url).text


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
