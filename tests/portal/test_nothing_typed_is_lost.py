"""A form that could not be saved comes back with what was typed: session over, opened again elsewhere, or left."""

import datetime as dt
import json

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from missions.models import Action
from portal.typed_words import rows_of_typing
from records.models import KeptTyping
from records.publication import operations
from records.publication.status import PublicationStatus
from records.publication.typed_forms import TYPIST, sign_typist
from tests.client import StrictClient
from tests.missions.factories import ActionFactory, MissionFactory, OutcomeFactory
from tests.portal.bureau import address
from tests.portal.proposals import Bureau
from tests.portal.typed import Form, typed

pytestmark = pytest.mark.django_db

SIGN_IN = reverse("admin:login")
PASSWORD = "Un mot de passe d’essai"
LONG = "Un long texte,\r\nen deux paragraphes, d’où l’œil ne perd rien.\r\n\r\n" * 40


@pytest.fixture
def writer(redaction):
    """Someone who writes, with a password."""
    redaction.set_password(PASSWORD)
    redaction.save()
    return redaction


@pytest.fixture
def browser(client, writer):
    """A browser in which this person signed in."""
    client.force_login(writer)
    return client


def fill(browser, action, **values):
    """Return what the browser sends of the form of an action, with a long text and a new row typed in it."""
    rows = {"outcomes": [{"position": "1", "text": "Une retombée « tapée »", "kind": "", "horizon": ""}]}
    return typed(browser.get(address(action)), "action_form", rows, description=LONG, **values)


def sign_in(browser, page, **values):
    """Send the sign-in page shown, filled in."""
    fields = Form(page.text, "login-form").fields | {"login": "redaction", "password": PASSWORD}
    fields |= {"_saisie": page.context["carried"], **values}
    return browser.post(SIGN_IN, fields)


def shown_in(response):
    """Return the fields of the form of an action that is shown."""
    return Form(response.text, "action_form").fields


def test_an_expired_session_loses_not_a_word(browser):
    action = ActionFactory(title="Visite")
    data = fill(browser, action, title="Visite du port")
    browser.logout()
    page = browser.post(address(action), data)
    assert page.status_code == 403
    assert "Rien de ce que vous avez tapé n’est perdu" in page.text
    back = sign_in(browser, page)
    assert back.status_code == 302
    form = browser.get(back.url)
    assert "rien n’en est encore enregistré" in form.text
    fields = shown_in(form)
    assert fields["title"] == ["Visite du port"]
    assert fields["description"].replace("\n", "\r\n").replace("\r\r", "\r") == LONG
    assert fields["outcomes-0-text"] == "Une retombée « tapée »"
    assert Action.objects.get().title == "Visite"
    assert browser.post(address(action), {**fields, "_save": ""}).status_code == 302
    action.refresh_from_db()
    assert (action.title, action.outcomes.get().text) == ("Visite du port", "Une retombée « tapée »")
    assert action.description.split() == LONG.split()
    assert not KeptTyping.objects.exists()


def test_a_new_record_comes_back_too(browser):
    add = reverse("admin:missions_action_add")
    data = typed(browser.get(add), "action_form", title="Visite toute neuve")
    browser.logout()
    back = sign_in(browser, browser.post(add, data))
    assert shown_in(browser.get(back.url))["title"] == ["Visite toute neuve"]
    assert not Action.objects.exists()


def test_a_wrong_password_carries_on_what_was_typed(browser):
    action = ActionFactory()
    data = fill(browser, action, title="Visite du port")
    browser.logout()
    page = sign_in(browser, browser.post(address(action), data), password="autre")
    assert page.status_code == 200
    assert json.loads(page.context["carried"])["sent"]["title"] == ["Visite du port"]
    assert shown_in(browser.get(sign_in(browser, page).url))["title"] == ["Visite du port"]


def test_someone_else_who_signs_in_does_not_see_it_and_it_is_kept(browser, approbation, writer):
    approbation.set_password(PASSWORD)
    approbation.save()
    action = ActionFactory()
    data = fill(browser, action, title="Visite du port")
    browser.logout()
    back = sign_in(browser, browser.post(address(action), data), login="approbation")
    page = browser.get(back.url)
    assert "d’une autre personne" in page.text
    assert "Visite du port" not in page.text
    browser.force_login(writer)
    assert "Vous aviez tapé ici sans enregistrer" in browser.get(address(action)).text


def test_what_says_falsely_whose_it_is_belongs_to_who_signs_in(browser, approbation):
    action = ActionFactory()
    data = fill(browser, action, **{TYPIST: sign_typist(approbation)[:-1] + "x"})
    browser.logout()
    sign_in(browser, browser.post(address(action), data))
    assert KeptTyping.objects.get().author.username == "redaction"


def test_a_session_opened_again_in_a_second_tab_brings_the_form_back(writer):
    browser = StrictClient(enforce_csrf_checks=True)
    browser.force_login(writer)
    action = ActionFactory()
    data = fill(browser, action, title="Visite du port")
    browser.cookies["csrftoken"] = "x" * 32
    back = browser.post(address(action), data)
    assert back.status_code == 302
    assert shown_in(browser.get(back.url))["title"] == ["Visite du port"]
    assert Action.objects.get().title != "Visite du port"


def test_signing_in_changes_the_token_of_forms_even_with_something_to_give_back(writer):
    browser = StrictClient()
    carried = json.dumps({"sent": {"title": ["Visite du port"]}, "typist": ""})
    for saisie in ("", carried):
        data = {"login": "redaction", "password": PASSWORD, "next": address(ActionFactory()), "_saisie": saisie}
        assert "csrftoken" in browser.post(SIGN_IN, data).cookies
        browser.logout()


def test_what_comes_from_elsewhere_is_neither_kept_nor_shown(writer):
    browser = StrictClient(enforce_csrf_checks=True)
    browser.force_login(writer)
    action = ActionFactory()
    data = fill(browser, action, title="Visite du port")
    page = browser.post(address(action), data, HTTP_ORIGIN="https://ailleurs.example")
    assert page.status_code == 403
    assert "ne semble pas venir" in page.text
    assert "Visite du port" not in page.text
    assert not KeptTyping.objects.exists()


def test_a_step_asked_with_an_old_token_is_confirmed(approbation):
    browser = StrictClient(enforce_csrf_checks=True)
    browser.force_login(approbation)
    page = browser.post(
        address(ActionFactory(), "publication"), {"_step": "send_back", "comment": "Préciser la source."}
    )
    assert page.status_code == 403
    assert "Préciser la source.</textarea>" in page.text
    assert "Envoyer de nouveau" in page.text


def test_a_step_asked_once_the_session_was_over_is_confirmed_too(browser, writer):
    action = operations.submit(ActionFactory(), by=writer)
    browser.logout()
    page = sign_in(browser, browser.post(address(action, "publication"), {"_step": "recall"}))
    assert "Envoyer de nouveau" in page.text
    assert 'name="_step" value="recall"' in page.text
    action.refresh_from_db()
    assert not action.is_draft


def test_a_character_that_no_database_stores_is_left_out(browser):
    action = ActionFactory()
    keep(browser, action, title="Visite\0du port")
    assert KeptTyping.objects.get().typed["title"] == ["Visitedu port"]


def test_no_password_is_ever_carried(browser, writer):
    User.objects.filter(pk=writer.pk).update(is_superuser=True)
    browser.logout()
    data = {"username": "nouvelle", "password1": "secret-tapé", "password2": "secret-tapé"}
    page = browser.post(reverse("admin:auth_user_add"), data)
    assert "nouvelle" in page.context["carried"]
    assert "secret-tapé" not in page.text
    given = sign_in(browser, page)
    assert given.status_code == 200
    assert 'name="username" value="nouvelle"' in given.text
    assert "secret-tapé" not in given.text


@pytest.mark.parametrize("carried", ["", "x", "[]", "{}", '{"sent": 3}', '{"sent": {}}', '{"sent": {"a": 1}}'])
def test_a_page_that_carries_nothing_readable_only_signs_in(client, writer, carried):
    data = {"login": "redaction", "password": PASSWORD, "next": "/admin/", "_saisie": carried}
    assert client.post(SIGN_IN, data).url == "/admin/"


def test_a_sign_in_page_that_waited_too_long_still_carries(writer):
    browser = StrictClient(enforce_csrf_checks=True)
    carried = json.dumps({"sent": {"title": ["Visite du port"]}, "typist": ""})
    data = {"login": "redaction", "password": PASSWORD, "next": address(ActionFactory()), "_saisie": carried}
    page = browser.post(SIGN_IN, data)
    assert page.context["carried"] == carried
    browser.force_login(writer)
    browser.cookies["csrftoken"] = "x" * 32
    assert shown_in(browser.get(browser.post(SIGN_IN, data).url))["title"] == ["Visite du port"]


def keep(browser, action, **values):
    """Send what the script of the form sends every half-minute."""
    return browser.post(f"{address(action)[: -len('change/')]}saisie/", fill(browser, action, **values))


def test_what_is_typed_is_kept_for_its_author_alone(browser, approbation, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 19, 30, tzinfo=dt.UTC))
    action = ActionFactory(title="Visite")
    browser.get(address(action))
    assert keep(browser, action, title="Visite du port").json() == {
        "words": "Gardé à 14\u00a0h\u00a030, pour vous seulement."
    }
    page = browser.get(address(action))
    assert "Vous aviez tapé ici sans enregistrer" in page.text
    assert "Visite du port" not in page.text
    assert shown_in(browser.get(address(action), {"reprendre": "oui"}))["title"] == ["Visite du port"]
    browser.force_login(approbation)
    assert "Vous aviez tapé" not in browser.get(address(action)).text
    assert "Visite du port" not in browser.get(address(action), {"reprendre": "oui"}).text


def test_what_is_kept_twice_is_kept_once_and_dropped_when_asked(browser):
    action = ActionFactory()
    keep(browser, action, title="Un")
    keep(browser, action, title="Deux")
    assert KeptTyping.objects.get().typed["title"] == ["Deux"]
    forget = f"{address(action)[: -len('change/')]}saisie/"
    assert "effacé pour de bon" in browser.post(forget, {"_oublier": "1"}).text
    assert KeptTyping.objects.exists()
    browser.post(forget, {"_oublier": "1", "_confirme": "1"})
    assert not KeptTyping.objects.exists()


def test_what_is_taken_up_shows_no_error_before_it_is_sent(browser):
    action = ActionFactory()
    OutcomeFactory(action=action)
    keep(browser, action, title="")
    page = browser.get(address(action), {"reprendre": "oui"})
    assert page.context["problems"] == []
    assert "errorlist" not in page.text


def test_nobody_keeps_what_they_may_not_write(client, gestion):
    client.force_login(gestion)
    action = ActionFactory()
    assert client.post(f"{address(action)[: -len('change/')]}saisie/", {"title": "x"}).status_code == 403
    assert not KeptTyping.objects.exists()


def test_what_may_no_longer_be_written_is_given_back_to_copy(browser):
    action = ActionFactory()
    data = fill(browser, action)
    Action.objects.filter(pk=action.pk).update(status=PublicationStatus.REVIEW)
    page = browser.post(address(action), data)
    assert page.status_code == 403
    assert "d’où l’œil ne perd rien." in page.text
    assert "Ce que vous aviez tapé" in page.text


SENT = [
    ("admin:missions_mission_change", "change_reason", "Raison du changement en ligne"),
    ("admin:missions_mission_change", "objectives-1-text", "Objectif 2, Objectif"),
    ("admin:missions_mission_change", "outcomes-0-text", "Retombée 1, Retombée"),
    ("admin:missions_mission_change", "legs-9-leaves_at_1", "Trajet 10, Départ, heure"),
    ("admin:missions_mission_change", "outcomes-0-mission", None),
    ("admin:missions_mission_change", "outcomes-0-id", None),
    ("admin:missions_mission_change", "outcomes-__prefix__-position", None),
    ("admin:partners_partner_change", "confirmed", None),
    ("admin:partners_partner_exchange", "exchange-text", "Quoi"),
    ("admin:missions_action_share", "name", "Pour qui"),
    ("admin:missions_action_publication", "comment", "Ce qui est à revoir"),
    ("admin:missions_action_changelist", "change_reason", "Raison du changement en ligne"),
    ("admin:missions_action_changelist", "action", None),
    ("admin:notices", "rhythm", "Recevoir les avis"),
    ("admin:saved_view", "name", "Nom"),
    ("admin:people", "who", "Nom, adresse électronique ou numéro de téléphone"),
    ("portal:subscribe", "rhythm", "À quel rythme"),
    ("portal:write", "email", "Votre adresse électronique (facultative)"),
    ("portal:home", "name", "Autre texte"),
]


@pytest.mark.parametrize(("page", "name", "words"), SENT, ids=str)
def test_what_is_given_back_bears_the_words_of_its_own_form(page, name, words):
    has_key = page.endswith(("_change", "_exchange", "_share", "_publication", "saved_view"))
    found = rows_of_typing({name: ["tapé"]}, reverse(page, args=[1] if has_key else []) + "?de=/")
    assert found == ([(words, "tapé")] if words else [])


def test_a_form_of_too_many_fields_is_refused_in_words_and_given_back(browser, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    page = browser.post(
        address(ActionFactory()),
        "&".join(f"outcomes-{rank}-text=Rang+{rank}" for rank in range(20)),
        content_type="application/x-www-form-urlencoded",
    )
    assert page.status_code == 400
    assert "trop de champs" in page.text
    assert "Rang 19</textarea>" in page.text


def test_a_form_too_long_is_refused_in_words_and_given_back(browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = "title=" + "long " * 50
    page = browser.post(address(ActionFactory()), body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 413
    assert "est trop long" in page.text
    assert "long long" in page.text


REFUSALS = {"DATA_UPLOAD_MAX_NUMBER_FIELDS": (10, 400), "DATA_UPLOAD_MAX_MEMORY_SIZE": (200_000, 413)}


@pytest.mark.parametrize("limit", REFUSALS)
def test_a_form_with_files_is_given_back_whole_too(browser, settings, limit):
    most, status = REFUSALS[limit]
    setattr(settings, limit, most)
    rows = {f"outcomes-{rank}-text": f"Rang {rank} – {'é' * 4000}" for rank in range(30)}
    file = SimpleUploadedFile("rapport.pdf", b"%PDF-" + b"x" * 100_000)
    page = browser.post(address(ActionFactory()), {"documents-0-upload": file, **rows})
    assert page.status_code == status
    assert page.text.count(f"{'é' * 4000}</textarea>") == 30
    assert "Retombée 30, Retombée" in page.text
    assert "%PDF" not in page.text


def test_strangers_are_given_nothing_back(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    page = client.post("/admin/", "title=" + "long " * 50, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 413
    assert "long long" not in page.text
    assert "«\u00a0Précédent\u00a0»" in page.text


def test_a_form_of_five_thousand_fields_is_read(browser):
    action = ActionFactory()
    data = fill(browser, action, title="Visite du port") | {f"champ-{rank}": "x" for rank in range(5000)}
    assert browser.post(address(action), data).status_code == 302
    action.refresh_from_db()
    assert action.title == "Visite du port"


def test_what_was_kept_of_a_proposal_goes_once_it_is_proposed(redaction):
    desk = Bureau(redaction, MissionFactory(published=True, title="Namur"))
    shown = desk.open()
    form = typed(shown, "mission_form", title="Namur et Liège")
    keep = reverse("admin:missions_mission_change_typing", args=[desk.record.pk])
    desk.client.post(keep, form)
    assert "Vous aviez tapé ici sans enregistrer" in desk.open().text
    desk.client.post(address(desk.record), form)
    desk.client.post(keep, form)  # sent before, come after
    assert "Vous aviez tapé ici sans enregistrer" not in desk.open().text
