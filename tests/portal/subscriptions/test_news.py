"""What was put online, of all that somebody may follow: which records, in what order, in what words."""

import pytest
from django.utils.translation import override

from missions.models import Action, Mission
from partners.models import Agreement, Partner
from portal.models import TopicKind
from portal.models.topic import Topic
from portal.news import News, news_of
from records.search.indexing import rebuild
from tests.axes.factories import AxisFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MissionFactory,
    MissionPartnerFactory,
    ReportFactory,
    RuleFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.accountability.entries import TODAY, D

EVERYTHING = Topic(TopicKind.ALL)
ONLINE = {"document_url": "https://exemple.invalid/rapport"}


def told(topic, *models, most=None):
    """Return (title, part) of the news of a Topic."""
    return [
        (each.title, each.part) for each in news_of(topic, TODAY, models or (Mission, Action, Agreement, Partner), most)
    ]


def titles(topic, *models, **options):
    return [title for title, _part in told(topic, *models, **options)]


def test_news_count_from_the_beginning_of_their_day_in_quebec():
    summer, winter = (News("", "", Mission(), D(2026, month, 2)).at for month in (7, 1))
    assert (summer.isoformat(), winter.isoformat()) == ("2026-07-02T00:00:00-04:00", "2026-01-02T00:00:00-05:00")


def test_news_are_of_a_sort_and_have_a_name_for_ever():
    mission = News("", "", Mission(reference="M-2024-01", pk=3), TODAY)
    late = mission._replace(part="late-report")
    assert (mission.kind, mission.urn == late.urn, late.urn.startswith("urn:")) == ("mission", False, True)


@pytest.mark.django_db
def test_only_what_anyone_may_read_is_told_each_in_its_words():
    MissionFactory(title="Turin", purpose="Voir le tramway.", published=True)
    MissionFactory(title="Brouillon")
    MissionFactory(title="Embargo", published=True, embargo_until=D(2026, 3, 3))
    partner = PartnerFactory(name="Namur", published=True)
    AgreementFactory(title="Pacte", published=True)
    ActionFactory(title="Foire", published=True, lead_partner=partner, description="Un stand.", stage="realisee")
    found = {each.title: each.text for each in news_of(EVERYTHING, TODAY)}
    assert found == {
        "Turin": "Voir le tramway.",
        "Foire": "Réalisée. Un stand.",
        "Pacte": "Entente\u00a0: entente de coopération",
        "Namur": "Partenaire\u00a0: ville",
    }


@pytest.mark.django_db
def test_an_action_without_a_word_tells_its_state_alone():
    ActionFactory(published=True, stage="annoncee", starts_on=D(2026, 3, 1), date_precision="jour")
    [action] = news_of(EVERYTHING, TODAY, [Action])
    assert action.text == "Échue, suite inconnue."


@pytest.mark.django_db
def test_news_come_latest_first_and_no_more_than_asked():
    for day in (1, 3, 2):  # those of a day in the order of the models, however old the trip is
        PartnerFactory(name=f"Du {day}", published=True, published_on=D(2026, 2, day))
        online = {"published": True, "published_on": D(2026, 2, day)}
        MissionFactory(title=f"Mission du {day}", **online, starts_on=D(2020 + day, 5, 1), date_precision="jour")
    assert titles(EVERYTHING) == ["Mission du 3", "Du 3", "Mission du 2", "Du 2", "Mission du 1", "Du 1"]
    assert titles(EVERYTHING, most=3) == ["Mission du 3", "Du 3", "Mission du 2"]
    assert titles(EVERYTHING, Partner, most=1) == ["Du 3"]


@pytest.mark.django_db
def test_missions_put_online_the_same_day_come_from_the_latest_trip():
    for year in (2024, 2025, 2023):
        MissionFactory(title=str(year), published=True, starts_on=D(year, 5, 1), date_precision="jour")
    MissionFactory(title="Sans date", published=True)
    assert titles(EVERYTHING) == ["2025", "2024", "2023", "Sans date"]


@pytest.mark.django_db
def test_what_an_embargo_kept_is_news_of_the_day_it_lifts():
    MissionFactory(published=True, published_on=D(2025, 1, 1), embargo_until=D(2026, 3, 2))
    [lifted] = news_of(EVERYTHING, TODAY, [Mission])
    assert lifted.on == D(2026, 3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("report", "options", "title", "on"),
    [
        ({"published_on": D(2025, 6, 10), **ONLINE}, {}, "Rapport\u00a0: Turin", D(2025, 6, 10)),
        ({}, {}, "Rapport en retard\u00a0: Turin", D(2025, 6, 17)),  # the day after it was due
        (None, {}, "Rapport non trouvé en ligne\u00a0: Turin", D(2025, 6, 17)),
        (None, {"stage": "a_verifier"}, None, None),
        ({}, {"ends_on": D(2026, 1, 19)}, None, None),  # due today
        ({"published_on": D(2026, 3, 3), **ONLINE}, {"ends_on": D(2026, 1, 19)}, None, None),  # tomorrow
    ],
)
def test_a_report_is_news_once_it_is_there_or_missing(report, options, title, on):
    RuleFactory(valid_from=D(2024, 1, 1))
    days = {"starts_on": D(2025, 5, 1), "ends_on": D(2025, 5, 5), "date_precision": "jour", "stage": "realisee"}
    mission = MissionFactory(**{"title": "Turin", "published": True, **days, **options})
    if report is not None:
        ReportFactory(mission=mission, **report)
    found = [each for each in news_of(EVERYTHING, TODAY, [Mission]) if each.part]
    assert [(each.title, each.on) for each in found] == ([(title, on)] if title else [])
    late = news_of(Topic(TopicKind.LATE), TODAY)
    assert [each.title for each in late] == [each for each in [title] if each and each != "Rapport\u00a0: Turin"]


@pytest.mark.django_db
def test_each_topic_tells_what_is_tied_to_it():
    axis, partner = AxisFactory(published=True), PartnerFactory(name="Namur", published=True)
    other = PartnerFactory(name="Liège", published=True)
    mission = MissionFactory(title="Turin", published=True)
    mission.axes.add(axis)
    MissionPartnerFactory(mission=mission, partner=partner)
    ActionFactory(title="Menée", published=True, axis=axis, lead_partner=partner)
    helped = ActionFactory(title="Aidée", published=True, lead_partner=other, mission=mission)
    ActionPartnerFactory(action=helped, partner=partner)
    ActionFactory(title="Ailleurs", published=True, lead_partner=other)
    MissionFactory(title="Porto", published=True)
    AgreementFactory(title="Pacte", published=True, partners=[partner, other])
    AgreementFactory(title="Autre pacte", published=True, partners=[other])
    assert sorted(titles(Topic(TopicKind.AXIS, axis))) == ["Menée", "Turin"]
    assert sorted(titles(Topic(TopicKind.MISSION, mission))) == ["Aidée", "Turin"]
    assert sorted(titles(Topic(TopicKind.PARTNER, partner))) == ["Aidée", "Menée", "Namur", "Pacte", "Turin"]


@pytest.mark.django_db
def test_a_search_tells_what_it_finds_in_the_language_spoken():
    MissionFactory(title="Le tramway de Turin", title_en="Turin streetcar", published=True)
    PartnerFactory(name="Tramways unis", name_en="United Lines", published=True)
    MissionFactory(title="Porto", published=True)
    rebuild(today=TODAY)
    asked = Topic(TopicKind.SEARCH, words="tramway")
    assert sorted(titles(asked)) == ["Le tramway de Turin", "Tramways unis"]
    assert titles(Topic(TopicKind.SEARCH, words="introuvable")) == []
    with override("en"):
        assert titles(Topic(TopicKind.SEARCH, words="streetcar")) == ["Turin streetcar"]
