"""The access file of a mission: what is public, and no more."""

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
from django.contrib.auth.models import User

from missions.documents.access_file import access_file
from tests.axes.factories import AxisFactory
from tests.missions.factories import (
    ActionFactory,
    CeilingItemFactory,
    CostFactFactory,
    CriterionCheckFactory,
    FollowUpFactory,
    LegFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    ReportFactory,
    StopFactory,
)
from tests.partners.factories import ContactFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

SECRET = "Secrétissime"


@pytest.fixture
def mission():
    """A public mission that came back, with a row of everything."""
    mission = MissionFactory(
        published=True,
        title="Mission au Havre",
        starts_on=dt.date(2025, 5, 1),
        ends_on=dt.date(2025, 5, 3),
        date_precision="jour",
        ceiling=13000,
        lead_role="Mairie",
    )
    mission.sources.add(SourceFactory(url="https://exemple.invalid/mission"))
    mission.axes.add(AxisFactory(published=True, name="Rayonner"))
    cost = CostFactFactory(mission=mission, amount="12979.50", scope="Trois personnes")
    cost.sources.add(SourceFactory(url="https://exemple.invalid/cout"))
    ObjectiveFactory(mission=mission, text="Voir le tramway", result="atteint")
    ParticipantFactory(mission=mission, function="mairie", name="Nom public", name_is_public=True)
    StopFactory(mission=mission, place__published=True, place__name="Le Havre")
    MeetingFactory(mission=mission, subject="Port", summary="Ce qui s’est dit.")
    ReportFactory(mission=mission, published_on=dt.date(2025, 6, 1), document_url="https://exemple.invalid/rapport")
    OutcomeFactory(mission=mission, action=None, text="Une entente")
    ActionFactory(published=True, mission=mission, title="Échange")
    return mission


def opened(mission, today):
    return zipfile.ZipFile(io.BytesIO(access_file(mission.pk, today, lambda path: f"https://ville.invalid{path}")))


def rows(archive, name):
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def facts(archive):
    return json.loads(archive.read("mission.json"))


def whole(archive):
    return "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())


def test_it_holds_the_facts_that_the_page_shows(mission, today):
    archive = opened(mission, today)
    told = facts(archive)
    assert (told["titre"], told["debut"], told["decision"]["plafond"]) == ("Mission au Havre", "2025-05-01", "13000.00")
    assert told["rapport"] == {"publication": "2025-06-01", "adresse": "https://exemple.invalid/rapport"}
    assert (
        rows(archive, "couts.csv")[0] | {"montant_cad": "12979.50", "sources": "https://exemple.invalid/cout"}
        == (rows(archive, "couts.csv")[0])
    )
    assert rows(archive, "objectifs.csv")[0]["resultat"] == "atteint"
    assert rows(archive, "participants.csv")[0]["nom_si_public"] == "Nom public"
    assert rows(archive, "etapes.csv")[0]["ville"] == "Le Havre"
    assert rows(archive, "rencontres.csv")[0]["ce_qui_s_est_dit"] == "Ce qui s’est dit."
    assert rows(archive, "retombees.csv")[0]["retombee"] == "Une entente"
    assert rows(archive, "actions.csv")[0]["titre"] == "Échange"
    assert [row["adresse"] for row in rows(archive, "sources.csv")] == [
        "https://exemple.invalid/cout",
        "https://exemple.invalid/mission",
    ]


def test_what_is_read_first_names_every_file_and_the_page(mission, today):
    archive = opened(mission, today)
    read_first = archive.read("LISEZMOI.txt").decode()
    assert all(name in read_first for name in archive.namelist() if name != "LISEZMOI.txt")
    assert f"https://ville.invalid{mission.get_absolute_url()}" in read_first
    assert "n’est pas en ligne" not in read_first


def test_nothing_that_is_not_public_is_in_it(mission, today):
    partner = MissionPartnerFactory(mission=mission, partner__published=True, partner__name="Port").partner
    draft = MissionPartnerFactory(mission=mission, partner__name=f"Ville {SECRET}").partner
    StopFactory(mission=mission, place=draft)
    meeting = MeetingFactory(mission=mission, partner=draft, venue=SECRET, subject="Chez l’hôte")
    LegFactory(mission=mission, mode="train", from_airport=None, from_place=draft)
    CriterionCheckFactory(mission=mission, criterion__text=SECRET, reason=SECRET)
    FollowUpFactory(meeting=meeting, text=SECRET)
    ContactFactory(partner=partner, name=SECRET, email="secret@exemple.invalid")
    mission.owner = User.objects.create_user("responsable", first_name=SECRET, email="a@exemple.invalid")
    mission.review_comment = SECRET
    mission.save()
    mission.axes.add(AxisFactory(name=f"Axe {SECRET}"))
    ActionFactory(mission=mission, title=SECRET)
    archive = opened(mission, today)
    assert "Chez l’hôte" in whole(archive)
    assert rows(archive, "trajets.csv")[0]["moyen"] == "train"
    assert SECRET not in whole(archive)
    assert "secret@" not in whole(archive)
    assert "responsable" not in whole(archive)


def test_who_asks_changes_nothing(client, approbation, mission):
    MissionPartnerFactory(mission=mission, partner__name=f"Ville {SECRET}")
    client.force_login(approbation)
    response = client.get(f"/admin/missions/mission/{mission.pk}/documents/dossier-acces.zip")
    assert response["Content-Disposition"] == f'attachment; filename="dossier-{mission.slug}.zip"'
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert facts(archive)["en_ligne"]
    assert SECRET not in whole(archive)


def test_the_same_facts_give_the_same_bytes_whatever_the_day(mission, today):
    def made(day):
        return access_file(mission.pk, day, str)

    assert made(today) == made(today + dt.timedelta(days=40))
    assert {each.date_time for each in opened(mission, today).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    mission.title = "Autre"
    mission.save()
    assert made(today) != access_file(MissionFactory().pk, today, str)


def test_no_cell_becomes_a_formula(mission, today):
    ObjectiveFactory(mission=mission, text="=1+1")
    assert "'=1+1" in {row["objectif"] for row in rows(opened(mission, today), "objectifs.csv")}


@pytest.mark.parametrize(("day", "shown"), [(dt.date(2025, 5, 3), False), (dt.date(2025, 5, 4), True)])
def test_where_it_goes_and_whom_it_meets_wait_for_the_return_when_asked(mission, day, shown):
    mission.published_on = dt.date(2025, 4, 1)
    mission.save()
    mission.stops.get().place.__class__.objects.update(published_on=dt.date(2025, 4, 1))
    LegFactory(mission=mission)
    archive = opened(mission, day)
    assert {bool(rows(archive, f"{name}.csv")) for name in ("etapes", "rencontres", "trajets")} == {shown}
    assert bool(facts(archive)["etapes"]) == shown
    assert ("ne sont montrées qu’au retour" in archive.read("LISEZMOI.txt").decode()) != shown


def test_a_report_to_come_is_not_told_before_its_day(mission):
    archive = opened(mission, dt.date(2025, 5, 31))
    assert facts(archive)["rapport"] == {"publication": "", "adresse": ""}
    assert "rapport" not in archive.read("LISEZMOI.txt").decode().split("mission.json")[1].split("\r\n", 1)[1]


def test_a_mission_that_is_not_online_says_so(today):
    archive = opened(MissionFactory(), today)
    assert "n’est pas en ligne" in archive.read("LISEZMOI.txt").decode()
    assert not facts(archive)["en_ligne"]
    assert rows(archive, "couts.csv") == []


def test_an_access_file_costs_the_same_whatever_its_length(mission, today, django_assert_max_num_queries):
    def cost(times):
        for _ in range(times):
            ActionFactory(published=True, mission=mission)
            CostFactFactory(mission=mission).sources.add(SourceFactory())
            MeetingFactory(mission=mission, partner=StopFactory(mission=mission, place__published=True).place)
        with django_assert_max_num_queries(100) as queries:
            access_file(mission.pk, today, str)
        return len(queries)

    assert cost(1) == cost(5)


def test_a_ceiling_is_written_as_an_amount_and_a_declined_trip_has_no_leg(mission, today):
    CeilingItemFactory(mission=mission, amount=8765)
    LegFactory(mission=mission)
    assert rows(opened(mission, today), "plafonds.csv")[0]["plafond_cad"] == "8765.00"
    mission.stage, mission.declined_reason = "non_retenue", "Trop loin."
    mission.save()
    assert rows(opened(mission, today), "trajets.csv") == []
