"""The Atom feeds."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from records.search.indexing import rebuild
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, MissionFactory, MissionPartnerFactory, ReportFactory, RuleFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

MISSIONS = "/fil.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, url=MISSIONS):
    response = client.get(url)
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own answer


def report(on, **options):
    return ReportFactory(published_on=on, document_url="https://exemple.invalid/rapport", **options)


def texts(feed, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in feed.iter(f"{ATOM}entry")]


def test_missions_and_their_reports_come_latest_first(client):
    first = MissionFactory(title="Première", published=True, published_on=dt.date(2025, 1, 1))
    MissionFactory(title="Seconde", published=True, published_on=dt.date(2025, 3, 1))
    report(mission=first, on=dt.date(2025, 2, 1))
    assert texts(feed(client), "title") == ["Seconde", "Rapport\u00a0: Première", "Première"]
    assert texts(feed(client), "published")[0] == "2025-03-01T00:00:00-05:00"


def test_a_late_report_is_told_from_the_day_after_it_was_due_until_it_is_published(client):
    RuleFactory()
    back = {"starts_on": dt.date(2025, 3, 19), "ends_on": dt.date(2025, 3, 24), "date_precision": "jour"}
    mission = MissionFactory(title="San Antonio", published=True, published_on=dt.date(2025, 1, 1), **back)
    assert texts(feed(client), "title") == ["San Antonio"]
    awaited = ReportFactory(mission=mission)
    assert texts(feed(client), "title") == ["Rapport en retard\u00a0: San Antonio", "San Antonio"]
    assert texts(feed(client), "summary")[0].endswith("attendu au plus tard le 5\u00a0mai 2025.")
    assert texts(feed(client), "published")[0].startswith("2025-05-06")
    assert len(set(texts(feed(client), "id"))) == 2
    awaited.published_on, awaited.document_url = dt.date(2025, 6, 1), "https://exemple.invalid/rapport"
    awaited.save()
    assert texts(feed(client), "title") == ["Rapport\u00a0: San Antonio", "San Antonio"]


def test_ids_outlive_addresses_and_hosts(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    mission = MissionFactory(published=True)
    report(mission=mission, on=dt.date(2025, 2, 1))
    ids = texts(feed(client), "id")
    whole = feed(client).findtext(f"{ATOM}id")
    mission.slug = "autre-adresse"
    mission.save()
    client.defaults["SERVER_NAME"] = "ailleurs.example"
    assert texts(feed(client), "id") == ids
    assert feed(client).findtext(f"{ATOM}id") == whole
    assert len({*ids, whole}) == 3


def test_addresses_are_whole_and_the_feed_knows_its_own(client):
    mission = MissionFactory(published=True)
    found = feed(client)
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://testserver/missions/", "self": "http://testserver/fil.atom"}
    assert found.find(f"{ATOM}entry/{ATOM}link").get("href") == f"http://testserver{mission.get_absolute_url()}"


def test_text_is_text_whatever_it_holds(client):
    MissionFactory(published=True, title="A < B & « C »", purpose="<b>gras</b> & maigre")
    assert texts(feed(client), "title") == ["A < B & «\u00a0C\u00a0»"]
    assert texts(feed(client), "summary") == ["&lt;b&gt;gras&lt;/b&gt; &amp; maigre"]


def test_what_may_be_followed_has_its_feed(client):
    axis, partner = AxisFactory(published=True), PartnerFactory(published=True, name="Namur")
    mission = MissionFactory(published=True, title="Neige à Namur")
    MissionPartnerFactory(mission=mission, partner=partner)
    ActionFactory(published=True, title="Jumelage", axis=axis, lead_partner=partner, mission=mission)
    MissionFactory(published=True, title="Ailleurs")
    hidden = PartnerFactory(name="Secret")
    ActionFactory(published=True, title="Cachée", axis=axis, lead_partner=hidden, mission=mission)
    rebuild(today=timezone.localdate())
    told = {
        "/tout.atom": {"Neige à Namur", "Jumelage", "Ailleurs", "Namur"},
        f"/partenaires/{partner.slug}/fil.atom": {"Neige à Namur", "Jumelage", "Namur"},
        f"/missions/{mission.slug}/fil.atom": {"Neige à Namur", "Jumelage"},
        f"/axes/{axis.slug}/fil.atom": {"Jumelage"},
        "/recherche.atom?q=neige": {"Neige à Namur", "Jumelage"},
        "/recherche.atom": set(),
        "/retards.atom": set(),
    }
    for address, titles in told.items():
        assert set(texts(feed(client, address), "title")) == titles, address
    assert client.get(f"/partenaires/{hidden.slug}/fil.atom").status_code == 404


def test_what_is_not_public_is_not_news(client, gestion):
    MissionFactory(title="Coulisses")
    MissionFactory(published=True, embargo_until=dt.date(2099, 1, 1))
    report(mission=MissionFactory(published=True), on=dt.date(2099, 1, 1))
    client.force_login(gestion)
    assert len(texts(feed(client), "title")) == 1


def test_an_axis_has_the_feed_of_its_actions(client):
    axis = AxisFactory(published=True)
    action = ActionFactory(axis=axis, published=True)
    ActionFactory(axis=axis)
    ActionFactory(published=True)
    assert texts(feed(client, reverse("machines:axis_feed", args=[axis.slug])), "title") == [action.title]


def test_a_draft_axis_has_no_feed(client, gestion):
    client.force_login(gestion)
    assert client.get(reverse("machines:axis_feed", args=[AxisFactory().slug])).status_code == 404


def test_pages_lead_to_their_feed(client):
    axis = AxisFactory(published=True)
    assert '<link rel="alternate" type="application/atom+xml" href="/fil.atom"' in client.get("/").content.decode()
    html = client.get(axis.get_absolute_url()).content.decode()
    assert f'type="application/atom+xml" href="/axes/{axis.slug}/fil.atom"' in html


def test_a_feed_asks_no_more_as_it_grows(client, django_assert_max_num_queries):
    for _ in range(3):
        report(mission__published=True, on=dt.date(2025, 2, 1))
    with django_assert_max_num_queries(3):
        client.get(MISSIONS)
