"""The lists of the bureau: what they tell of each row, and what finds and narrows them."""

import datetime as dt

import pytest
from django.urls import reverse

from partners.models import Partner
from tests.missions.factories import MissionFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver(client, approbation):
    """Who approves, signed in."""
    client.force_login(approbation)
    return client


def shown(client, model, **query):
    """Return the names of the rows that the list of `model` ("app_model") shows, in its order."""
    page = client.get(reverse(f"admin:{model}_changelist"), query)
    return [str(row) for row in page.context["cl"].result_list]


def test_a_list_says_when_each_row_last_changed_and_by_whom_and_is_sorted_by_it(approver, approbation, time_machine):
    time_machine.move_to("2026-03-02T15:00:00Z")
    changed = PartnerFactory(name="Bordeaux")
    time_machine.move_to("2026-03-03T03:00:00Z")
    PartnerFactory(name="Namur")
    time_machine.move_to("2026-03-05T15:00:00Z")
    changed._history_user = approbation
    changed.save()
    Partner.objects.bulk_create([Partner(name="Amalfi", slug="amalfi", search_text="amalfi", country="IT")])
    listing = reverse("admin:partners_partner_changelist")
    columns = approver.get(listing).context["cl"].list_display
    rank = columns.index("changed")
    page = approver.get(listing, {"o": f"-{rank}.1"})
    rows = {str(row): row for row in page.context["cl"].result_list}
    admin = page.context["cl"].model_admin
    assert {name: admin.changed(row) for name, row in rows.items()} == {
        "Bordeaux": "2026-03-05, approbation",
        "Namur": "2026-03-02, hors du bureau",
        "Amalfi": "",
    }
    assert [name for name in rows if name != "Amalfi"] == ["Bordeaux", "Namur"]
    assert [name for name in shown(approver, "partners_partner", o=str(rank)) if name != "Amalfi"] == [
        "Namur",
        "Bordeaux",
    ]


@pytest.mark.parametrize(
    "typed",
    ["m-2025-01", "M–2025–01", " mission-a-namur", "https://portail.example/missions/mission-a-namur/", "m01", "NAMUR"],
)
def test_a_record_is_found_by_its_words_its_reference_its_address_or_its_line(approver, typed):
    MissionFactory(
        title="Mission à Namur",
        slug="mission-a-namur",
        record_id="M01",
        published=True,
        starts_on=dt.date(2025, 5, 1),
        date_precision="jour",
    )
    MissionFactory(title="Mission à Hué", record_id="M02")
    assert shown(approver, "missions_mission", q=typed) == ["Mission à Namur"]
