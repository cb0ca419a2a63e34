"""What the site does while its database or its shared cache is away."""

import pytest
from django.core.cache import cache
from django.db import InterfaceError, OperationalError

from partners.models import Partner
from portal.models import Message
from portal.public_forms.tokens import SOONEST
from tests.missions.factories import MissionFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address, partner_form
from tests.portal.drivers import DriverError
from tests.portal.typed import typed


def refusing(error, sqlstate=None):
    """Return what raises, when asked for rows, `error` caused by a driver's."""

    def refuse(*_args, **_kwargs):
        raise error("connection to secret-host refused") from DriverError(sqlstate)

    return refuse


@pytest.mark.parametrize(
    ("error", "sqlstate"), [(OperationalError, None), (InterfaceError, None), (OperationalError, "57P03")]
)
def test_without_its_database_the_site_says_when_to_ask_again(client, monkeypatch, caplog, error, sqlstate):
    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", refusing(error, sqlstate))
    for page in ("/plan-du-site/", "/api/v1/missions/"):
        answer = client.get(page)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert b"secret-host" not in answer.content
    assert "Traceback" not in caplog.text


def test_a_statement_that_the_database_refuses_is_our_fault(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", refusing(OperationalError, "40P01"))
    assert client.get("/plan-du-site/").status_code == 500


@pytest.mark.django_db
def test_without_its_database_the_site_gives_back_what_somebody_wrote(client, monkeypatch, time_machine):
    time_machine.move_to("2026-03-02T17:00:00Z", tick=False)
    token = client.get("/ecrire/").context["form"].fresh_token
    time_machine.shift(SOONEST + 1)
    monkeypatch.setattr("django.db.models.query.QuerySet.create", refusing(OperationalError))
    sent = {"jeton": token, "subject": "Une erreur", "text": "La date est fausse.", "email": "", "de": "/missions/"}
    page = client.post("/ecrire/", sent)
    assert page.status_code == 503
    assert [label for label, _text in page.context["shown"]] == ["Objet", "Message"]
    assert ">La date est fausse.</textarea>" in page.content.decode()


@pytest.fixture
def without_cache(monkeypatch):
    """Have the shared cache refuse, as its driver does once its server is gone."""

    def refuse(*_args, **_kwargs):
        raise ConnectionError("no server")

    for verb in ("get", "set", "add", "incr", "delete", "get_many", "set_many"):
        monkeypatch.setattr(cache, verb, refuse)


@pytest.mark.django_db
def test_without_the_shared_cache_a_message_is_kept(client, without_cache, time_machine):
    time_machine.move_to("2026-03-02T17:00:00Z", tick=False)
    token = client.get("/ecrire/").context["form"].fresh_token
    time_machine.shift(SOONEST + 1)
    sent = {"jeton": token, "subject": "Une erreur", "text": "La date est fausse.", "email": ""}
    assert client.post("/ecrire/", sent).status_code == 302
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_without_the_shared_cache_the_bureau_saves_and_keeps_what_is_typed(writer, without_cache):
    mission = MissionFactory()
    form = typed(writer.get(address(mission)), "mission_form") | {"title": "Autre titre"}
    assert writer.post(f"{address(mission)}saisie/".replace("change/saisie", "saisie"), form).status_code == 200
    assert writer.post(address(mission), form).status_code == 302
    mission.refresh_from_db()
    assert mission.title == "Autre titre"


@pytest.mark.parametrize(("deadlocks", "status"), [(1, 302), (2, 500)])
def test_what_is_sent_as_somebody_else_writes_is_tried_once_more(approver, monkeypatch, deadlocks, status):
    approver.raise_request_exception = False
    partner = PartnerFactory(name="Namur")
    data = partner_form(name="Namur (Wallonie)")
    save, refused = Partner.save, []

    def save_unless_refused(*args, **kwargs):
        if len(refused) < deadlocks:
            refused.append(1)
            refusing(OperationalError, "40P01")()
        return save(*args, **kwargs)

    monkeypatch.setattr(Partner, "save", save_unless_refused)
    assert approver.post(address(partner), data).status_code == status
    partner.refresh_from_db()
    assert partner.name == ("Namur (Wallonie)" if status == 302 else "Namur")
