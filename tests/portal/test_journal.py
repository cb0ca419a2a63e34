"""The journal of the bureau: what is written in it, from where, who reads it, and that nobody changes it."""

import datetime as dt
import json
import logging
import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from gunicorn.config import Config

from portal.accounts.throttle import LIMITS
from portal.journal.lines import JsonFormatter, ReaderLogger, WithoutSecrets
from portal.journal.writing import note_event
from portal.models import JOURNAL_ADDRESS_KEPT, JournalEntry, JournalEvent
from tests.house.code import ROOT
from tests.missions.factories import ActionFactory, MissionFactory, MissionPartnerFactory
from tests.partners.factories import ContactFactory, PartnerFactory
from tests.portal.bureau import address
from tests.portal.doors import PASSWORD, WRONG, send
from tests.portal.proposals import Bureau
from tests.portal.routes import every_route

pytestmark = pytest.mark.django_db

FREE = LIMITS["account"].free


def written():
    """Return the (event, person, what) of each entry (a list), the first one first."""
    return list(JournalEntry.objects.order_by("pk").values_list("event", "person", "what"))


def events():
    """Return the events written (a list), the first one first."""
    return [JournalEvent(event) for event, _person, _what in written()]


def test_coming_in_failing_waiting_and_going_out_are_written(client, colleague):
    for password in [WRONG] * FREE:
        send(client, password=password)
    assert events() == [JournalEvent.FAILED] * FREE + [JournalEvent.LOCKED]
    send(client)
    assert len(events()) == FREE + 1
    send(client, "inconnu", address="203.0.113.10")
    assert written()[-1] == ("echec", "", "")


def test_who_came_in_and_from_where_is_written(client, colleague, settings):
    settings.PROXIES = 1
    client.post(
        reverse("account_login"),
        {"login": "redaction", "password": PASSWORD},
        HTTP_X_FORWARDED_FOR="10.0.0.1, 203.0.113.9",
        REMOTE_ADDR="192.0.2.1",
    )
    client.post(reverse("account_logout"))
    assert [(each.event, each.person, each.network) for each in JournalEntry.objects.order_by("pk")] == [
        ("entree", "redaction", "203.0.113.9"),
        ("sortie", "redaction", "127.0.0.1"),
    ]


def test_what_is_typed_in_the_place_of_a_name_is_not_kept(client, colleague):
    send(client, PASSWORD, "x")
    assert PASSWORD not in str(list(JournalEntry.objects.values()))


def test_reading_and_taking_away_contacts_is_written(client, approbation, gestion):
    partner, other = ContactFactory().partner, PartnerFactory()
    mission = MissionPartnerFactory(partner=partner).mission
    alone = MissionFactory()
    asked = [
        address(other),
        address(partner),
        reverse("admin:partners_partner_contacts_csv"),
        reverse("admin:partners_partner_lignes_csv"),
        reverse("admin:missions_mission_document", args=[alone.pk, "cahier-a-imprimer"]),
        reverse("admin:missions_mission_document", args=[mission.pk, "cahier-a-imprimer"]),
    ]
    client.force_login(approbation)
    assert [client.get(url).status_code for url in asked] == [200] * 6
    assert events() == [
        JournalEvent.CONTACTS_READ,
        JournalEvent.CONTACTS_EXPORTED,
        JournalEvent.EXPORTED,
        JournalEvent.CONTACTS_READ,
    ]
    assert written()[0] == ("contacts_lus", "approbation", f"partenaire {partner.pk}")
    client.force_login(gestion)
    assert client.get(address(partner)).status_code == 200
    assert client.get(asked[2]).status_code == 403
    assert events()[4:] == [JournalEvent.REFUSED]


def test_what_is_put_online_withdrawn_and_deleted_is_written(client, approbation):
    client.force_login(approbation)
    partner, gone = PartnerFactory(name="Port de Namur"), PartnerFactory()
    steps = reverse("admin:partners_partner_publication", args=[partner.pk])
    for step in ("publish", "withdraw"):
        client.post(steps, {"step": step, "_step": step}, follow=True)
    client.post(reverse("admin:partners_partner_delete", args=[gone.pk]), {"post": "yes"})
    assert [event for event in events() if event != JournalEvent.CONTACTS_READ] == [
        JournalEvent.PUBLISHED,
        JournalEvent.WITHDRAWN,
        JournalEvent.DELETED,
    ]
    assert written()[0][2] == "Port de Namur"
    assert written()[-1][2] == f"partenaire {gone.pk}"


def test_what_is_imported_restored_and_changed_online_is_written(client, approbation, redaction):
    client.force_login(approbation)
    gone, shown = PartnerFactory(), ActionFactory(published=True, title="Lyon")
    client.post(reverse("admin:partners_partner_delete", args=[gone.pk]), {"post": "yes"})
    client.post(reverse("admin:partners_partner_restore", args=[gone.pk]))
    assert Bureau(approbation, shown).write(title="Grenoble", change_reason="Coquille signalée").status_code == 302
    kept = [(event, what) for event, _person, what in written() if event not in ("contacts_lus", "suppression")]
    assert kept == [
        ("retablissement", f"partenaire {gone.pk}"),
        ("change_en_ligne", "Grenoble\u00a0: Coquille signalée"),
    ]


def test_a_role_that_changes_is_written_with_what_it_becomes(client, colleague):
    client.force_login(User.objects.create_superuser("comptes", "comptes@exemple.invalid"))
    page = reverse("admin:auth_user_change", args=[colleague.pk])
    data = {"username": "redaction", "email": colleague.email, "is_active": "on"}
    for groups in ([Group.objects.get(name="Approbation").pk], [Group.objects.get(name="Approbation").pk]):
        client.post(page, {**data, "groups": groups})
    client.post(page, {**data, "groups": [], "is_active": ""})
    assert written() == [
        ("role", "comptes", "redaction\u00a0: Approbation"),
        ("role", "comptes", "redaction\u00a0: compte fermé"),
    ]


def test_managers_read_it_filter_it_and_take_it_away_and_nobody_edits_it(client, gestion, approbation):
    note_event(JournalEvent.SIGNED_IN, "redaction")
    note_event(JournalEvent.FAILED, "approbation")
    listed = reverse("admin:portal_journalentry_changelist")
    client.force_login(gestion)
    assert "redaction" not in client.get(listed, {"event": "echec"}).text
    page = client.get(listed).text
    assert "redaction" in page
    taken = client.get(reverse("admin:portal_journalentry_lignes_csv")).getvalue().decode()
    assert "approbation" in taken
    assert re.search(r"\d\d:\d\d:\d\d", taken)
    one = JournalEntry.objects.first()
    for name in ("change", "delete"):
        url = reverse(f"admin:portal_journalentry_{name}", args=[one.pk])
        assert client.post(url, {"post": "yes", "person": "autre"}).status_code == 403
    client.force_login(approbation)
    assert client.get(listed).status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: JournalEntry.objects.update(person="autre"),
        lambda entry: JournalEntry.objects.all().delete(),
    ],
    ids=["save", "delete", "update", "delete all"],
)
def test_an_entry_is_written_once(change):
    note_event(JournalEvent.SIGNED_IN, "redaction")
    with pytest.raises(PermissionDenied):
        change(JournalEntry.objects.get())
    assert JournalEntry.objects.get().person == "redaction"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE portal_journalentry SET person = 'autre'",
        "UPDATE portal_journalentry SET network = '203.0.113.1'",
        "UPDATE portal_journalentry SET network = NULL, person = 'autre'",
        "DELETE FROM portal_journalentry",
    ],
)
def test_the_database_refuses_too(sql):
    note_event(JournalEvent.SIGNED_IN, "redaction")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_addresses_are_kept_for_ninety_days(client, colleague, today):
    send(client)
    (entry,) = JournalEntry.objects.all()
    day = entry.at.date() + JOURNAL_ADDRESS_KEPT
    assert JournalEntry.objects.erase_addresses(day - dt.timedelta(days=2)) == 0
    assert JournalEntry.objects.erase_addresses(day + dt.timedelta(days=1)) == 1
    assert JournalEntry.objects.get().network is None
    assert JournalEntry.objects.get().person == "redaction"


def test_a_failure_is_a_line_of_the_logs_that_names_nobody(client, colleague, caplog):
    with caplog.at_level(logging.WARNING, "portal.journal.writing"):
        send(client)
    (line,) = caplog.records
    assert "event=echec address=203.0.113.9 account=" in line.getMessage()
    assert "redaction" not in line.getMessage()
    told = json.loads(JsonFormatter().format(line))
    assert (told["event"], told["address"], told["level"]) == ("echec", "203.0.113.9", "WARNING")


def test_a_line_as_json_holds_its_trace_and_the_number_of_the_request():
    try:
        raise ValueError("ça ne va pas")
    except ValueError as error:
        record = logging.LogRecord("essai", logging.ERROR, "", 1, "Fini\n%s", ("là",), (ValueError, error, None))
    line = JsonFormatter().format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert told["message"] == "Fini\nlà"
    assert "ça ne va pas" in told["trace"]
    assert told["request"] == ""


def opening_addresses():
    """Return the addresses that open something to whoever has them (a list), with one secret."""
    routes = [each for each in every_route() if {"secret", "signed"} & {name for _kind, name in each.arguments}]
    addresses = [each.address(language, "AbC-1:x_2") for each in routes for language in each.prefixes]
    return [*addresses, reverse("account_reset_password_from_key", args=["3", "AbC-1:x_2"])]


def test_neither_log_of_the_proxy_tells_an_address_that_opens_something():
    shipped = (ROOT / "config/production/nginx.conf").read_text(encoding="utf-8")
    cut = re.search(r'"~(\^\(\?<told>\S+)" "\$told-"', shipped)[1].replace("?<told>", "?P<told>")
    silent = re.search(r"location ~ (\S+) \{\n\s+error_log /dev/null;", shipped)[1]
    assert [each for each in opening_addresses() if not re.match(cut, each) or not re.match(silent, each)] == []


def test_no_log_tells_an_address_that_opens_something():
    addresses = opening_addresses()
    assert len(addresses) == 8
    logger = ReaderLogger(Config())
    for told_by in addresses:
        record = logging.LogRecord("essai", logging.WARNING, "", 1, "Conflict: %s", (told_by,), None)
        assert WithoutSecrets().filter(record)
        environ = {"REQUEST_METHOD": "GET", "RAW_URI": f"{told_by}?a=1", "SERVER_PROTOCOL": "HTTP/1.1"}
        environ |= {"PATH_INFO": told_by, "HTTP_REFERER": f"https://portail.invalid{told_by}"}
        atoms = logger.atoms(SimpleNamespace(status=200, headers=[], sent=1), {}, environ, dt.timedelta())
        told = (record.getMessage(), atoms["r"], atoms["U"], atoms["f"])
        assert not [each for each in told if "x_2" in each], told
        assert atoms["r"].endswith("/?a=1 HTTP/1.1") or atoms["r"].endswith("…?a=1 HTTP/1.1")
