"""An embargo hides a mission everywhere until its day; precise movements wait for the return."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from missions.models import MissionStage
from records.search import indexing
from tests.missions.factories import (
    ActionFactory,
    AirportFactory,
    CostFactFactory,
    EmissionFactorFactory,
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
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

CANARY = "canari"
EVE, DAY = dt.date(2026, 3, 9), dt.date(2026, 3, 10)
PLACES = [
    "/",
    "/missions/",
    "/sitemap-mission.xml",
    "/missions.csv",
    "/fil.atom",
    "/missions/calendrier.ics",
    "/plan-du-site/",
    "/actions.csv",
    f"/recherche/?q={CANARY}",
    f"/recherche/suggestions?q={CANARY}",
]
START, END = dt.date(2026, 3, 20), dt.date(2026, 3, 25)


def noon(day):
    """Return noon in Québec of a day."""
    return dt.datetime.combine(day, dt.time(17), dt.UTC)


@pytest.fixture
def mission(record):
    """A mission under embargo until DAY, every text holding the canary, tied to public records in every way."""
    mission = MissionFactory(
        published=True,
        title=f"Mission {CANARY}",
        purpose=f"But {CANARY}",
        embargo_until=DAY,
        starts_on=START,
        ends_on=END,
        date_precision="jour",
        stage=MissionStage.AUTHORIZED,
    )
    mission.axes.add(record.axis)
    StopFactory(mission=mission, place=record.partner)
    MissionPartnerFactory(mission=mission, partner=record.partner)
    MeetingFactory(mission=mission, subject=f"Rencontre {CANARY}", partner=record.partner)
    ObjectiveFactory(mission=mission, text=f"Objectif {CANARY}")
    ParticipantFactory(mission=mission, function=f"Fonction {CANARY}")
    OutcomeFactory(mission=mission, action=None, text=f"Retombée {CANARY}")
    CostFactFactory(mission=mission, scope=f"Périmètre {CANARY}", amount=987654)
    ReportFactory(mission=mission)
    mission.sources.add(SourceFactory(publisher="Public"))
    ActionFactory(
        published=True, title="Suite publique", axis=record.axis, lead_partner=record.partner, mission=mission
    )
    indexing.rebuild(today=EVE)
    return mission


@pytest.fixture
def on(time_machine):
    """Make it noon of a day, nothing kept from before."""

    def move(day):
        time_machine.move_to(noon(day))
        assert timezone.localdate() == day
        cache.clear()

    return move


WORDS = ["mission", "but", "rencontre", "objectif", "fonction", "retombée", "périmètre"]


def text_of(response):
    """Return the text of a response, streamed or not."""
    return (response.getvalue() if response.streaming else response.content).decode()


@pytest.fixture
def tell(client, record, mission):
    """Return which addresses say something of the mission, of those that may; the sweep asks every other one."""

    def told():
        said = [mission.slug, "987\u00a0654", *(f"{word} {CANARY}" for word in WORDS)]
        others = (record.partner, record.axis, mission.actions.get())
        pages = [*PLACES, *(each.get_absolute_url() for each in others)]
        texts = {url: text_of(client.get(url)).lower().replace("<mark>", "").replace("</mark>", "") for url in pages}
        return {url: any(words in text for words in said) for url, text in texts.items()}

    return told


@pytest.mark.parametrize(("day", "status", "told"), [(EVE, 404, {False}), (DAY, 200, {True})])
def test_everything_tells_of_it_from_its_day_and_nothing_the_day_before(client, mission, tell, on, day, status, told):
    on(day)
    assert client.get(mission.get_absolute_url()).status_code == status
    assert client.get(f"/en{mission.get_absolute_url()}").status_code == status
    assert set(tell().values()) == told, tell()


@pytest.mark.parametrize(("day", "count"), [(EVE, "1 mission inscrite"), (DAY, "2 missions inscrites")])
def test_it_counts_only_from_its_day(client, mission, on, day, count):
    on(day)
    assert count in text_of(client.get("/missions/")).replace("\u00a0", " ")


@pytest.mark.parametrize(("day", "named"), [(EVE, False), (DAY, True)])
def test_an_action_names_its_mission_only_from_that_day(client, mission, on, day, named):
    on(day)
    page = text_of(client.get(mission.actions.get().get_absolute_url()))
    assert (f"Mission {CANARY}" in page) is named
    assert ("sans mission inscrite" in page) is not named
    assert "Suite publique" in text_of(client.get("/actions/"))


def test_the_feed_dates_it_from_the_day_it_could_be_read(client, mission, on):
    on(DAY)
    feed = text_of(client.get("/fil.atom"))
    entry = feed[feed.index(f"Mission {CANARY}") :]
    assert entry[entry.index("<published>") :].startswith("<published>2026-03-10T00:00:00-04:00")


def test_the_bureau_sees_it_and_is_told_that_readers_do_not(client, gestion, mission, on):
    on(EVE)
    client.force_login(gestion)
    assert "sous embargo" in text_of(client.get("/missions/"))
    assert "sous embargo, le public ne la verra que le" in text_of(client.get(mission.get_absolute_url()))
    on(DAY)
    assert "sous embargo" not in text_of(client.get("/missions/"))
    assert "sous embargo" not in text_of(client.get(mission.get_absolute_url()))


def test_its_former_address_tells_nothing_either(client, mission, on):
    former = mission.get_absolute_url()
    mission.slug = "autre"
    mission.save()
    on(EVE)
    assert client.get(former).status_code == 404


@pytest.fixture
def trip(record):
    """A public mission with a precise programme."""
    trip = MissionFactory(
        published=True, title="Tournée", starts_on=START, ends_on=END, date_precision="jour", stage=MissionStage.DONE
    )
    place = PartnerFactory(published=True, name="Lyon")
    stop = StopFactory(
        mission=trip,
        place=place,
        arrives_on=dt.date(2026, 3, 21),
        leaves_on=dt.date(2026, 3, 24),
        time_zone="Europe/Paris",
    )
    objective = ObjectiveFactory(mission=trip, text="Apprendre du tramway")
    later = {"held_on": dt.date(2026, 3, 23), "starts_at": dt.time(14, 30), "ends_at": dt.time(16)}
    MeetingFactory(mission=trip, subject="Port", position=1, venue="Capitainerie", stop=stop, **later)
    MeetingFactory(
        mission=trip,
        subject="Dépôt",
        position=2,
        venue="Quai 4",
        held_on=dt.date(2026, 3, 22),
        starts_at=dt.time(9),
        partner=place,
        stop=stop,
        objective=objective,
        summary="Ils chauffent leurs quais.",
    )
    MeetingFactory(mission=trip, subject="Sans date", position=3)
    LegFactory(mission=trip, factor=EmissionFactorFactory(), to_airport=AirportFactory(code="LYS", latitude=45))
    return trip


PRECISE = [
    "2026-03-21",
    "2026-03-22",
    "2026-03-23",
    "2026-03-24",
    "Capitainerie",
    "Quai 4",
    "9\u00a0h",
    "LYS",
    "Europe/Paris",
]
SPOKEN = ["Lyon", "Port", "Dépôt", "Sans date", "Apprendre du tramway"]
PROMISED = "Les déplacements précis sont montrés au retour."
EVERYWHERE = ["/", "/missions/", "/fil.atom", "/missions/calendrier.ics", "/recherche/?q=capitainerie"]


def test_until_the_return_precise_movements_are_kept(client, trip, on):
    for day in (START - dt.timedelta(1), START, END):
        on(day)
        page = text_of(client.get(trip.get_absolute_url()))
        assert PROMISED in page
        for word in SPOKEN:
            assert word in page
        for url in [trip.get_absolute_url(), f"/en{trip.get_absolute_url()}", *EVERYWHERE]:
            text = text_of(client.get(url))
            assert [word for word in PRECISE if word in text] == [], url


def test_the_order_of_meetings_tells_nothing_of_their_hour_before_the_return(client, trip, on):
    on(START)
    page = text_of(client.get(trip.get_absolute_url()))
    assert page.index("Port") < page.index("Dépôt")


def test_after_the_return_the_programme_is_told_day_by_day(client, trip, on):
    on(END + dt.timedelta(1))
    page = text_of(client.get(trip.get_absolute_url()))
    assert [word for word in PRECISE if word not in page] == []
    assert PROMISED not in page
    told = ["22\u00a0mars 2026", "9\u00a0h", "Dépôt", "Quai 4", "Notre objectif", "Ils chauffent", "23\u00a0mars 2026",
            "14\u00a0h\u00a030", "16\u00a0h", "Port", "Capitainerie", "Date inconnue", "Sans date"]  # fmt: skip
    programme = page[page.index('id="programme"') :]
    places = [programme.index(word) for word in told]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("case", "fields", "day", "hidden"),
    [
        ("the last day counts as away", {}, END, True),
        ("the day after", {}, END + dt.timedelta(1), False),
        ("told from the start", {"movements_after_return": False}, START, False),
        (
            "end unknown, not known to be held",
            {"ends_on": None, "stage": MissionStage.AUTHORIZED},
            dt.date(2027, 1, 1),
            True,
        ),
        ("end unknown, held", {"ends_on": None}, dt.date(2027, 1, 1), False),
        ("known to the month, during it", {"ends_on": dt.date(2026, 3, 31), "date_precision": "mois"}, END, True),
        ("declined", {"stage": MissionStage.DECLINED, "declined_reason": "Non.", "ends_on": None}, START, False),
    ],
)
def test_when_movements_are_kept(trip, case, fields, day, hidden):
    for name, value in fields.items():
        setattr(trip, name, value)
    assert trip.hides_movements(day) is hidden, case


def test_the_bureau_sees_it_all_and_is_told_that_readers_do_not(client, gestion, trip, on):
    on(START)
    client.force_login(gestion)
    page = text_of(client.get(trip.get_absolute_url()))
    assert [word for word in PRECISE if word not in page] == []
    assert "Interne\u00a0: le public ne verra les déplacements précis qu’au retour." in page


def test_a_city_that_is_a_draft_is_not_told_by_a_meeting_or_a_leg(client, trip, on):
    secret = PartnerFactory(name="Secrète")
    stop = StopFactory(mission=trip, place=secret)
    MeetingFactory(mission=trip, subject="Visite", partner=secret, stop=stop, held_on=START)
    LegFactory(mission=trip, from_airport=None, from_place=secret)
    on(END + dt.timedelta(1))
    page = text_of(client.get(trip.get_absolute_url()))
    assert "Visite" in page
    assert "Secrète" not in page
