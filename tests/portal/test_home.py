"""The home page and the map of the site."""

import csv
import datetime as dt
import re

import pytest
from django.conf import settings

from missions.models import CostType, Direction, MissionStage, ScopeCode
from missions.results_by_year import actions_with_results
from partners.models import AgreementStanding, Partner, Standing
from portal.views import home_context
from records.words.dates import NBSP
from tests.axes.factories import AxisFactory, VisionFactory
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    MissionFactory,
    OutcomeFactory,
    ParticipantFactory,
    ReportFactory,
    RuleFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.reading import shown

pytestmark = pytest.mark.django_db


def test_an_empty_record_still_has_a_home(client):
    page = shown(client.get("/"))
    assert "Énoncé de la Vision\u00a0: inconnu." in page
    assert "Aucune mission n’est inscrite." in page


def test_home_shows_the_vision_its_axes_and_their_actions(client):
    axis = AxisFactory(published=True, vision__statement="Rendre Québec visible.", name="Québec rayonne")
    ActionFactory.create_batch(2, published=True, axis=axis)
    page = shown(client.get("/"))
    assert "Rendre Québec visible." in page
    assert "2 actions – Québec rayonne" in page
    assert f"/actions/?axe={axis.slug}" in page


def trip(start, end, **options):
    days = {"starts_on": start, "ends_on": end, "date_precision": "jour", "stage": MissionStage.DONE}
    return MissionFactory(**{"published": True, **days, **options})


def test_home_shows_what_is_coming_and_the_last_trip_back(client):
    this_year = dt.date.today().year
    trip(dt.date(2021, 1, 1), dt.date(2021, 1, 5), title="Il y a longtemps")
    last = trip(dt.date(2025, 1, 1), dt.date(2025, 1, 5), title="Au retour de Turin")
    OutcomeFactory(mission=last, action=None, text="Un protocole signé.")
    trip(dt.date(2025, 6, 1), dt.date(2025, 6, 2), title="Une visite reçue", direction=Direction.IN)
    MissionFactory(published=True, title="Bientôt Porto", starts_on=dt.date(this_year + 1, 1, 1), date_precision="jour")
    page = shown(client.get("/"))
    upcoming, news, back = page.index(">À venir</h2>"), page.index(">Quoi de neuf</h2>"), page.index(">Au retour</h2>")
    assert "Bientôt Porto" in page[upcoming:news]
    assert "Au retour de Turin" in page[back:]
    assert "Un protocole signé." in page[back:]
    assert "Il y a longtemps" not in page[upcoming:news] + page[back:]
    assert "Une visite reçue" not in page[upcoming:news] + page[back:]


def test_home_tells_what_was_put_online_last_as_the_feed_does(client, today, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
    for days in range(7):
        on = today - dt.timedelta(days=days)
        ActionFactory(published=True, published_on=on, title=f"Nouvelle {days}")
    ActionFactory(title="Coulisses")
    page = shown(client.get("/"))
    told = re.findall(r">Nouvelle (\d)</a>", page[page.index(">Quoi de neuf</h2>") :])
    fed = re.findall(r"<title>Nouvelle (\d)</title>", shown(client.get("/tout.atom")))
    assert told == fed[:5] == ["0", "1", "2", "3", "4"]


def test_home_counts_the_results_of_actions_and_leads_to_as_many(client, figures):
    OutcomeFactory.create_batch(2, mission=None, action=ActionFactory(published=True))
    ActionFactory(published=True)
    OutcomeFactory(mission=None, action=ActionFactory())
    actions = figures().actions
    assert (actions.total, actions.with_result.number, actions.without_result.number) == (2, 1, 1)
    for each in (actions.with_result, actions.without_result):
        assert f'href="/actions/{each.query}"' in shown(client.get("/"))
        assert client.get(f"/actions/{each.query}").context["filter"].total == 1


def test_home_draws_the_results_by_year_and_axis_and_leads_to_as_many(client, today, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
    axis = AxisFactory(published=True)
    other = AxisFactory(published=True, vision=axis.vision)
    for under, first, last in ((axis, 2021, 2022), (axis, 2022, None), (other, 2022, None), (axis, 2030, None)):
        days = {"starts_on": dt.date(first, 1, 1), "ends_on": last and dt.date(last, 1, 1), "date_precision": "annee"}
        OutcomeFactory(mission=None, action=ActionFactory(published=True, axis=under, **days))
    ActionFactory(published=True, axis=axis, starts_on=dt.date(2022, 1, 1), date_precision="annee")
    response = client.get("/")
    results = actions_with_results([axis, other], response.context["user"], today)
    told = [(year, number, [each.number for each in amounts]) for year, number, amounts in results.years]
    assert told == [(2022, 3, [2, 1]), (2021, 1, [1, 0])]
    for each in (each for _year, _number, amounts in results.years for each in amounts):
        assert client.get(f"/actions/{each.address}").context["filter"].total == each.number
        # Drawn, then told.
        assert response.text.count(f'href="/actions/{each.address.replace("&", "&amp;")}"') == 2 * bool(each.number)
    assert "2022 est l’année qui en compte le plus\u00a0: 3." in shown(response)


def test_home_counts_the_agreements_in_force_and_those_that_end_this_year(client, figures, today, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
    last = dt.date(today.year, 12, 31)
    AgreementFactory(published=True, standing=AgreementStanding.ACTIVE, ends_on=last)
    AgreementFactory(published=True, standing=AgreementStanding.OVER, ends_on=last.replace(year=today.year - 1))
    agreements = figures().agreements
    assert (agreements.in_force.number, agreements.ending.number) == (1, 1)
    assert f"1 entente finit en {today.year}" in shown(client.get("/"))


def test_each_axis_shows_its_latest_result(client):
    axis = AxisFactory(published=True)
    for year in (2021, 2024):
        action = ActionFactory(published=True, axis=axis, starts_on=dt.date(year, 1, 1), date_precision="jour")
        OutcomeFactory(action=action, text=f"Résultat de {year}")
    OutcomeFactory(action__axis=axis, action__starts_on=dt.date(2025, 1, 1), action__date_precision="jour", text="Tu")
    page = shown(client.get("/"))
    assert "Résultat de 2024" in page
    assert "Résultat de 2021" not in page
    assert "Tu</" not in page


def test_axes_of_another_vision_stay_on_its_page(client):
    VisionFactory(published=True, is_current=True)
    AxisFactory(published=True, name="Québec oublie")
    assert "Québec oublie" not in shown(client.get("/"))


@pytest.fixture
def figures(client, today):
    return lambda: home_context(client.get("/").context["user"], today)["figures"]


def test_missions_held_and_declined_are_counted_apart(figures):
    MissionFactory(published=True, stage=MissionStage.DONE)
    MissionFactory(published=True, stage=MissionStage.DECLINED, declined_reason="Trop cher.")
    MissionFactory(published=True, stage=MissionStage.TO_CHECK)
    MissionFactory(stage=MissionStage.DONE)
    assert (figures().missions, figures().declined) == (1, 1)


def test_the_missions_counted_as_held_are_those_of_the_list_the_figure_leads_to(client, figures):
    for stage in (MissionStage.DONE, MissionStage.CLOSED, MissionStage.TO_CHECK, MissionStage.PROPOSED):
        MissionFactory(published=True, stage=stage)
    address = f"/missions/{figures().held_query}"
    assert f'href="{address.replace("&", "&amp;")}">missions tenues' in client.get("/").content.decode()
    assert client.get(address).context["filter"].total == figures().missions == 2


def test_reports_on_time_are_those_of_the_missions_the_promise_binds(figures):
    RuleFactory()
    start, back = dt.date(2025, 4, 1), dt.date(2025, 4, 10)
    for on in (dt.date(2025, 5, 22), dt.date(2025, 5, 23)):
        ReportFactory(mission=trip(start, back), published_on=on, document_url="https://exemple.invalid/r")
    ReportFactory(mission=trip(start, back))
    trip(start, back)
    trip(dt.date(2022, 11, 11), dt.date(2022, 11, 19))
    assert figures().reports == (1, 1, 2, 0)


def test_a_report_nobody_spoke_of_is_unknown_before_its_day_and_not_found_after(client):
    RuleFactory()
    today = dt.date.today()
    trip(today - dt.timedelta(days=20), today - dt.timedelta(days=10))
    page = shown(client.get("/"))
    assert "1 mission liée par la promesse, dont on ne sait pas encore si le rapport est dû" in page
    assert "dû à ce jour" not in page
    trip(dt.date(2025, 4, 1), dt.date(2025, 4, 10))
    page = shown(client.get("/"))
    assert f"1 était dû à ce jour; remis à temps{NBSP}: 0." in page
    assert page.index("Ce qui manque") < page.index("1 rapport en retard ou non trouvé en ligne")


def test_only_the_same_people_are_compared(figures, client):
    lacking = "aucun montant à la fois autorisé et déclaré pour les mêmes personnes"
    assert lacking not in shown(client.get("/"))
    mission = trip(dt.date(2025, 4, 1), dt.date(2025, 4, 10))
    CostFactFactory(mission=mission, scope_code=ScopeCode.DELEGATION, amount=1000)
    CostFactFactory(mission=mission, scope_code=ScopeCode.COMPANIONS, amount=400, fact_type=CostType.DECLARED)
    assert figures().spending.missions == 0
    assert lacking in shown(client.get("/"))
    CostFactFactory(mission=mission, scope_code=ScopeCode.DELEGATION, amount=900, fact_type=CostType.DECLARED)
    assert figures().spending == (1, 1000, 900)
    assert f"900{NBSP}$ déclarés" in shown(client.get("/"))
    assert lacking not in shown(client.get("/"))


def test_what_one_person_spent_is_not_counted_again(figures):
    mission = trip(dt.date(2025, 4, 1), dt.date(2025, 4, 10))
    person = ParticipantFactory(mission=mission)
    for whose, share in ((None, 10), (person, 1)):
        whole = {"mission": mission, "scope_code": ScopeCode.DELEGATION, "participant": whose}
        CostFactFactory(**whole, amount=100 * share)
        CostFactFactory(**whole, amount=90 * share, fact_type=CostType.DECLARED)
    assert figures().spending == (1, 1000, 900)


def test_home_counts_the_active_relationships_and_leads_to_as_many(client, figures, today, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC))
    PartnerFactory.create_batch(2, published=True, noted_activity_on=today)
    PartnerFactory(published=True, noted_activity_on=dt.date(2015, 1, 1), standing=Standing.ACTIVE)
    PartnerFactory(published=True, noted_activity_on=today, standing=Standing.OVER)
    PartnerFactory(noted_activity_on=today)
    AgreementFactory(published=True, standing=AgreementStanding.ACTIVE, partners=[PartnerFactory(published=True)])
    assert (figures().active, figures().partners) == (2, 5)
    assert f"/partenaires/{figures().active_query}" in shown(client.get("/"))
    assert "2 partenaires répondent" in shown(client.get(f"/partenaires/{figures().active_query}"))


@pytest.mark.parametrize(("url", "most"), [("/", 19), ("/plan-du-site/", 12)])
def test_the_page_asks_no_more_as_the_record_grows(query_count, url, most):
    def grow(count):
        for action in ActionFactory.create_batch(count, published=True):
            StopFactory(mission__published=True, place=action.lead_partner)
        AgreementFactory.create_batch(count, published=True)

    VisionFactory(published=True, is_current=True)
    grow(1)
    alone = query_count(url)
    grow(5)
    assert query_count(url) == alone <= most


def test_the_map_links_every_kind_of_page(client, record):
    page = shown(client.get("/plan-du-site/"))
    for name, each in vars(record).items():
        assert f'href="{each.get_absolute_url()}"' in page, name


def test_a_long_map_says_where_the_rest_is(client, monkeypatch):
    monkeypatch.setattr("portal.views.LISTED_ON_MAP", 1)
    PartnerFactory.create_batch(2, published=True)
    assert "1 sur 2" in shown(client.get("/plan-du-site/"))


def spread(count):
    """Put so many cities on the map in one statement, around the places of the real record."""
    with (settings.BASE_DIR / "data" / "cities.csv").open(encoding="utf-8", newline="") as lines:
        places = [(row["country_code"], float(row["lat"]), float(row["lon"])) for row in csv.DictReader(lines)]
    cities = []
    for number in range(count):
        country, latitude, longitude = places[number % len(places)]
        around = number // len(places) % 40 / 40
        place = {"country": country, "latitude": latitude + around, "longitude": longitude + around}
        names = {"name": f"Ville {number}", "slug": f"ville-{number}", "search_text": f"ville {number}"}
        cities.append(PartnerFactory.build(published=True, **place, **names))
    Partner.objects.bulk_create(cities)


def test_home_weighs_the_same_with_three_thousand_partners(client):
    spread(76)
    few = len(client.get("/").content)
    Partner.objects.all().delete()
    spread(3000)
    assert len(client.get("/").content) < few * 1.3


def test_a_map_cut_short_leads_to_the_whole_list(client, monkeypatch):
    monkeypatch.setattr("portal.views.LISTED_ON_MAP", 1)
    PartnerFactory.create_batch(2, published=True)
    AgreementFactory.create_batch(2, published=True)
    MissionFactory.create_batch(2, published=True)
    ActionFactory.create_batch(2, published=True)
    page = shown(client.get("/plan-du-site/"))
    for url in ("/partenaires/", "/ententes/", "/missions/", "/actions/"):
        assert f'<a href="{url}">Voir toute la liste</a>' in page
