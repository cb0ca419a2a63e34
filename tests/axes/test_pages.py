"""The pages of the Vision and its axes."""

import datetime as dt

import pytest
from django.urls import reverse

from axes.models import CommitmentKind, VisionItemKind
from tests.axes.factories import (
    AxisFactory,
    CommitmentFactory,
    MilestoneFactory,
    VisionFactory,
    VisionItemFactory,
)
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

VISION = reverse("axes:vision")


@pytest.fixture
def axis():
    return AxisFactory(published=True, name="Québec rayonne")


def shown(response):
    return response.content.decode()


def test_without_a_vision_the_page_says_so(client):
    assert "Énoncé de la Vision\u00a0: inconnu." in shown(client.get(VISION))


def test_a_draft_vision_is_not_shown(client):
    VisionFactory(statement="Un secret.")
    assert "Un secret." not in shown(client.get(VISION))


def test_the_current_vision_comes_before_the_others(client):
    VisionFactory(published=True, statement="Ancien énoncé.", presented_on=dt.date(2025, 1, 1))
    VisionFactory(published=True, statement="Énoncé en vigueur.", is_current=True)
    assert "Énoncé en vigueur." in shown(client.get(VISION))


def test_the_vision_shows_its_parts(client):
    vision = VisionFactory(published=True)
    for kind in VisionItemKind:
        VisionItemFactory(vision=vision, kind=kind, text=f"Texte {kind.value}")
    MilestoneFactory(vision=vision, title="Dévoilement")
    page = shown(client.get(VISION))
    assert all(f"Texte {kind.value}" in page for kind in VisionItemKind)
    assert "Dévoilement" in page
    assert "<dt>Document</dt><dd>inconnu</dd>" in page


def test_the_vision_asks_no_more_as_it_grows(query_count):
    vision = VisionFactory(published=True)
    AxisFactory(published=True, vision=vision)
    MilestoneFactory(vision=vision).sources.add(SourceFactory())
    VisionItemFactory(vision=vision)
    alone = query_count(VISION)
    AxisFactory.create_batch(3, published=True, vision=vision)
    VisionItemFactory.create_batch(5, vision=vision)
    for milestone in MilestoneFactory.create_batch(5, vision=vision):
        milestone.sources.add(SourceFactory())
    assert query_count(VISION) == alone <= 12


def test_a_draft_axis_has_no_page(client):
    assert client.get(AxisFactory().get_absolute_url()).status_code == 404


def test_a_commitment_without_action_says_nothing_of_them(client, axis):
    CommitmentFactory(axis=axis)
    page = shown(client.get(axis.get_absolute_url()))
    assert "rattachement à faire" not in page
    assert "aucune action" not in page.lower().replace("aucune action n’est encore inscrite sous cet axe", "")


def test_commitments_stand_under_their_kind(client, axis):
    for kind in CommitmentKind:
        CommitmentFactory(axis=axis, kind=kind)
    page = shown(client.get(axis.get_absolute_url()))
    for heading in ("Engagements", "Domaines nommés en exemple", "Statuts mis en valeur"):
        assert f">{heading}</h2>" in page


def test_official_commitments_that_are_not_known_are_said_so(client, axis):
    page = shown(client.get(axis.get_absolute_url()))
    assert "Engagements officiels de cet axe\u00a0: inconnus." in page
    assert "Domaines nommés" not in page


def test_a_changed_address_leads_to_the_new_one(client, axis):
    former = axis.slug
    axis.slug = "rayonner"
    axis.save()
    assert client.get(f"/axes/{former}/")["Location"] == "/axes/rayonner/"
