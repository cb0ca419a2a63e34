"""The register of agreements and the page of one."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from partners.models import AgreementActKind, AgreementKind, AgreementStanding, AuthorizationNeed
from tests.partners.factories import AgreementActFactory, AgreementFactory, PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

REGISTER = reverse("partners:agreements")


def shown(response):
    return response.content.decode()


def test_a_draft_agreement_is_not_in_the_register(client):
    AgreementFactory(title="Pacte secret")
    assert "Pacte secret" not in shown(client.get(REGISTER))


def test_the_manager_sees_draft_agreements_marked(client, gestion):
    AgreementFactory(title="Pacte secret")
    client.force_login(gestion)
    page = shown(client.get(REGISTER))
    assert "Pacte secret" in page
    assert "brouillon" in page


@time_machine.travel("2026-03-02 12:00", tick=False)
def test_the_register_tells_the_state_today(client):
    AgreementFactory(published=True, standing=AgreementStanding.ACTIVE, ends_on=dt.date(2026, 3, 2))
    page = shown(client.get(REGISTER))
    assert 'data-state="expire_bientot">expire bientôt</span>' in page
    assert "2026-03-02" in page


def test_the_register_narrows_by_state_and_kind(client):
    AgreementFactory(published=True, title="Vieux", ends_on=dt.date(2020, 12, 31))
    AgreementFactory(published=True, title="Jumeau", kind=AgreementKind.TWINNING)
    page = shown(client.get(REGISTER, {"etat": "echue"}))
    assert "Vieux" in page
    assert "Jumeau" not in page
    page = shown(client.get(REGISTER, {"nature": "jumelage"}))
    assert "Jumeau" in page
    assert "Vieux" not in page


def test_the_register_says_an_unknown_value(client):
    AgreementFactory(published=True, title="Pacte")
    page = shown(client.get(REGISTER, {"etat": "périmée"}))
    assert "La valeur «\u00a0périmée\u00a0» du filtre État est inconnue; elle est ignorée." in page
    assert "Pacte" in page


def test_a_draft_party_is_left_out(client):
    agreement = AgreementFactory(
        published=True, partners=[PartnerFactory(published=True, name="Lyon"), PartnerFactory(name="Gand")]
    )
    for url in (REGISTER, agreement.get_absolute_url()):
        page = shown(client.get(url))
        assert "Lyon" in page
        assert "Gand" not in page


def test_the_register_asks_no_more_as_it_grows(query_count):
    AgreementFactory(published=True, partners=[PartnerFactory(published=True)])
    alone = query_count(REGISTER)
    for _ in range(5):
        AgreementFactory(published=True, partners=PartnerFactory.create_batch(2, published=True))
    assert query_count(REGISTER) == alone <= 6


def test_a_draft_agreement_has_no_page(client):
    assert client.get(AgreementFactory().get_absolute_url()).status_code == 404


def test_an_agreement_shows_its_chain_oldest_first(client):
    first = AgreementFactory(published=True, title="Premier")
    AgreementFactory(title="Caché", renews=first)
    second = AgreementFactory(published=True, title="Deuxième", renews=first)
    AgreementFactory(published=True, title="Troisième", renews=second)
    page = shown(client.get(second.get_absolute_url()))
    chain = page[page.index('id="chain"') :]
    places = [chain.index(title) for title in ("Premier", "Deuxième</strong>", "Troisième")]
    assert places == sorted(places)
    assert "Caché" not in page


def test_an_agreement_alone_says_so(client):
    page = shown(client.get(AgreementFactory(published=True).get_absolute_url()))
    assert "ne la précède ni ne la suit" in page


def test_the_register_counts_each_state(client):
    AgreementFactory(published=True, ends_on=dt.date(2020, 12, 31))
    AgreementFactory.create_batch(2, published=True, standing=AgreementStanding.OVER)
    AgreementFactory(standing=AgreementStanding.OVER)
    page = shown(client.get(REGISTER, {"etat": "echue"}))
    assert re.search(r'value="terminee">\s*terminée \(2\)', page)
    assert re.search(r'value="echue" checked>\s*échue \(1\)', page)


def test_the_agreements_of_the_register_are_drawn_in_time_where_any_can_be(client):
    AgreementFactory(published=True, title="Sans dates")
    assert "<figure" not in shown(client.get(REGISTER))
    AgreementFactory(published=True, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2024, 1, 1))
    AgreementFactory(title="Brouillon", starts_on=dt.date(2020, 1, 1))
    figure = re.search(r"<figure.*</figure>", shown(client.get(REGISTER)), re.DOTALL)[0]
    assert figure.count('<svg class="term"') == 1
    assert re.search(r">Sans dates</a>.*>dates inconnues<", figure, re.DOTALL)
    assert "Brouillon" not in figure


def test_an_agreement_tells_its_authorization(client):
    agreement = AgreementFactory(
        published=True,
        authorization_need=AuthorizationNeed.REQUIRED,
        authorization_number="D-123",
        authorized_on=dt.date(2025, 3, 1),
    )
    page = shown(client.get(agreement.get_absolute_url()))
    assert "requise" in page
    assert "D-123" in page
    assert "1<sup>er</sup>\u00a0mars 2025" in page


def test_what_is_not_known_of_an_agreement_is_said(client):
    page = shown(client.get(AgreementFactory(published=True).get_absolute_url()))
    assert "signature, début, fin, texte." in page
    assert "date inconnue" not in page


def test_the_page_of_an_agreement_asks_no_more_as_it_grows(query_count):
    agreement = AgreementFactory(published=True, partners=[PartnerFactory(published=True)])
    AgreementFactory(published=True, renews=agreement)
    alone = query_count(agreement.get_absolute_url())
    for partner in PartnerFactory.create_batch(5, published=True):
        AgreementFactory(published=True, renews=agreement, partners=[partner])
        agreement.parties.create(partner=partner)
    agreement.sources.add(*SourceFactory.create_batch(5))
    assert query_count(agreement.get_absolute_url()) == alone <= 16


def test_a_changed_address_leads_to_the_new_one(client):
    agreement = AgreementFactory(published=True, title="Pacte")
    agreement.slug = "pacte-neuf"
    agreement.save()
    assert client.get("/ententes/pacte/")["Location"] == "/ententes/pacte-neuf/"


def test_a_denounced_agreement_says_so_on_its_page_in_the_register_and_in_its_file(client):
    agreement = AgreementFactory(published=True, standing="actif", ends_on=dt.date(2031, 1, 1))
    end = {"kind": AgreementActKind.DENUNCIATION, "happened_on": dt.date(2024, 5, 1), "ends_on": dt.date(2024, 11, 1)}
    AgreementActFactory(
        agreement=agreement, text="Avis de six mois.", evidence=SourceFactory(publisher="Journal"), **end
    )
    page = client.get(agreement.get_absolute_url()).text
    for words in ("d’abord prévue", "Dénonciation", "Avis de six mois.", "Journal", "novembre 2024", "terminée"):
        assert words in page
    assert "dénonciation 2024-05-01" in client.get("/ententes/?etat=terminee").text
    assert agreement.title in client.get("/ententes/?fin=2024").text
    file = client.get("/ententes.csv").getvalue().decode()
    assert "dénonciation, 2024-05-01 (nouvelle fin 2024-11-01)\u00a0: Avis de six mois." in file
    assert "2031-01-01,2024-11-01" in file
