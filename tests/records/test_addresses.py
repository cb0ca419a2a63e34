"""Addresses: French, readable, stable, and followed when they change."""

import datetime as dt

import pytest
from django.http import Http404

from partners.models import Partner
from records.publication.addresses import find
from records.words.normalizing import normalize
from tests.missions.factories import ActionFactory, MissionFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Québec", "quebec"),
        ("Œuvres d’été à l’hôtel", "oeuvres-d-ete-a-l-hotel"),
        ("Xi’an", "xi-an"),
        ("!!!", "partner"),
        ("mot " * 50, "-".join(["mot"] * 23)[:90].strip("-")),
    ],
)
def test_an_address_is_made_of_the_name(name, slug):
    assert PartnerFactory(name=name).slug == slug


def test_two_records_of_one_name_have_two_addresses():
    assert [PartnerFactory(name="Namur").slug for _ in range(3)] == ["namur", "namur-2", "namur-3"]


def test_a_mission_carries_its_year_in_its_address():
    mission = MissionFactory(title="Délégation de Namur", starts_on=dt.date(2023, 8, 22), date_precision="jour")
    assert mission.slug == "delegation-de-namur-2023"


def test_an_address_does_not_follow_its_title():
    partner = PartnerFactory(name="Namur")
    partner.name = "Namur et sa région"
    partner.save()
    assert partner.slug == "namur"
    assert partner.search_text.startswith(normalize(partner.name))


def test_a_former_address_leads_to_the_record():
    partner = PartnerFactory(name="Namur")
    partner.slug = "ville-de-namur"
    partner.save()
    assert find(Partner.objects.all(), "namur") == partner


def test_an_address_taken_over_leads_to_its_present_holder():
    former = PartnerFactory(name="Namur")
    former.slug = "ancien"
    former.save()
    present = PartnerFactory(name="Namur")
    assert present.slug == "namur"
    assert find(Partner.objects.all(), "namur") == present


def test_an_address_of_nothing_is_not_found():
    PartnerFactory(name="Namur")
    with pytest.raises(Http404):
        find(Partner.objects.all(), "nulle-part")


def test_the_former_address_of_a_draft_is_not_found_by_readers(client):
    action = ActionFactory(title="Visite")
    action.slug = "autre"
    action.save()
    assert client.get("/actions/visite/").status_code == 404


def test_readers_are_sent_to_the_new_address_for_good(client):
    action = ActionFactory(title="Visite", published=True)
    action.slug = "visite-du-tramway"
    action.save()
    response = client.get("/actions/visite/")
    assert (response.status_code, response["Location"]) == (301, "/actions/visite-du-tramway/")
