"""Being told by mail of what is new: asked, confirmed by the address itself, told once, left in one click."""

import datetime as dt
import re
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal import nightly
from portal.models import DigestRhythm, OptOut, Subscriber, Subscription, TopicKind
from portal.models.subscriptions import digest_of
from portal.subscriptions.asking import forget_unconfirmed
from portal.subscriptions.digest import send_digests
from portal.subscriptions.links import confirm_link, leave_link
from records.search.indexing import rebuild
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, MissionFactory, MissionPartnerFactory, ReportFactory, RuleFactory
from tests.partners.factories import PartnerFactory
from tests.portal.factories import SubscriberFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db
ASK = "/etre-averti/"
SITE = "https://exemple.invalid"
TODAY = dt.date(2026, 3, 3)
EVE = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.SITE_URL = SITE
    settings.DEFAULT_FROM_EMAIL = "portail@exemple.invalid"
    settings.POSTAL_ADDRESS = "2, rue de l’Exemple, Québec"


@pytest.fixture
def clock():
    """A clock that tests move."""
    with time_machine.travel("2026-03-02T17:00:00Z", tick=False) as moved:
        yield moved


def ask(client, clock, *, email="lea@exemple.invalid", topic="tout:", source="", language="", **values):
    page = client.get(language + ASK, {"de": source} if source else {})
    clock.shift(30)
    token = re.search(r'name="jeton" value="([^"]+)"', page.text)[1]
    typed = {"topic": topic, "rhythm": "chaque_jour", "email": email, "consent": "on", "jeton": token, "de": source}
    return client.post(language + ASK, {**typed, **values})


def path_in(message, word):
    return re.search(rf"{SITE}(\S*/{word}/\S+)", message.body)[1]


def follow(kind=TopicKind.ALL, *, subscriber=None, **values):
    return SubscriptionFactory(subscriber=subscriber or SubscriberFactory(), kind=kind, **values).subscriber


def bodies():
    return [message.body for message in mail.outbox]


def test_from_a_page_to_the_last_click(client, clock):
    partner = PartnerFactory(published=True, name="Namur", published_on=dt.date(2026, 1, 1))
    page = client.get(ASK, {"de": partner.get_absolute_url()}).text
    assert f'value="partenaire:{partner.pk}"' in page
    assert 'name="consent"' in page
    assert not re.search(r'name="consent"[^>]*checked', page)
    answer = ask(client, clock, topic=f"partenaire:{partner.pk}", source=partner.get_absolute_url())
    assert answer.url == f"{ASK}courriel-envoye/"
    [asked] = mail.outbox
    assert "Namur" in asked.body
    assert "2, rue de l’Exemple" in asked.body
    assert not send_digests(TODAY).sent
    confirm = path_in(asked, "confirmer")
    assert client.get(confirm)["Referrer-Policy"] == "no-referrer"
    assert not Subscription.objects.confirmed().exists()
    confirmed = client.post(confirm).text
    assert "Abonnement confirmé" in confirmed
    assert "À quel rythme\u00a0: chaque jour" in confirmed
    proof = Subscription.objects.get()
    assert proof.confirmed_at
    assert "pour rien d’autre" in proof.consent
    ActionFactory(published=True, title="Jumelage", lead_partner=partner, published_on=EVE, axis__published=True)
    ActionFactory(published=True, title="Ailleurs", published_on=EVE)
    clock.move_to(dt.datetime(2026, 3, 3, 6, tzinfo=dt.UTC))
    assert nightly.tell_subscribers(TODAY).startswith("envoyés\u00a0: 1")
    told = mail.outbox[-1]
    assert "Jumelage" in told.body
    assert "Ailleurs" not in told.body
    assert "2, rue de l’Exemple" in told.body
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = path_in(told, "quitter")
    assert told.extra_headers["List-Unsubscribe"] == f"<{SITE}{leave}>"
    left = client.get(leave)
    assert (left["Referrer-Policy"], left["Cache-Control"]) == ("no-referrer", "private, no-store")
    assert Subscriber.objects.exists()
    assert "C’est fait" in client.post(leave, {"List-Unsubscribe": "One-Click"}).text
    assert not Subscriber.objects.exists()
    assert "C’est fait" in client.post(leave).text
    assert not client.cookies


def test_in_english_what_is_asked_and_told_is_in_english(client, clock):
    ask(client, clock, language="/en")
    assert "/en/etre-averti/confirmer/" in mail.outbox[0].body
    client.post(path_in(mail.outbox[0], "confirmer"))
    MissionFactory(published=True, title="Neige", title_en="Snow", published_on=EVE)
    PartnerFactory(published=True, kind="ville", published_on=EVE)
    send_digests(TODAY)
    assert "Snow" in mail.outbox[1].body
    assert "/en/missions/" in mail.outbox[1].body
    assert "Partner: city" in mail.outbox[1].body
    assert "Ville de Québec" in mail.outbox[1].subject
    assert "To unsubscribe" in mail.outbox[1].body


@pytest.mark.parametrize(
    "values", [{"consent": ""}, {"topic": "axe:1"}, {"email": "lea"}, {"website": "x"}, {"rhythm": ""}]
)
def test_nothing_is_kept_or_sent_without_consent_or_of_what_is_not_offered(client, clock, values):
    AxisFactory(pk=1)
    assert ask(client, clock, **values).status_code == 200
    assert not Subscriber.objects.exists()
    assert not mail.outbox


def test_somebody_else_is_written_to_once_and_then_forgotten(client, clock, today):
    for topic in ("tout:", "retards:", "tout:"):
        answer = ask(client, clock, topic=topic, email="Tante@exemple.invalid")
        assert answer.url.endswith("/courriel-envoye/")
    assert len(mail.outbox) == 1
    MissionFactory(published=True, published_on=today)
    send_digests(today + dt.timedelta(days=2))
    assert forget_unconfirmed(today + dt.timedelta(days=7)) == 0
    assert forget_unconfirmed(today + dt.timedelta(days=8)) == 1
    assert not Subscriber.objects.exists()
    assert len(mail.outbox) == 1


def test_another_rhythm_waits_for_the_address_itself_and_the_answer_does_not_say_who_follows(client, clock, today):
    follow(subscriber=SubscriberFactory(email="lea@exemple.invalid", rhythm=DigestRhythm.WEEKLY))
    answers = [ask(client, clock, email=email) for email in ("lea@exemple.invalid", "inconnue@exemple.invalid")]
    answers += [ask(client, clock), ask(client, clock, rhythm="chaque_semaine"), ask(client, clock)]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, f"{ASK}courriel-envoye/")}
    assert [message.to for message in mail.outbox] == [["lea@exemple.invalid"], ["inconnue@exemple.invalid"]]
    assert "chaque jour" in mail.outbox[0].body
    known = Subscriber.objects.get(email="lea@exemple.invalid")
    assert (known.rhythm, known.subscriptions.get().confirmed_at is None) == (DigestRhythm.WEEKLY, False)
    confirm = path_in(mail.outbox[0], "confirmer")
    assert "chaque jour" in client.get(confirm).text
    assert "Abonnement confirmé" in client.post(confirm).text
    known.refresh_from_db()
    assert (known.rhythm, known.asked_rhythm, known.asked_at) == (DigestRhythm.DAILY, "", None)
    ask(client, clock)
    assert len(mail.outbox) == 2


def test_another_rhythm_that_nobody_confirms_is_forgotten_and_what_is_followed_stays(client, clock, today):
    known = follow(subscriber=SubscriberFactory(email="lea@exemple.invalid", rhythm=DigestRhythm.WEEKLY))
    ask(client, clock)
    assert forget_unconfirmed(timezone.localdate() + dt.timedelta(days=8)) == 0
    known.refresh_from_db()
    assert (known.rhythm, known.asked_rhythm, known.waits) == (DigestRhythm.WEEKLY, "", False)


def test_a_link_too_old_or_forged_confirms_nothing(client, clock):
    waiting = SubscriptionFactory(confirmed_at=None).subscriber
    link = confirm_link(waiting).removeprefix(SITE)
    assert client.post(link.replace("confirmer/", "confirmer/9")).status_code == 404
    assert client.post(link.replace("confirmer", "quitter")).status_code == 404
    clock.shift(dt.timedelta(days=7, seconds=1))
    told = client.post(link)
    assert told.status_code == 404
    assert "plus d’une semaine" in told.text
    assert f'href="{ASK}"' in told.text
    assert not Subscription.objects.confirmed().exists()


def test_where_no_mail_can_leave_the_form_says_so(client, clock, settings):
    settings.POSTAL_ADDRESS = ""
    assert "pas encore offerts" in ask(client, clock).text
    assert not Subscriber.objects.exists()
    assert "POSTAL_ADDRESS" in nightly.tell_subscribers(TODAY)


def test_nothing_of_a_draft_or_an_embargo_leaves_even_of_what_is_followed():
    partner, axis = PartnerFactory(published=True, name="Namur"), AxisFactory(published=True, name="Rayonner")
    draft = MissionFactory(title="Brouillon")
    late = MissionFactory(published=True, title="Embargo", published_on=EVE, embargo_until=dt.date(2026, 3, 4))
    for mission in (draft, late):
        MissionPartnerFactory(mission=mission, partner=partner)
        mission.axes.add(axis)
    ActionFactory(title="Préparée", lead_partner=partner, axis=axis)
    hidden = PartnerFactory(name="Cachée")
    ActionFactory(published=True, title="De la cachée", lead_partner=hidden, axis=axis, published_on=EVE)
    MissionFactory(published=True, title="Publique", published_on=EVE)
    rebuild(today=TODAY)
    follow()
    follow(TopicKind.PARTNER, partner=partner)
    follow(TopicKind.AXIS, axis=axis)
    follow(TopicKind.MISSION, mission=draft)
    follow(TopicKind.SEARCH, words="embargo brouillon")
    send_digests(TODAY)
    [only] = bodies()
    assert "Publique" in only
    for word in ("Brouillon", "Embargo", "Préparée", "De la cachée"):
        assert word not in only
    send_digests(dt.date(2026, 3, 5))
    assert sum("Embargo" in body for body in bodies()) == 3


def test_each_topic_tells_what_it_holds_and_a_person_is_told_once():
    RuleFactory()
    axis = AxisFactory(published=True)
    back = {"starts_on": dt.date(2026, 1, 10), "ends_on": dt.date(2026, 1, 19), "date_precision": "jour"}
    mission = MissionFactory(published=True, title="San Antonio", published_on=EVE, **back)
    mission.axes.add(axis)
    ReportFactory(mission=mission)
    rebuild(today=TODAY)
    both = follow(TopicKind.AXIS, axis=axis)
    follow(TopicKind.MISSION, mission=mission, subscriber=both)
    follow(TopicKind.SEARCH, words="Antonio", subscriber=both)
    follow(TopicKind.LATE)
    send_digests(TODAY)
    [told] = bodies()
    assert told.count(mission.get_absolute_url()) == 1
    send_digests(dt.date(2026, 3, 5))
    assert [body.count("en retard") > 0 for body in bodies()[1:]] == [True, True]


def test_what_a_known_address_did_not_confirm_yet_is_not_told():
    SubscriptionFactory(subscriber=follow(TopicKind.LATE), confirmed_at=None)
    MissionFactory(published=True, published_on=EVE)
    assert send_digests(TODAY).sent == 0


def test_a_digest_is_sent_once_and_nothing_is_sent_when_nothing_is_new():
    follow()
    weekly = SubscriberFactory(rhythm=DigestRhythm.WEEKLY)
    follow(subscriber=weekly)
    MissionFactory(published=True, title="Lundi", published_on=EVE)
    MissionFactory(published=True, title="Mardi", published_on=TODAY)
    assert send_digests(TODAY).sent == 1
    assert send_digests(TODAY).sent == 0
    assert "Mardi" not in mail.outbox[0].body
    assert send_digests(dt.date(2026, 3, 4)).sent == 1
    assert "Lundi" not in mail.outbox[1].body
    assert send_digests(dt.date(2026, 3, 8)).sent == 0
    assert send_digests(dt.date(2026, 3, 9)).sent == 1
    assert mail.outbox[2].to == [weekly.email]
    assert all(word in mail.outbox[2].body for word in ("Lundi", "Mardi"))


class Breaking(EmailBackend):
    """A mail server that goes down after a number of mails, or refuses an address."""

    left = 1

    def send_messages(self, messages):
        """Refuse an address for good, then everyone."""
        [message] = messages
        if message.to[0].startswith("pleine"):
            raise SMTPRecipientsRefused({message.to[0]: (550, b"boite introuvable")})
        if not Breaking.left:
            raise ConnectionRefusedError("connexion refusée")
        Breaking.left -= 1
        return super().send_messages(messages)


def test_a_run_cut_short_goes_on_where_it_stopped(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.portal.test_subscriptions.Breaking"
    everyone = [follow().email for _ in range(3)]
    MissionFactory(published=True, published_on=EVE)
    monkeypatch.setattr(Breaking, "left", 1)
    with pytest.raises(ConnectionRefusedError):
        send_digests(TODAY)
    monkeypatch.setattr(Breaking, "left", 9)
    assert send_digests(TODAY).sent == 2
    assert sorted(message.to[0] for message in mail.outbox) == sorted(everyone)
    assert not Subscriber.objects.exclude(failures=0).exists()


def test_an_address_that_bounces_three_times_in_a_row_is_dropped_and_the_others_are_told(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.portal.test_subscriptions.Breaking"
    monkeypatch.setattr(Breaking, "left", 9)
    follow(subscriber=SubscriberFactory(email="pleine@exemple.invalid"))
    follow()
    MissionFactory(published=True, published_on=EVE)
    counts = [send_digests(TODAY + dt.timedelta(days=days)) for days in range(4)]
    assert [(each.sent, each.refused, each.dropped) for each in counts] == [(1, 1, 0), (0, 1, 0), (0, 1, 1), (0, 0, 0)]
    assert not Subscriber.objects.filter(email="pleine@exemple.invalid").exists()


def test_who_left_gets_nothing_whatever_is_imported_until_they_confirm_again(client, clock):
    subscriber = follow(subscriber=SubscriberFactory(email="lea@exemple.invalid"))
    client.post(leave_link(subscriber).removeprefix(SITE))
    assert "lea" not in str(list(OptOut.objects.values()))
    MissionFactory(published=True, published_on=EVE)
    follow(subscriber=SubscriberFactory(email="LEA@exemple.invalid"))
    assert send_digests(TODAY).sent == 0
    assert not bodies()
    Subscriber.objects.all().delete()
    clock.shift(60)
    ask(client, clock)
    client.post(path_in(mail.outbox[0], "confirmer"))
    assert send_digests(TODAY).sent == 1


def test_one_thing_may_be_left_alone(client):
    subscriber = follow()
    other = SubscriptionFactory(subscriber=subscriber, kind=TopicKind.LATE)
    link = leave_link(subscriber).removeprefix(SITE)
    assert client.get(link).text.count('name="abonnement"') == 2
    client.post(link, {"abonnement": other.pk})
    assert 'name="abonnement"' not in client.get(link).text
    assert [each.kind for each in subscriber.subscriptions.all()] == [TopicKind.ALL]
    stranger = SubscriptionFactory()
    assert client.post(link, {"abonnement": stranger.pk}).status_code == 404
    client.post(link, {"abonnement": subscriber.subscriptions.get().pk})
    assert OptOut.objects.filter(digest=digest_of(subscriber.email)).exists()


def test_an_address_is_erased_from_the_bureau_as_by_its_own_link(client):
    subscriber = follow()
    client.force_login(User.objects.create_superuser("admin"))
    assert subscriber.email in client.get("/admin/portal/subscriber/").text
    client.post(f"/admin/portal/subscriber/{subscriber.pk}/delete/", {"post": "yes"})
    assert not Subscriber.objects.exists()
    assert OptOut.objects.count() == 1


def test_a_digest_costs_one_statement_a_person_whatever_they_follow(django_assert_num_queries):
    MissionFactory(published=True, published_on=EVE)
    follow()
    with CaptureQueriesContext(connection) as alone:
        send_digests(TODAY)
    Subscriber.objects.update(told_until=dt.date(2026, 3, 1))
    for _ in range(5):
        follow()
    with django_assert_num_queries(len(alone) + 5):
        assert send_digests(TODAY).sent == 6


def test_the_day_of_the_clock_is_that_of_quebec(client, clock):
    ask(client, clock)
    clock.move_to(dt.datetime(2026, 3, 3, 3, tzinfo=dt.UTC))
    client.post(path_in(mail.outbox[0], "confirmer"))
    assert Subscriber.objects.get().told_until == timezone.localdate() - dt.timedelta(days=1) == dt.date(2026, 3, 1)
