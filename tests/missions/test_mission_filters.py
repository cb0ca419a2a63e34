"""What a reader may ask of the missions, one filter at a time and together, and what the list says of it."""

import csv
import datetime as dt
import io
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from missions.filters import MissionFilter
from missions.models import CostType, Direction, Mission, MissionRole, MissionStage, ObjectiveResult
from tests.axes.factories import AxisFactory
from tests.missions.factories import (
    CostFactFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    ReportFactory,
    RuleFactory,
    StopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def narrow(today):
    """Narrow what an anonymous reader may see."""

    def narrow(query=""):
        user = AnonymousUser()
        missions = Mission.objects.visible_to(user, today)
        return MissionFilter(QueryDict(query), missions, user=user, today=today)

    return narrow


@pytest.fixture
def found(narrow):
    """Return the missions a query finds."""
    return lambda query: set(narrow(query).qs)


@pytest.fixture
def counts(narrow):
    """Return {value: number} of one facet as shown, in order."""

    def counts(name, query=""):
        panel = next(panel for panel in narrow(query).panels if panel.name == name)
        return {each.option.value: each.count for each in panel.values}

    return counts


def mission(year=None, **options):
    """Make a mission online; `year`: when it starts."""
    dates = {"starts_on": dt.date(year, 5, 1), "date_precision": "jour"} if year else {}
    return MissionFactory(published=True, **{**dates, **options})


def declined(**options):
    return mission(stage=MissionStage.DECLINED, declined_reason="Trop loin.", **options)


def goes_to(mission, country, *, published=True):
    return StopFactory(mission=mission, place__country=country, place__published=published)


def comes_from(mission, country):
    return MissionPartnerFactory(
        mission=mission, role=MissionRole.ORIGIN, partner__country=country, partner__published=True
    )


def test_by_year_of_departure_and_by_the_absence_of_one(found, counts):
    first, second, undated = mission(2022), mission(2023), mission()
    assert found("annee=2022") == {first}
    assert found("annee=2022&annee=2023") == {first, second}
    assert found("annee=inconnue") == {undated}
    assert counts("annee") == {"2023": 1, "2022": 1, "inconnue": 1}


def test_by_direction_and_by_stage(found, counts):
    out, received, hosted = (mission(direction=each, stage=MissionStage.DONE) for each in Direction)
    refused = declined()
    assert found("sens=entrante") == {received}
    assert found("sens=sortante&statut=realisee&statut=close") == {out}
    assert found("statut=non_retenue") == {refused}
    assert counts("sens") == {"sortante": 2, "entrante": 1, "accueil_evenement": 1}
    assert hosted in found("statut=realisee")


def test_by_axis_and_by_the_absence_of_one(found, counts):
    axis, other = AxisFactory(published=True), AxisFactory(published=True)
    both, one, none, hidden = mission(), mission(), mission(), mission()
    both.axes.set([axis, other])
    one.axes.add(axis)
    hidden.axes.add(AxisFactory())
    assert found(f"axe={axis.slug}") == {both, one}
    assert found(f"axe={other.slug}&axe=inconnu") == {both, none, hidden}
    assert counts("axe") == {axis.slug: 2, other.slug: 1, "inconnu": 2}
    Mission.objects.exclude(pk__in=[both.pk, one.pk]).delete()
    assert counts("axe") == {axis.slug: 2, other.slug: 1}


def test_by_country_of_a_stop_or_of_where_a_delegation_comes_from(found, counts):
    trip, received = mission(), mission(direction=Direction.IN)
    for country in ("FR", "FR", "BE"):
        goes_to(trip, country)
    comes_from(received, "FR")
    assert found("pays=fr") == found("pays=FR") == {trip, received}
    assert found("pays=be") == {trip}
    assert counts("pays") == {"be": 1, "fr": 2}
    goes_to(trip, "SN")
    assert found("region=europe") == {trip, received}
    assert found("region=afrique&region=asie") == {trip}
    assert found("region=inconnu") == found("pays=inconnu") == set()
    # Each once, however many countries of a region it goes to.
    assert counts("region") == {"afrique": 1, "europe": 2}


def test_the_countries_of_a_declined_trip_count_nowhere(found, counts):
    goes_to(declined(), "US")
    assert found("pays=us") == set()
    assert counts("pays") == {}


def test_a_mission_is_nowhere_when_no_country_may_be_read(found):
    placed, unplaced, drafted = mission(), mission(), mission()
    goes_to(placed, "FR")
    goes_to(drafted, "FR", published=False)
    mission(direction=Direction.HOSTED)
    declined()
    assert found("pays=inconnu") == {unplaced, drafted}
    assert found("pays=fr&pays=inconnu") == {placed, unplaced, drafted}


def test_by_report(found, counts):
    RuleFactory()
    back = {"ends_on": dt.date(2025, 5, 2), "stage": MissionStage.DONE}
    late, untold = mission(2025, **back), mission(2025, **back)
    ReportFactory(mission=late)
    received = mission(2025, direction=Direction.IN, **back)
    assert found("rapport=en_retard") == {late}
    assert found("rapport=introuvable&rapport=sans_objet") == {untold, received}
    assert counts("rapport") == {"en_retard": 1, "introuvable": 1, "sans_objet": 1}


def test_by_what_became_of_an_objective(found, counts):
    met, unsaid = mission(), mission()
    for result in (ObjectiveResult.MET, ObjectiveResult.MET, ""):
        ObjectiveFactory(mission=met, result=result)
    ObjectiveFactory(mission=unsaid)
    assert found("objectif=atteint") == {met}
    assert found("objectif=a_dire") == {met, unsaid}
    assert counts("objectif") == {"atteint": 1, "a_dire": 2}


def test_a_facet_counts_without_its_own_choice(counts):
    mission(2022, direction=Direction.IN)
    mission(2023)
    assert counts("annee", "annee=2022&sens=sortante") == {"2023": 1, "2022": 0}
    assert counts("sens", "annee=2022&sens=sortante") == {"sortante": 0, "entrante": 1}


@pytest.mark.parametrize(
    "asked",
    [
        "annee=20222",
        "annee=abc",
        "annee=0999",
        "sens=ailleurs",
        "statut=x",
        "axe=x",
        "pays=zz",
        "rapport=x",
        "objectif=x",
    ],
)
def test_what_is_unknown_is_ignored_and_said_so(found, narrow, asked):
    only = mission(2022)
    assert found(asked) == {only}
    assert [value for _label, value in narrow(asked).unknown] == [asked.partition("=")[2]]


def test_the_list_tells_its_choices_and_how_to_drop_them(client):
    mission(2022, title="Turin")
    mission(2023, title="Porto")
    html = client.get("/missions/?annee=2022&sens=sortante&pays=zz").content.decode()
    assert "Turin" in html
    assert "Porto" not in html
    assert "1 mission répond à vos choix" in html.replace("\u00a0", " ")
    assert '<a href="/missions/?sens=sortante">Retirer le filtre Année\u00a0: 2022</a>' in html
    assert "La valeur «\u00a0zz\u00a0» du filtre Pays est inconnue; elle est ignorée." in html
    assert re.search(r"<title>Missions, 2022, mission à l’extérieur –", html)
    assert '<button type="submit">Appliquer</button>' in html


def test_choices_that_meet_nothing_say_how_to_go_on(client):
    mission(2022)
    read = client.get("/missions/?pays=jp").content.decode()
    assert ">Aucune mission ne répond à vos choix</p>" in read
    assert "Aucune mission ne répond à tous ces choix" in read


def test_the_next_page_keeps_the_choices(client):
    for _ in range(51):
        mission(2022)
    assert 'href="?annee=2022&amp;page=2"' in client.get("/missions/?annee=2022").content.decode()


EVERY_FILTER = (
    "annee=2022&sens=sortante&statut=realisee&axe={0.slug}&axe=inconnu&pays=be&rapport=inconnu&objectif=a_dire"
)


def test_every_choice_together_costs_the_same_for_one_mission_and_for_many(query_count):
    axis = AxisFactory(published=True)

    def grow(count):
        for _ in range(count):
            each = mission(2022, stage=MissionStage.DONE)
            each.axes.add(axis)
            goes_to(each, "BE")
            ObjectiveFactory(mission=each)

    address = f"/missions/?{EVERY_FILTER.format(axis)}"
    grow(1)
    alone = query_count(address)
    grow(5)
    # Six, the rules and up to when the register is known: outside a test's transaction, both are read once an edition.
    assert query_count(address) == alone <= 9


def test_by_words_of_the_title_the_purpose_or_the_name_of_a_place_or_a_partner(found):
    titled, meant = mission(title="Mission à Évora"), mission(purpose="Voir Evora.")
    stopped, met, hidden = mission(), mission(), mission()
    StopFactory(mission=stopped, place__name="Évora", place__published=True)
    MissionPartnerFactory(mission=met, partner__name="Chambre d’Évora", partner__published=True)
    StopFactory(mission=hidden, place__name="Évora cachée")
    StopFactory(mission=declined(), place__name="Évora", place__published=True)
    assert found("q=evora") == {titled, meant, stopped, met}


def test_readers_choose_the_order_and_undated_missions_come_last(client):
    for title, year in (("Milieu", 2021), ("Début", 2019), ("Fin", None)):
        mission(year, title=title)

    def order(query):
        html = client.get(f"/missions/{query}").text
        return re.findall(r'<a href="/missions/[^"/]+/">([^<]+)</a>', html)

    assert order("") == ["Milieu", "Début", "Fin"]
    assert order("?tri=ancien") == ["Début", "Milieu", "Fin"]
    assert order("?tri=titre") == ["Début", "Fin", "Milieu"]
    assert "<h2" not in client.get("/missions/?tri=titre").text.partition('id="results"')[2]


def test_the_file_tells_a_mission_as_anyone_may_read_it(client, time_machine, today):
    time_machine.move_to(today)
    trip = mission(2025, ceiling=13000, stage=MissionStage.DONE)
    goes_to(trip, "FR")
    goes_to(trip, "JP", published=False)
    report = ReportFactory(mission=trip, published_on=dt.date(2025, 6, 1), document_url="https://exemple.invalid/r")
    for amount in ("12979.00", "10700.00"):
        CostFactFactory(mission=trip, fact_type=CostType.DECLARED, amount=amount)

    def row():
        text = b"".join(client.get("/missions.csv").streaming_content).decode().removeprefix("\ufeff")
        return next(csv.DictReader(io.StringIO(text, newline="")))

    told = row()
    assert (told["plafond_cad"], told["declare_cad"], told["pays"]) == ("13000.00", "12979.00 | 10700.00", "France")
    assert (told["publication_du_rapport"], told["adresse_du_rapport"]) == ("2025-06-01", "https://exemple.invalid/r")
    report.published_on = today + dt.timedelta(days=1)
    report.save()
    assert {row()["publication_du_rapport"], row()["adresse_du_rapport"]} == {""}
