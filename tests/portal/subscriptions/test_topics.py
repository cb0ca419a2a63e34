"""What may be followed: what tells a topic from another, what it is called, and the subscription that keeps it."""

import datetime as dt

import pytest
from django.utils.translation import override

from axes.models import Axis
from missions.models import Action, Mission
from partners.models import Partner
from portal.models import DigestRhythm, Message, MessageState, Subscriber, Subscription, TopicKind
from portal.models.subscriptions import digest_of
from portal.models.topic import Topic, topic_of
from portal.subscriptions.forms import _words_searched
from tests.portal.accountability.entries import TODAY, D
from tests.portal.factories import MessageFactory, SubscriberFactory, SubscriptionFactory

AXIS = Axis(pk=3, name="Québec rayonne", name_en="Québec shines")


@pytest.mark.parametrize(
    ("record", "kind"),
    [(Axis(), TopicKind.AXIS), (Partner(), TopicKind.PARTNER), (Mission(), TopicKind.MISSION)],
)
def test_an_axis_a_partner_and_a_mission_may_be_followed(record, kind):
    assert topic_of(record) == (kind, record, "")


@pytest.mark.parametrize("record", [Action(), None, "mission"])
def test_nothing_else_may_be_followed(record):
    assert topic_of(record) is None


@pytest.mark.parametrize(
    ("topic", "key"),
    [
        (Topic(TopicKind.ALL), "tout:"),
        (Topic(TopicKind.LATE), "retards:"),
        (Topic(TopicKind.AXIS, AXIS), "axe:3"),
        (Topic(TopicKind.SEARCH, words="NEIGE à Hué"), "recherche:neige à hué"),  # however it was typed
    ],
)
def test_a_topic_is_told_from_any_other_and_a_subscription_keeps_it(topic, key):
    assert topic.key == key
    target = {"axis": topic.record} if topic.record else {}
    subscription = Subscription(kind=topic.kind, words=topic.words, **target)
    subscription.fill_derived_fields()
    assert (subscription.key, subscription.topic) == (key, topic)


@pytest.mark.parametrize(
    ("topic", "french", "english"),
    [
        (Topic(TopicKind.AXIS, AXIS), "Québec rayonne", "Québec shines"),
        (Topic(TopicKind.SEARCH, words="neige"), "la recherche «\u00a0neige\u00a0»", "the search “neige”"),
        (Topic(TopicKind.ALL), "tout ce qui est mis en ligne", "all that is put online"),
    ],
)
def test_a_topic_is_called_in_the_language_spoken(topic, french, english):
    assert str(topic.label) == french
    with override("en"):
        assert str(topic.label) == english


def test_what_a_page_calls_a_topic_says_where_it_is_french():
    lacking = Topic(TopicKind.AXIS, Axis(pk=4, name="Québec <rayonne>"))
    with override("en"):
        assert str(lacking.shown) == '<span lang="fr-CA">Québec &lt;rayonne&gt;</span>'
    assert Topic(TopicKind.ALL).shown == TopicKind.ALL.label


def test_an_address_that_left_is_known_by_a_digest_whatever_its_case():
    assert digest_of("Camille@Exemple.invalid") == digest_of("camille@exemple.invalid")
    assert digest_of("camille@exemple.invalid") != digest_of("dominique@exemple.invalid")
    assert "camille" not in digest_of("camille@exemple.invalid")


@pytest.mark.parametrize(
    ("rhythm", "asked", "words"),
    [
        ("chaque_jour", "", "chaque jour où il y a du nouveau"),
        ("chaque_jour", "chaque_semaine", "une fois par semaine"),  # another waits to be confirmed
    ],
)
def test_a_rhythm_is_told_as_it_will_be_once_confirmed(rhythm, asked, words):
    assert str(Subscriber(rhythm=rhythm, asked_rhythm=asked).rhythm_once_confirmed) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rhythm", "told_until", "is_due"),
    [
        (DigestRhythm.DAILY, D(2026, 3, 1), True),
        (DigestRhythm.DAILY, D(2026, 3, 2), False),  # told up to that very day
        (DigestRhythm.WEEKLY, D(2026, 2, 23), True),
        (DigestRhythm.WEEKLY, D(2026, 2, 24), False),  # six days ago
        (DigestRhythm.DAILY, None, False),
    ],
)
def test_a_subscriber_is_due_once_its_rhythm_says_so(rhythm, told_until, is_due):
    subscriber = SubscriberFactory(rhythm=rhythm, told_until=told_until)
    assert not Subscriber.objects.due(TODAY).exists()  # it follows nothing
    SubscriptionFactory(subscriber=subscriber, confirmed_at=None)
    assert not Subscriber.objects.due(TODAY).exists()  # it confirmed nothing
    subscriber.subscriptions.update(confirmed_at=dt.datetime(2026, 2, 1, 12, tzinfo=dt.UTC))
    assert Subscriber.objects.due(TODAY).exists() == is_due


@pytest.mark.django_db
def test_an_address_waits_while_something_is_to_be_confirmed():
    subscriber = SubscriberFactory(email="Camille@Exemple.INVALID")
    SubscriptionFactory(subscriber=subscriber)
    assert (subscriber.email, subscriber.waits) == ("camille@exemple.invalid", False)
    subscriber.asked_rhythm = DigestRhythm.WEEKLY
    assert subscriber.waits
    SubscriptionFactory(kind=TopicKind.LATE, confirmed_at=None, subscriber=subscriber)
    subscriber.asked_rhythm = ""
    assert subscriber.waits


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("/recherche/?q=neige++et%20eau", "neige et eau"),
        ("/en/recherche/?q=snow", "snow"),
        ("/recherche/?q=", ""),
        ("/recherche/", ""),
        ("/recherche/?page=2", ""),
        ("/partenaires/?q=neige", ""),  # the filter of a list is not a search
        (f"/recherche/?q={'a' * 300}", "a" * 200),
        ("", ""),
    ],
)
def test_the_search_that_may_be_followed_is_that_of_the_page(source, words):
    assert _words_searched(source) == words


@pytest.mark.django_db
def test_messages_dealt_with_are_outdated_a_year_after():
    for days in (365, 366):
        MessageFactory(subject=str(days), state=MessageState.HANDLED, handled_on=TODAY - dt.timedelta(days=days))
    MessageFactory(received_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))  # it still waits
    assert [each.subject for each in Message.objects.outdated(TODAY)] == ["366"]
