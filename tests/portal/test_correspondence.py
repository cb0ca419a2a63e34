"""What anyone writes to the office: kept once, slowed, about public records only, answered, erased."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from missions import operations
from missions.models import DelegationRequest, RequestDecision
from portal.correspondence.answering import answer_offered, erase_messages, send_answer
from portal.models import Message, MessageState
from portal.public_forms import network
from portal.public_forms.tokens import LATEST
from tests.axes.factories import AxisFactory
from tests.client import StrictClient
from tests.missions.factories import DelegationRequestFactory, MissionFactory
from tests.portal.factories import MessageFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db
WRITE, VISIT = "/ecrire/", "/demande-de-delegation/"
TYPED = {"subject": "Une erreur", "text": "La date est fausse.", "email": ""}
ASKED = {
    "asked_by": "Ville de Namur",
    "title": "Neige et chaussées",
    "purpose": "Voir le déneigement.",
    "axis": "",
    "starts_on": "2026-05-04",
    "ends_on": "2026-05-06",
    "size": "6",
    "titles": "Bourgmestre, directrice des travaux",
    "working_language": "français",
    "needs": "",
    "email": "cabinet@exemple.invalid",
}


@pytest.fixture(autouse=True)
def _mails(settings):
    settings.SITE_URL = "https://exemple.invalid"
    settings.DEFAULT_FROM_EMAIL = "portail@exemple.invalid"


@pytest.fixture
def clock():
    """A clock that tests move: pages are read before they are sent."""
    with time_machine.travel("2026-03-02T17:00:00Z", tick=False) as moved:
        yield moved


def token_in(page):
    return re.search(r'name="jeton" value="([^"]+)"', page.text)[1]


def send(client, clock, address=WRITE, *, source="", after=30, **values):
    """Read a form, then send it so many seconds `after`; return what is answered."""
    page = client.get(address, {"de": source} if source else {})
    clock.shift(after)
    typed = {**(TYPED if address.endswith(WRITE) else ASKED), **values}
    return client.post(address, {**typed, "jeton": token_in(page), "de": source})


def test_a_message_is_kept_without_a_cookie_and_thanked_for_in_both_languages(client, clock):
    for address in (WRITE, f"/en{WRITE}"):
        answer = send(client, clock, address, email="lea@exemple.invalid")
        assert (answer.status_code, answer.url) == (302, f"{address}recu/")
        assert client.get(answer.url).status_code == 200
    assert not client.cookies
    assert sorted(Message.objects.values_list("language", "state")) == [("en", "recu"), ("fr-ca", "recu")]
    assert not mail.outbox


@pytest.mark.parametrize(
    ("after", "values", "said"),
    [
        (1, {}, "plus vite qu’on ne peut l’écrire"),
        (LATEST + 60, {}, "ouverte depuis longtemps"),
        (30, {"jeton": "forgé"}, "ouverte depuis longtemps"),
        (30, {"website": "https://exemple.invalid"}, "doit rester vide"),
        (30, {"text": ""}, "Ce champ est obligatoire"),
        (30, {"email": "lea@exemple.invalid\nBcc: tous@exemple.invalid"}, "adresse"),
    ],
)
def test_what_is_refused_is_told_in_words_and_given_back(client, clock, after, values, said):
    page = client.get(WRITE)
    clock.shift(after)
    answer = client.post(WRITE, {**TYPED, "jeton": token_in(page), **values})
    assert said in answer.text
    assert "<title>Erreur" in answer.text
    assert 'value="Une erreur"' in answer.text
    assert not Message.objects.exists()


def test_the_token_of_a_form_does_not_open_another(client, clock):
    token = token_in(client.get(VISIT))
    clock.shift(30)
    assert client.post(WRITE, {**TYPED, "jeton": token}).status_code == 200
    assert not Message.objects.exists()


def test_a_button_pressed_twice_keeps_one_message(client, clock):
    token = token_in(client.get(WRITE))
    clock.shift(30)
    for _press in range(2):
        assert client.post(WRITE, {**TYPED, "jeton": token}).status_code == 302
    assert Message.objects.count() == 1


def test_a_flood_is_slowed_and_told_so_whatever_the_sender_says_of_its_address(client, clock, settings):
    settings.PROXIES = 1
    statuses = []
    for number in range(network.MOST + 3):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{number}, 198.51.100.7"
        last = send(client, clock, text=f"no {number}")
        statuses.append(last.status_code)
    assert statuses == [302] * network.MOST + [429] * 3
    assert "viennent de votre réseau" in last.text
    assert "no 12" in last.text
    assert last["Retry-After"]
    assert Message.objects.count() == network.MOST
    client.defaults["HTTP_X_FORWARDED_FOR"] = "10.0.0.1, 203.0.113.9"
    assert send(client, clock).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),
        (2, "10.9.9.9, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "n’importe quoi", ""),
    ],
)
def test_only_declared_proxies_are_believed(rf, settings, proxies, forwarded, seen):
    settings.PROXIES = proxies
    request = rf.get("/", HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR="198.51.100.7")
    assert network.network_of(request) == seen


def test_a_message_is_about_the_page_it_comes_from_if_anyone_may_read_it(client, clock, redaction):
    public, draft = MissionFactory(published=True, title="Namur"), MissionFactory(title="Secrète")
    later = MissionFactory(published=True, title="Sous embargo", embargo_until=dt.date(2026, 9, 1))
    assert f"?de={public.get_absolute_url()}" in client.get(public.get_absolute_url()).text
    send(client, clock, source=f"/en{public.get_absolute_url()}")
    assert Message.objects.values_list("about", "address").get() == ("Namur", public.get_absolute_url())
    client.force_login(redaction)
    for hidden in (draft, later):
        page = StrictClient().get(WRITE, {"de": hidden.get_absolute_url()}).text
        assert hidden.title not in page
        assert "À propos de" not in page
        send(client, clock, source=hidden.get_absolute_url())
        assert Message.objects.first().about == Message.objects.first().address == ""


def test_a_subject_on_two_lines_injects_no_header(approbation):
    message = MessageFactory(email="lea@exemple.invalid", answer="Merci.")
    Message.objects.update(subject="Bonjour\r\nBcc: tous@exemple.invalid")
    send_answer(message, by=approbation)
    [sent] = mail.outbox
    assert sent.subject == "Re: Bonjour Bcc: tous@exemple.invalid"
    assert sent.recipients() == ["lea@exemple.invalid"]


@pytest.mark.parametrize(("online", "said"), [(True, "Snow in Namur\n{site}/en{path}\n"), (False, "Neige à Namur\n\n")])
def test_an_answer_names_the_page_in_the_language_of_the_reader_and_leads_to_it_while_it_does(
    client, clock, approbation, online, said
):
    mission = MissionFactory(published=True, title="Neige à Namur", title_en="Snow in Namur")
    path = mission.get_absolute_url()
    send(client, clock, f"/en{WRITE}", source=f"/en{path}", email="lea@exemple.invalid")
    if not online:
        mission.delete()
    Message.objects.update(answer="Thank you.")
    send_answer(Message.objects.get(), by=approbation)
    assert f"About: {said.format(site='https://exemple.invalid', path=path)}" in mail.outbox[0].body


def test_a_reason_in_french_is_offered_without_markup_to_who_asked_in_english(approbation, today):
    asked = DelegationRequestFactory()
    message = MessageFactory(request=asked, language="en")
    operations.decline(asked, by=approbation, today=today, reason="Aucune équipe n’est libre.")
    message.refresh_from_db()
    assert answer_offered(message).endswith("Reason: Aucune équipe n’est libre.")


def change(client, message, **values):
    return client.post(f"/admin/portal/message/{message.pk}/change/", {"state": message.state, **values}, follow=True)


def test_an_answer_leaves_once_from_the_bureau_and_is_kept(writer, redaction):
    message = MessageFactory(email="lea@exemple.invalid")
    assert message.subject in writer.get("/admin/").text
    change(writer, message, answer="Merci, c’est corrigé.", _send="1")
    message.refresh_from_db()
    assert (message.state, message.answered_by, message.handled_on) == ("traite", redaction, timezone.localdate())
    assert "Merci, c’est corrigé." in mail.outbox[0].body
    assert message.text in mail.outbox[0].body
    assert "Merci, c’est corrigé." in change(writer, message, answer="Autre", _send="1").text
    assert len(mail.outbox) == 1
    assert message.subject not in writer.get("/admin/").text


def test_an_answer_that_cannot_leave_is_kept_and_says_why(writer, settings):
    message = MessageFactory(email="lea@exemple.invalid")
    settings.EMAIL_BACKEND = "tests.portal.test_correspondence.Refusing"
    assert "n’est pas parti" in change(writer, message, answer="Merci.", _send="1").text
    message.refresh_from_db()
    assert (message.answer, message.answered_at, message.state) == ("Merci.", None, MessageState.RECEIVED)
    with pytest.raises(ValidationError, match="pas donné d’adresse"):
        send_answer(MessageFactory(answer="Merci."), by=None)


class Refusing:
    """A mail server that is down."""

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        """Refuse everyone."""
        raise OSError("connexion refusée")


def test_who_reads_messages(client, gestion):
    message = MessageFactory()
    client.force_login(gestion)
    assert client.get(f"/admin/portal/message/{message.pk}/change/").status_code == 403
    assert message.subject not in client.get("/admin/").text


def test_a_request_lands_among_those_to_decide_is_declined_with_a_reason_and_answered(
    client, clock, approver, approbation
):
    reader = StrictClient()
    assert send(reader, clock, VISIT).url == f"{VISIT}recue/"
    asked = DelegationRequest.objects.get()
    assert (asked.asked_by, asked.size, asked.decision, asked.axis) == (
        "Ville de Namur",
        6,
        RequestDecision.PENDING,
        None,
    )
    assert "cabinet@exemple.invalid" not in str(list(DelegationRequest.history.values()))
    assert "Neige et chaussées" in approver.get("/admin/").text
    with pytest.raises(ValidationError, match="Choisissez d’abord l’axe"):
        operations.accept(asked, by=approbation, today=dt.date(2026, 3, 2))
    operations.decline(asked, by=approbation, today=dt.date(2026, 3, 2), reason="Aucune place en mai.")
    message = asked.message
    address = f"/admin/portal/message/{message.pk}/change/"
    assert address in approver.get(f"/admin/missions/delegationrequest/{asked.pk}/change/").text
    page = approver.get(f"/admin/portal/message/{message.pk}/change/").text
    offered = re.search(r"<textarea name=\"answer\"[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    assert "Aucune place en mai." in offered
    change(approver, message, answer=offered, _send="1")
    assert "Aucune place en mai." in mail.outbox[0].body


def test_a_request_that_cannot_be_is_refused_beside_its_field(client, clock):
    axis = AxisFactory(published=True)
    draft = AxisFactory()
    answer = send(client, clock, VISIT, starts_on="2026-02-01", ends_on="2026-01-01", size="0", axis=draft.pk)
    assert {"starts_on", "size", "axis"} <= set(answer.context["form"].errors)
    assert draft.name not in answer.text
    assert send(client, clock, VISIT, axis=axis.pk).status_code == 302
    assert DelegationRequest.objects.get().axis == axis


def test_a_message_dealt_with_has_its_date_even_written_behind_its_back():
    message = MessageFactory(state=MessageState.HANDLED)
    assert message.handled_on == timezone.localdate()
    rows = Message.objects.filter(pk=message.pk)
    assert refused_by(lambda: rows.update(handled_on=None)) == "portal_message_handled_has_its_date"
    message.state = MessageState.IN_PROGRESS
    message.save()
    assert message.handled_on is None


def test_messages_are_erased_a_year_after_they_are_dealt_with(today):
    for days in (365, 366):
        MessageFactory(state=MessageState.HANDLED, handled_on=today - dt.timedelta(days=days))
    MessageFactory(received_at=timezone.now() - dt.timedelta(days=900))
    assert erase_messages(today) == 1
    assert Message.objects.count() == 2
