"""The lists of the bureau: what they tell of each row, and what finds and narrows them."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from partners.models import Partner
from records.admin.tied_lists import RecordFilter
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory, MissionPartnerFactory
from tests.partners.factories import AgreementFactory, ExchangeFactory, GiftFactory, PartnerFactory
from tests.portal.bureau import address

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


def test_a_list_leaves_unread_what_it_does_not_show(approver, django_assert_max_num_queries):
    ActionFactory()
    with django_assert_max_num_queries(40) as asked:
        page = approver.get(reverse("admin:missions_action_changelist"))
    [row] = page.context["cl"].result_list
    unread = {"search_text", "record_hash", "english_written_for", "outdated_english"}
    assert row.get_deferred_fields() == unread
    [told] = [each["sql"] for each in asked if "historicalaction" in each["sql"] and "history_date" in each["sql"]]
    assert "description" not in told


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


def test_a_record_leads_to_the_lists_of_what_is_tied_to_it_which_say_its_name(approver):
    partner, other = PartnerFactory(name="Namur"), PartnerFactory(name="Hué")
    led = ActionFactory(title="Menée", lead_partner=partner)
    shared = ActionPartnerFactory(action__title="Partagée", action__lead_partner=other, partner=partner).action
    mission = MissionPartnerFactory(mission__title="Visite", partner=partner).mission
    led.mission = mission
    led.save()
    AgreementFactory(title="Pacte", partners=[partner, other])
    AgreementFactory(title="Autre", partners=[other])
    GiftFactory.create_batch(2, partner=partner)
    links = re.search(r'<nav class="parts".*?</nav>', approver.get(address(partner)).text, re.DOTALL)[0]
    words = [unescape(each) for each in re.findall(r">([^<>]+)</a>", links)]
    assert words == [
        "Ententes (1)",
        "Cadeaux (2)",
        "Actions, partenaire principal (1)",
        "Actions, autre partenaire (1)",
        "Missions (1)",
    ]
    for link, said in zip(re.findall(r'href="([^"]+)"', links), words, strict=True):
        shown_there = approver.get(unescape(link)).context["cl"]
        assert shown_there.result_count == int(said[-2])
        narrowed = [spec for spec in shown_there.filter_specs if isinstance(spec, RecordFilter)]
        assert [spec.lookup_choices for spec in narrowed] == [[(str(partner.pk), "Namur")]]
    assert shown(approver, "missions_action", partenaire=partner.pk) == [str(shared)]
    assert shown(approver, "missions_action", mission=mission.pk) == ["Menée"]
    assert "Actions (1)" in approver.get(address(mission)).text
    for unknown in ("x", "9" * 30, "0", "' OR 1=1"):
        page = approver.get(reverse("admin:missions_action_changelist"), {"principal": unknown})
        assert page.context["cl"].result_count == 0
        assert "fiche inconnue" in page.text


def test_actions_and_missions_narrow_to_each_who_is_responsible(approver, approbation, redaction):
    ActionFactory(title="Mienne", owner=approbation)
    ActionFactory(title="Sienne", owner=redaction)
    ActionFactory(title="De personne")
    MissionFactory(title="Voyage", owner=redaction)
    asked = {"moi": ["Mienne"], "personne": ["De personne"], str(redaction.pk): ["Sienne"]}
    assert {value: shown(approver, "missions_action", responsable=value) for value in asked} == asked
    assert len(shown(approver, "missions_action", responsable="x")) == 3
    assert shown(approver, "missions_mission", responsable=redaction.pk) == ["Voyage"]
    assert ">redaction</a>" in approver.get(reverse("admin:missions_mission_changelist")).text


@pytest.mark.parametrize(
    ("model", "none"),
    [
        ("missions_mission", {"sans axe", "sans thème"}),
        ("missions_delegationrequest", {"sans axe", "sans thème"}),
        ("partners_exchange", {"personne"}),
    ],
)
def test_a_filter_says_in_words_what_has_none(admin_client, admin_user, model, none):
    MissionFactory().themes.add(ThemeFactory())
    AxisFactory()
    ExchangeFactory(owner=admin_user, follow_up="Écrire")
    ExchangeFactory(owner=None)
    filters = admin_client.get(reverse(f"admin:{model}_changelist")).context["cl"]
    offered = {choice["display"] for each in filters.filter_specs for choice in each.choices(filters)}
    assert offered >= none
    assert "-" not in offered
