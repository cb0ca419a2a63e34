"""The lists of the bureau as files: the rows shown, drafts among them, and what only some may read."""

import csv
import io
import json

import pytest
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import items_for_result
from django.urls import reverse
from openpyxl import load_workbook

from records.admin import FilesAdmin
from records.listing.formats import FORMATS
from tests.missions.factories import ActionFactory, MissionFactory
from tests.partners.factories import AgreementFactory, ContactFactory, PartnerFactory

pytestmark = pytest.mark.django_db
PUBLISHED = {
    "missions_action": ActionFactory,
    "missions_mission": MissionFactory,
    "partners_partner": PartnerFactory,
    "partners_agreement": AgreementFactory,
}


def address(route, kind="json", name="lignes"):
    return reverse(f"admin:{route}_{name}_{kind}")


def rows(client, url):
    return json.loads(client.get(url).getvalue())


@pytest.mark.parametrize(("route", "make"), PUBLISHED.items(), ids=PUBLISHED)
def test_a_list_gives_the_rows_it_shows_with_drafts_and_internal_columns(client, gestion, route, make):
    client.force_login(gestion)
    draft = make(editor_note="=Canari")
    make(published=True)
    [row] = rows(client, f"{address(route)}?status__exact=draft")
    assert str(draft) in row.values()
    assert (row["publication"], row["note_du_bureau"]) == ("brouillon", "=Canari")
    assert len(rows(client, address(route))) == type(draft).objects.count()
    response = client.get(f"{address(route, 'csv')}?status__exact=draft")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    [line] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline=""))
    assert line["note_du_bureau"] == "'=Canari"
    public = client.get(f"/{type(draft)._meta.verbose_name_plural}.json")
    client.logout()
    assert client.get(address(route)).status_code == 302
    anonymous = client.get(public.request["PATH_INFO"]).getvalue().decode()
    assert "note_du_bureau" not in anonymous
    assert "Canari" not in anonymous


def test_a_sheet_tells_the_choices_of_the_list(client, gestion):
    client.force_login(gestion)
    content = client.get(f"{address('missions_action', 'xlsx')}?status__exact=draft&q=mot").getvalue()
    about = load_workbook(io.BytesIO(content)).worksheets[1]
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    assert (told["Recherche"], told["Publication"]) == ("mot", "brouillon")
    assert told["Adresse"] == "http://testserver/admin/missions/action/?status__exact=draft&q=mot"


def test_contacts_are_for_those_who_may_read_them(client, gestion, redaction):
    contact = ContactFactory(name="Prénom Nom")
    url = address("partners_partner", name="contacts")
    for person, status in ((gestion, 403), (redaction, 200)):
        client.force_login(person)
        page = client.get(reverse("admin:partners_partner_changelist")).content.decode()
        response = client.get(url)
        assert response.status_code == status
        assert (url in page) == (status == 200)
    [row] = json.loads(response.getvalue())
    assert (row["nom"], row["partenaire"]) == (contact.name, contact.partner.name)
    other = f"{url}?q={PartnerFactory(name='Sans contact').name}"
    assert rows(client, other) == []


def test_every_list_of_the_bureau_is_given_in_every_format(admin_client, record):
    lists = [each for each in admin.site._registry.values() if isinstance(each, FilesAdmin)]
    assert len(lists) > 10
    for page in lists:
        route = f"{page.opts.app_label}_{page.opts.model_name}"
        for kind in FORMATS:
            assert admin_client.get(address(route, kind)).getvalue(), (route, kind)
        # The journal notes that it is taken away, once it is.
        kept = page.model.objects.count()
        assert len(rows(admin_client, address(route))) == kept


def test_a_list_writes_its_rows_as_the_library_does(rf, admin_user, record):
    ContactFactory(name="<Nom>")
    MissionFactory()
    request, told = rf.get("/", {"o": "-1"}), 0
    request.user = admin_user
    for page in (each for each in admin.site._registry.values() if isinstance(each, FilesAdmin)):
        shown = page.get_changelist_instance(request)
        expected = ["".join(items_for_result(shown, row, None)) for row in shown.result_list]
        assert ["".join(row) for row in shown.rows] == expected, page.model
        told += bool(expected)
    assert told > 10
