"""The page of an axis, as the actions and missions under it fill it."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from missions.models import ActionStage
from tests.axes.factories import AxisFactory, CommitmentFactory, ThemeFactory
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory, OutcomeFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def axis():
    return AxisFactory(published=True, name="Québec rayonne")


def shown(response):
    return response.content.decode()


def test_an_axis_counts_its_public_actions_only(client, axis):
    ActionFactory.create_batch(2, published=True, axis=axis)
    ActionFactory(axis=axis, title="Coulisses")
    page = shown(client.get(axis.get_absolute_url()))
    assert "Voir les 2 actions de cet axe" in page
    assert f"{reverse('missions:actions')}?axe={axis.slug}" in page
    assert "Coulisses" not in page


def test_a_commitment_shows_the_actions_that_serve_it(client, axis):
    commitment = CommitmentFactory(axis=axis)
    ActionFactory(published=True, axis=axis, commitment=commitment, title="Échange")
    ActionFactory(axis=axis, commitment=commitment, title="Coulisses")
    page = shown(client.get(axis.get_absolute_url()))
    assert re.search(rf"\?engagement={commitment.slug}&amp;statut=\w+[^>]*>[^<]*\u00a0: 1</a>", page)
    assert page.count(">Échange</a>") == 1
    assert "Coulisses" not in page
    assert "rattachement à faire" not in page


def test_an_axis_shows_its_partners_and_missions(client, axis):
    action = ActionFactory(published=True, axis=axis, lead_partner__name="Namur")
    ActionPartnerFactory(action=action, partner__published=True, partner__name="Lyon")
    ActionPartnerFactory(action=action, partner__name="Gand")
    ActionFactory(axis=axis, lead_partner__published=True, lead_partner__name="Discrète")
    MissionFactory(published=True, title="Tournée").axes.add(axis)
    MissionFactory(title="Cachée").axes.add(axis)
    page = shown(client.get(axis.get_absolute_url()))
    assert ">Namur</a>" in page
    assert ">Lyon</a>" in page
    assert "Tournée" in page
    for hidden in ("Gand", "Discrète", "Cachée"):
        assert hidden not in page


def test_the_manager_counts_drafts_once(client, gestion, axis):
    ActionFactory(axis=axis)
    ActionFactory(published=True, axis=axis)
    client.force_login(gestion)
    page = shown(client.get(axis.get_absolute_url()))
    assert "Voir les 2 actions de cet axe" in page
    assert "brouillon" in page


def test_the_page_of_an_axis_asks_no_more_as_it_grows(query_count, axis):
    def grow(count):
        for commitment in CommitmentFactory.create_batch(count, axis=axis):
            for action in ActionFactory.create_batch(count, published=True, axis=axis, commitment=commitment):
                ActionPartnerFactory(action=action, partner__published=True)
        for mission in MissionFactory.create_batch(count, published=True):
            mission.axes.add(axis)
        axis.themes.add(*ThemeFactory.create_batch(count))
        axis.sources.add(*SourceFactory.create_batch(count))

    grow(1)
    alone = query_count(axis.get_absolute_url())
    grow(4)
    assert query_count(axis.get_absolute_url()) == alone <= 14


def test_a_commitment_counts_its_actions_by_state_and_tells_their_result(client, axis):
    commitment = CommitmentFactory(axis=axis)
    serving = {"published": True, "axis": axis, "commitment": commitment}
    for stage in (ActionStage.DONE, ActionStage.OVER, ActionStage.UNDER_WAY):
        action = ActionFactory(stage=stage, **serving)
    ActionFactory(stage=ActionStage.ANNOUNCED, starts_on=dt.date(2020, 1, 1), date_precision="jour", **serving)
    ActionFactory(stage=ActionStage.DONE, axis=axis, commitment=commitment, title="Coulisses")
    OutcomeFactory(action=action, text="Un pont.")
    page = client.get(axis.get_absolute_url()).text
    told = re.findall(rf'\?engagement={commitment.slug}((?:&amp;statut=\w+)+)">([^<]*)\u00a0: (\d+)</a>', page)
    assert told == [
        ("&amp;statut=realisee&amp;statut=terminee", "réalisées", "2"),
        ("&amp;statut=en_cours", "en cours", "1"),
        ("&amp;statut=echue", "échues, suite inconnue", "1"),
    ]
    assert "Un pont." in page
    for query, _words, number in told:
        listed = client.get(f"/actions/?engagement={commitment.slug}{query.replace('&amp;', '&')}")
        assert listed.context["filter"].total == int(number)


def test_the_bars_of_an_axis_are_to_one_scale(client, axis):
    for number in (1, 3):
        commitment = CommitmentFactory(axis=axis)
        ActionFactory.create_batch(number, published=True, axis=axis, commitment=commitment, stage=ActionStage.DONE)
    ActionFactory(published=True, axis=axis, commitment=commitment, stage=ActionStage.UNDER_WAY, starts_on=None)
    page = shown(client.get(axis.get_absolute_url()))
    drawn = re.findall(r'x="([\d.]+%)"\s+width="([\d.]+%)"\s+height="100%"\s+data-state="(\w+)"', page)
    assert drawn == [("0%", "25%", "realisee"), ("0%", "75%", "realisee"), ("75%", "25%", "en_cours")]


def test_the_best_established_results_come_first_one_an_action(client, axis):
    def told(text, year, **options):
        action = ActionFactory(published=True, axis=axis, starts_on=dt.date(year, 1, 1), date_precision="annee")
        return OutcomeFactory(mission=None, action=action, text=text, **options)

    weak, old = told("Peu sûr", 2024, confidence="low"), told("Ancien", 2020)
    unsure = told("D’une action peu sûre", 2025)
    type(unsure.action).objects.filter(pk=unsure.action_id).update(confidence="low")
    OutcomeFactory(mission=None, action=old.action, position=2, text="Suite")
    told("Prouvé", 2019, evidence=SourceFactory())
    told("Sûr", 2018, confidence="high")
    OutcomeFactory(mission=None, action=ActionFactory(axis=axis), text="Coulisses", confidence="high")
    page = client.get(axis.get_absolute_url())
    assert [each.text for each in page.context["results"]] == ["Sûr", "Prouvé", "Ancien"]
    assert weak.text not in shown(page)


def test_actions_come_ten_at_a_time_and_an_unknown_page_is_told(client, axis):
    ActionFactory.create_batch(11, published=True, axis=axis)
    ActionFactory(axis=axis)
    address = axis.get_absolute_url()
    assert [len(client.get(f"{address}?page={number}").context["timeline"]) for number in (1, 2)] == [10, 1]
    assert "La valeur «\u00a0x\u00a0» du filtre Page est inconnue" in shown(client.get(f"{address}?page=x"))


def test_an_action_just_put_online_is_found_under_its_axis_even_undated(client):
    axis = AxisFactory(published=True)
    for year in range(2000, 2024):
        ActionFactory(published=True, axis=axis, starts_on=dt.date(year, 1, 1), date_precision="annee")
    undated = ActionFactory(published=True, axis=axis, title="Sans date")
    last = client.get(axis.get_absolute_url()).context["page"].paginator.num_pages
    assert f'data-item="{undated.slug}"' in client.get(f"{axis.get_absolute_url()}?page={last}").text
