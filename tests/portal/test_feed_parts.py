"""Each feed says what it is of, where it is read and what it is called for ever; what is searched is cut short."""

import datetime as dt

import pytest
from django.http import Http404
from django.test import RequestFactory

from axes.models import Axis
from missions.models import Mission
from partners.models import Partner
from portal import feeds
from portal.models.topic import TopicKind
from portal.news import News
from tests.axes.factories import AxisFactory
from tests.missions.factories import MissionFactory
from tests.partners.factories import PartnerFactory

OF_EVERYTHING = (feeds.EverythingFeed, feeds.LateFeed, feeds.MissionsFeed)
OF_RECORDS = {
    feeds.RecordFeed: Partner(pk=3, name="Namur", slug="namur"),
    feeds.OneMissionFeed: Mission(pk=3, title="Tournée", slug="tournee"),
    feeds.AxisFeed: Axis(pk=3, name="Rayonner", intent="Une intention.", slug="rayonner"),
}


@pytest.mark.parametrize(
    ("feed", "address", "listed"),
    [
        (feeds.EverythingFeed, "/tout.atom", "/"),
        (feeds.LateFeed, "/retards.atom", "/missions/"),
        (feeds.MissionsFeed, "/fil.atom", "/missions/"),
    ],
)
def test_a_feed_of_the_site_is_at_its_address_and_leads_to_its_list(feed, address, listed):
    assert (feed().feed_url(), feed().link()) == (address, listed)


@pytest.mark.parametrize(
    ("feed", "address", "page", "title"),
    [
        (feeds.RecordFeed, "/partenaires/namur/fil.atom", "/partenaires/namur/", "Namur"),
        (feeds.OneMissionFeed, "/missions/tournee/fil.atom", "/missions/tournee/", "Tournée"),
        (feeds.AxisFeed, "/axes/rayonner/fil.atom", "/axes/rayonner/", "Rayonner"),
    ],
)
def test_a_feed_of_a_record_is_beside_its_page(feed, address, page, title):
    record = OF_RECORDS[feed]
    assert (feed().feed_url(record), feed().link(record)) == (address, page)
    assert feed().title(record) == f"{title} – Relations internationales, Ville de Québec"


def test_a_feed_of_an_axis_says_what_the_city_wants_there_and_the_others_what_they_are():
    assert feeds.AxisFeed().subtitle(OF_RECORDS[feeds.AxisFeed]) == "Une intention."
    assert feeds.RecordFeed().subtitle(OF_RECORDS[feeds.RecordFeed]).endswith(": Namur.")


def test_no_two_feeds_are_called_alike():
    names = [feed().feed_guid() for feed in OF_EVERYTHING]
    names += [feed().feed_guid(record) for feed, record in OF_RECORDS.items()]
    names += [feeds.SearchFeed().feed_guid(words) for words in ("neige", "été", "")]
    assert len(set(names)) == len(names) == 9
    assert all(name.startswith("urn:uuid:") for name in names)


def test_a_feed_of_a_record_outlives_the_address_of_its_page():
    partner = Partner(pk=3, name="Namur", slug="namur")
    before = feeds.RecordFeed().feed_guid(partner)
    partner.slug, partner.name = "ville-de-namur", "Ville de Namur"
    assert feeds.RecordFeed().feed_guid(partner) == before
    assert feeds.RecordFeed().feed_guid(Partner(pk=4)) != before


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "neige"}, "neige"),
        ({"q": "  neige \n et   eau "}, "neige et eau"),
        ({}, ""),
        ({"q": " \t"}, ""),
        ({"q": "x" * 200}, "x" * 200),
        ({"q": "x" * 5000}, "x" * 200),
    ],
)
def test_what_is_searched_is_one_line_and_not_too_long(query, words):
    assert feeds.SearchFeed().get_object(RequestFactory().get("/recherche.atom", query)) == words


@pytest.mark.parametrize(
    ("words", "title", "address", "page"),
    [
        ("neige", "Recherche\u00a0: neige", "/recherche.atom?q=neige", "/recherche/?q=neige"),
        ("a & <b>", "Recherche\u00a0: a & <b>", "/recherche.atom?q=a+%26+%3Cb%3E", "/recherche/?q=a+%26+%3Cb%3E"),
        ("", "Recherche", "/recherche.atom?q=", "/recherche/?q="),
    ],
)
def test_a_feed_of_a_search_is_named_by_its_words(words, title, address, page):
    feed = feeds.SearchFeed()
    assert feed.title(words) == f"{title} – Relations internationales, Ville de Québec"
    assert (feed.feed_url(words), feed.link(words)) == (address, page)


def test_a_search_is_called_alike_whatever_its_capitals():
    guid = feeds.SearchFeed().feed_guid
    assert guid("Neige") == guid("NEIGE") != guid("neiges")
    assert guid("a b&#").isascii()


def test_an_empty_search_finds_nothing_without_asking():
    assert feeds.SearchFeed().items("") == []


def test_an_entry_is_told_as_html_and_dated_by_its_day_in_quebec():
    news = News("Titre <b>", "Texte <b> & « fin »", OF_RECORDS[feeds.OneMissionFeed], dt.date(2026, 3, 2), "report")
    feed = feeds.NewsFeed()
    assert feed.item_title(news) == "Titre <b>"
    assert feed.item_description(news) == "Texte &lt;b&gt; &amp; « fin »"
    assert feed.item_link(news) == "/missions/tournee/"
    assert feed.item_pubdate(news).isoformat() == feed.item_updateddate(news).isoformat() == "2026-03-02T00:00:00-05:00"
    assert feed.item_guid(news) != feed.item_guid(news._replace(part=""))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("feed", "make"),
    [(feeds.RecordFeed, PartnerFactory), (feeds.OneMissionFeed, MissionFactory), (feeds.AxisFeed, AxisFactory)],
)
def test_a_record_has_a_feed_while_anyone_may_read_it(feed, make):
    public, draft = make(published=True), make()
    assert feed().get_object(None, public.slug) == public
    for slug in (draft.slug, "nulle-part"):
        with pytest.raises(Http404):
            feed().get_object(None, slug)


@pytest.mark.django_db
def test_a_feed_holds_no_more_than_its_latest_entries(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_NEWS", 2)
    for day in (1, 3, 2):
        PartnerFactory(published=True, published_on=dt.date(2026, 1, day), name=f"Ville {day}")
    assert [news.title for news in feeds.EverythingFeed().items()] == ["Ville 3", "Ville 2"]


@pytest.mark.parametrize(
    ("feed", "kind"),
    [
        (feeds.EverythingFeed, TopicKind.ALL),
        (feeds.LateFeed, TopicKind.LATE),
        (feeds.RecordFeed, TopicKind.PARTNER),
        (feeds.OneMissionFeed, TopicKind.MISSION),
        (feeds.AxisFeed, TopicKind.AXIS),
    ],
)
def test_a_feed_follows_what_may_be_followed_by_mail(feed, kind):
    assert feed.kind == kind
