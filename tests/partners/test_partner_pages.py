"""The directory of partners and the page of one."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from partners.lists import PARTNER_LIST
from partners.models import AgreementStanding, PartnerGroup, PartnerKind, Standing
from records.models import Confidence
from records.words.dates import NBSP
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

LIST = reverse("partners:list")


@pytest.fixture
def namur():
    return PartnerFactory(published=True, name="Namur")


def shown(response):
    return response.content.decode()


def test_a_draft_partner_is_not_listed(client):
    PartnerFactory(name="Gand")
    assert "Gand" not in shown(client.get(LIST))


def test_the_manager_sees_drafts_marked(client, gestion):
    PartnerFactory(name="Gand")
    client.force_login(gestion)
    page = shown(client.get(LIST))
    assert "Gand" in page
    assert "brouillon" in page


def test_the_directory_counts_its_partners(client, namur):
    PartnerFactory(published=True, organization=True)
    assert "2 partenaires" in shown(client.get(LIST))


def test_partners_stand_under_six_groups_in_alphabetical_order_whatever_the_accents(client):
    for name in ("Évora", "Zagreb", "Albany"):
        PartnerFactory(published=True, name=name)
    PartnerFactory(published=True, organization=True, name="Aéro")
    page = shown(client.get(LIST)).partition("</figure>")[2]
    places = [page.index(words) for words in (">Villes</h2>", "Albany", "Évora", "Zagreb", "forums</h2>", "Aéro")]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", PartnerKind)
def test_every_kind_has_its_group(kind):
    assert PartnerFactory.build(kind=kind).group in PartnerGroup


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"pays": "FR"}, ["Lyon"]),
        ({"groupe": "reseaux"}, ["Ligue"]),
        ({"etat": "active"}, ["Namur"]),
        ({"pays": "BE", "etat": "active"}, ["Namur"]),
        ({"pays": "FR", "etat": "active"}, []),
        ({}, ["Ligue", "Lyon", "Namur"]),
    ],
)
def test_the_directory_narrows(client, query, kept):
    PartnerFactory(published=True, name="Namur", noted_activity_on=timezone.localdate())
    PartnerFactory(published=True, name="Lyon", country="FR", standing=Standing.ACTIVE)
    PartnerFactory(published=True, organization=True, name="Ligue")
    page = shown(client.get(LIST, query))
    assert [name for name in ("Ligue", "Lyon", "Namur") if f">{name}</a>" in page] == kept


def test_an_unknown_value_is_said_and_loses_nothing(client, namur):
    page = shown(client.get(LIST, {"pays": "ZZ", "groupe": "villes"}))
    assert "La valeur «\u00a0ZZ\u00a0» du filtre Pays est inconnue; elle est ignorée." in page
    assert ">Namur</a>" in page


@pytest.mark.parametrize("page", ["abc", "9999", "-1"])
def test_an_impossible_page_answers(client, namur, page):
    assert client.get(LIST, {"page": page}).status_code == 200


def test_the_title_tells_the_filters_in_force(client, namur):
    assert "<title>Partenaires, Belgique –" in shown(client.get(LIST, {"pays": "BE"}))


def test_a_country_that_only_drafts_have_is_not_offered(client, namur):
    PartnerFactory(country="JP")
    assert "Japon" not in shown(client.get(LIST))


def test_the_directory_asks_no_more_as_partners_grow(query_count):
    PartnerFactory(published=True)
    alone = query_count(LIST)
    PartnerFactory.create_batch(5, published=True)
    assert query_count(LIST) == alone <= 6


def test_a_long_directory_has_pages(client, monkeypatch):
    monkeypatch.setattr("partners.views.PARTNER_LIST", replace(PARTNER_LIST, per_page=1))
    PartnerFactory.create_batch(2, published=True)
    page = shown(client.get(LIST, {"page": 2}))
    assert "<title>Partenaires, page 2 –" in page
    assert "Page 2 sur 2" in page


def test_a_draft_partner_has_no_page(client):
    assert client.get(PartnerFactory().get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (dt.date(2023, 3, 2), "sans activité depuis 3 ans"),
        (dt.date(2015, 7, 3), "sans activité depuis 10 ans"),
        (dt.date(2023, 3, 3), None),
        (None, None),
    ],
)
@time_machine.travel("2026-03-02 12:00", tick=False)
def test_three_years_of_silence_put_a_relationship_asleep_whatever_was_recorded(client, seen, said):
    partner = PartnerFactory(published=True, standing=Standing.ACTIVE, noted_activity_on=seen)
    page = shown(client.get(partner.get_absolute_url()))
    assert (said in page) if said else ("sans activité depuis" not in page)
    assert ("relation active" in page) is (seen == dt.date(2023, 3, 3))
    assert (f"inscrite comme «{NBSP}active{NBSP}»" in page) is (seen != dt.date(2023, 3, 3))


def test_what_is_not_known_of_a_partner_is_said(client):
    page = shown(client.get(PartnerFactory(published=True, organization=True).get_absolute_url()))
    assert "<dt>Pays</dt><dd>inconnu</dd>" in page
    assert page.count("aucune activité connue") == 2


def test_a_weakly_sourced_partner_is_marked(client):
    partner = PartnerFactory(published=True, confidence=Confidence.LOW)
    assert "confiance faible" in shown(client.get(partner.get_absolute_url()))


def test_a_source_is_named_by_its_publisher_and_date(client, namur):
    namur.sources.add(SourceFactory(published_on=dt.date(2023, 8, 1), published_precision="mois"))
    page = shown(client.get(namur.get_absolute_url()))
    assert "Le Quotidien, " in page
    assert "août 2023</time>" in page


def test_a_partner_shows_its_agreements_as_chains_of_terms(client, namur):
    former = AgreementFactory(published=True, title="Premier pacte", partners=[namur], starts_on=dt.date(2019, 1, 1))
    AgreementFactory(published=True, title="Second pacte", partners=[namur], renews=former)
    AgreementFactory(title="Pacte secret", partners=[namur], renews=former)
    page = shown(client.get(namur.get_absolute_url()))
    assert "Premier pacte" in page
    assert "renouvellement" in page
    assert "Pacte secret" not in page


def test_a_changed_address_leads_to_the_new_one(client, namur):
    namur.slug = "namur-belgique"
    namur.save()
    response = client.get("/partenaires/namur/")
    assert response.status_code == 301
    assert response["Location"] == "/partenaires/namur-belgique/"


def test_the_former_address_of_a_draft_leads_nowhere(client):
    draft = PartnerFactory(name="Gand")
    draft.slug = "gand-belgique"
    draft.save()
    assert client.get("/partenaires/gand/").status_code == 404


def test_recorded_standing_of_an_agreement_is_read_against_the_day(client, namur):
    AgreementFactory(published=True, partners=[namur], standing=AgreementStanding.ACTIVE, ends_on=dt.date(2020, 12, 31))
    assert "échue" in shown(client.get(namur.get_absolute_url()))
