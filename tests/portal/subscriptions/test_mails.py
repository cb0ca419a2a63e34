"""The mails of who follows the portal and of who wrote to it: their links, their words, and why one does not leave."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils.translation import override

from missions.models import Mission, RequestDecision
from portal.correspondence.answering import answer_offered, erase_message, send_answer
from portal.models import Message, MessageState, OptOut, Subscriber, Subscription, TopicKind
from portal.models.subscriptions import digest_of
from portal.news import News
from portal.subscriptions.asking import confirm, erase_subscriber, forget_unconfirmed, leave, stop_following
from portal.subscriptions.links import confirm_link, leave_link, leaving, to_confirm
from portal.subscriptions.mails import confirmation_mail, digest_mail, postal_settings_missing
from tests.missions.factories import DelegationRequestFactory, MissionFactory
from tests.portal.accountability.entries import TODAY, D
from tests.portal.factories import MessageFactory, SubscriberFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db
SITE = "https://exemple.invalid"
NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _mails(settings, time_machine):
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = SITE, "portail@exemple.invalid"
    settings.POSTAL_ADDRESS = "2, rue de l’Exemple"
    time_machine.move_to(NOON, tick=False)


def signed_in(link):
    """Return what a link of ours signs."""
    return link.rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize(("days", "opens"), [(0, True), (7, True), (8, False)])
def test_a_link_to_confirm_opens_for_a_week_and_one_to_leave_for_ever(time_machine, days, opens):
    subscriber = SubscriberFactory()
    confirms, leaves = signed_in(confirm_link(subscriber)), signed_in(leave_link(subscriber))
    time_machine.move_to(NOON + days * DAY, tick=False)
    assert (to_confirm(confirms) == subscriber) == opens
    assert leaving(leaves) == (True, subscriber)


def test_a_link_that_is_not_ours_opens_nothing_and_one_of_who_left_is_still_ours():
    subscriber = SubscriberFactory()
    confirms, leaves = signed_in(confirm_link(subscriber)), signed_in(leave_link(subscriber))
    for forged in ("", "1", f"{confirms}x", leaves):
        assert to_confirm(forged) is None
    for forged in ("", "1", f"{leaves}x", confirms):
        assert leaving(forged) == (False, None)
    leave(subscriber)
    assert (to_confirm(confirms), leaving(leaves)) == (None, (True, None))


def test_links_are_whole_and_in_the_language_spoken():
    subscriber = SubscriberFactory()
    assert confirm_link(subscriber).startswith(f"{SITE}/etre-averti/confirmer/")
    with override("en"):
        assert leave_link(subscriber).startswith(f"{SITE}/en/")


@pytest.mark.parametrize(
    ("unset", "missing"),
    [
        ("POSTAL_ADDRESS", ["POSTAL_ADDRESS"]),
        ("SITE_URL", ["SITE_URL"]),
        ("DEFAULT_FROM_EMAIL", ["DEFAULT_FROM_EMAIL"]),
    ],
)
def test_nobody_is_written_to_without_an_address_to_write_back_to(settings, unset, missing):
    assert postal_settings_missing() == []
    setattr(settings, unset, "")
    assert postal_settings_missing() == missing


@pytest.mark.parametrize(
    ("language", "subject", "rhythm"),
    [
        ("fr-ca", "Confirmez votre abonnement", "une fois par semaine"),
        ("en", "Confirm your subscription", "once a week"),
    ],
)
def test_a_mail_asks_to_confirm_in_the_language_of_who_asked(language, subject, rhythm):
    subscriber = SubscriberFactory(language=language, asked_rhythm="chaque_semaine")
    letter = confirmation_mail(subscriber, [Subscription(kind=TopicKind.SEARCH, words="<neige>")])
    assert letter.subject.startswith(subject)
    assert (letter.to, letter.extra_headers) == ([subscriber.email], {"Auto-Submitted": "auto-generated"})
    for told in (rhythm, "<neige>", "2, rue de l’Exemple", SITE):
        assert told in letter.body


@pytest.mark.parametrize(
    ("language", "number", "subject"),
    [
        ("fr-ca", 1, "Relations internationales de la Ville de Québec\u00a0: 1 nouvelle"),
        ("fr-ca", 2, "Relations internationales de la Ville de Québec\u00a0: 2 nouvelles"),
        ("en", 1, "Ville de Québec, international relations: 1 piece of news"),
    ],
)
def test_a_digest_says_how_many_news_and_how_to_leave_at_once(language, number, subject):
    subscriber = SubscriberFactory(language=language)
    news = [News("L’été", "é" * 400, Mission(slug="ete"), D(2026, 3, 1))] * number
    letter = digest_mail(subscriber, news, [Subscription(kind=TopicKind.ALL).topic], None)
    assert letter.subject == subject
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert leaving(signed_in(link)) == (True, subscriber)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.body.count("L’été") == number
    assert "é" * 299 + "…" in letter.body
    assert "é" * 300 not in letter.body
    assert link in letter.body


def test_what_is_confirmed_is_told_of_from_today_at_the_last_rhythm_asked():
    subscriber = SubscriberFactory(told_until=None, rhythm="chaque_semaine", asked_rhythm="chaque_jour")
    known = SubscriptionFactory(subscriber=subscriber, rhythm="chaque_semaine")
    waiting = SubscriptionFactory(subscriber=subscriber, kind=TopicKind.LATE, confirmed_at=None)
    confirm(subscriber)
    subscriber.refresh_from_db()
    assert (subscriber.rhythm, subscriber.asked_rhythm, subscriber.told_until) == ("chaque_jour", "", TODAY - DAY)
    assert set(Subscription.objects.values_list("rhythm", flat=True)) == {"chaque_jour"}
    waiting.refresh_from_db()
    assert (waiting.confirmed_at, Subscription.objects.get(pk=known.pk).confirmed_at) == (NOON, known.confirmed_at)
    Subscriber.objects.update(told_until=D(2026, 1, 1))
    confirm(subscriber)  # pressed twice: nothing is told again
    subscriber.refresh_from_db()
    assert subscriber.told_until == D(2026, 1, 1)


def test_the_address_leaves_with_the_last_thing_it_followed_and_is_remembered_by_a_digest():
    subscriber = SubscriberFactory(email="camille@exemple.invalid")
    first, last = (SubscriptionFactory(subscriber=subscriber, kind=kind) for kind in (TopicKind.ALL, TopicKind.LATE))
    stop_following(first)
    assert (Subscriber.objects.count(), OptOut.objects.count()) == (1, 0)
    stop_following(last)
    assert (Subscriber.objects.count(), OptOut.objects.get().digest) == (0, digest_of("camille@exemple.invalid"))
    again = SubscriberFactory(email="camille@exemple.invalid")
    erase_subscriber(again.pk, None)
    erase_subscriber(again.pk, None)  # erased already
    assert (Subscriber.objects.count(), OptOut.objects.count()) == (0, 1)


@pytest.mark.parametrize(("days", "erased"), [(7, 0), (8, 1)])
def test_what_nobody_confirms_is_kept_for_a_week(days, erased):
    asked_at = NOON - days * DAY
    SubscriptionFactory(subscriber__email="a@exemple.invalid", confirmed_at=None, asked_at=asked_at)
    SubscriptionFactory(subscriber__email="b@exemple.invalid", asked_at=asked_at)
    assert forget_unconfirmed(TODAY) == erased
    assert Subscriber.objects.count() == 2 - erased


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"answered_at": NOON, "email": "a@exemple.invalid", "answer": "Oui."}, "déjà partie"),
        ({"email": "", "answer": "Oui."}, "pas donné d’adresse"),
        ({"email": "a@exemple.invalid", "answer": ""}, "Écrivez d’abord"),
    ],
)
def test_an_answer_that_may_not_leave_says_why(redaction, values, words):
    with pytest.raises(ValidationError, match=words):
        send_answer(MessageFactory(**values), by=redaction)
    assert mail.outbox == []


def test_an_answer_leaves_with_what_was_written_and_deals_with_the_message(redaction):
    message = MessageFactory(
        subject="Le\ntramway", email="a@exemple.invalid", answer="Oui.", text="Qui?", about="Namur"
    )
    answered = send_answer(message, by=redaction)
    [letter] = mail.outbox
    assert (letter.subject, letter.to) == ("Re: Le tramway", ["a@exemple.invalid"])
    assert [words for words in ("Oui.", "Qui?", "Namur", f"{SITE}/ecrire/") if words not in letter.body] == []
    assert (answered.state, answered.answered_at, answered.answered_by) == (MessageState.HANDLED, NOON, redaction)
    assert answered.handled_on == TODAY


@pytest.mark.parametrize(
    ("decision", "language", "words"),
    [
        (RequestDecision.DECLINED, "fr-ca", "Bonjour, nous ne pourrons pas vous recevoir"),
        (RequestDecision.ACCEPTED, "fr-ca", "Bonjour, votre demande est acceptée"),
        (RequestDecision.ACCEPTED, "en", "Hello"),
        (RequestDecision.PENDING, "fr-ca", ""),
    ],
)
def test_what_was_decided_of_a_request_is_offered_as_an_answer(decision, language, words):
    decided = {} if decision == RequestDecision.PENDING else {"decided_on": TODAY, "reason": "Trop court."}
    decided |= {"mission": MissionFactory()} if decision == RequestDecision.ACCEPTED else {}
    message = MessageFactory(language=language, request=DelegationRequestFactory(decision=decision, **decided))
    offered = answer_offered(message)
    assert offered.startswith(words)
    assert bool(offered) == bool(words)
    assert ("Trop court." in offered) == (decision == RequestDecision.DECLINED)


def test_without_a_request_no_answer_is_offered_and_a_message_is_erased_whole():
    message = MessageFactory()
    assert answer_offered(message) == ""
    erase_message(message.pk, None)
    assert not Message.objects.exists()
