"""The amounts of a mission, as the bureau records and corrects them."""

import pytest
from django.urls import reverse

from missions.models import CostFact, CostType, ScopeCode
from tests.missions.factories import CostFactFactory, MissionFactory, ParticipantFactory
from tests.portal.bureau import address
from tests.portal.sent_forms import as_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong():
    """A published amount, false."""
    return CostFactFactory(
        mission__published=True, amount=10700, fact_type=CostType.DECLARED, scope_code=ScopeCode.DELEGATION
    )


def costs_of(response):
    return next(each.formset for each in response.context["inline_admin_formsets"] if each.opts.model is CostFact)


def test_what_a_published_amount_states_is_shown_and_stays(approver, wrong):
    page = approver.get(address(wrong.mission))
    form = costs_of(page).forms[0]
    fixed = {name for name, field in form.fields.items() if field.disabled}
    assert fixed == set(CostFact.final) - {"mission"}
    assert "Ce qui est publié ne change pas." in page.text
    assert "costs-0-DELETE" not in page.text
    data = as_sent(page) | {
        "costs-0-amount": "1",
        "costs-0-note": "Relu.",
        "costs-0-scope_en": "All",
        "costs-0-DELETE": "on",
    }
    assert approver.post(address(wrong.mission), data).status_code == 302
    wrong.refresh_from_db()
    assert (wrong.amount, wrong.note, wrong.scope_en) == (10700, "Relu.", "All")


def test_an_amount_edited_here_is_marked_and_the_others_are_not(approver, wrong):
    other = CostFactFactory(mission=wrong.mission)
    data = as_sent(approver.get(address(wrong.mission)))
    number = [form.instance for form in costs_of(approver.get(address(wrong.mission))).forms].index(wrong)
    approver.post(address(wrong.mission), data | {f"costs-{number}-note": "Relu."})
    wrong.refresh_from_db()
    other.refresh_from_db()
    assert (wrong.edited_at is not None, other.edited_at) == (True, None)


def test_an_amount_never_put_online_is_edited_and_deleted_freely(approver):
    cost = CostFactFactory()
    page = approver.get(address(cost.mission))
    assert "Corriger ce montant" not in page.text
    approver.post(address(cost.mission), as_sent(page) | {"costs-0-amount": "12,50"})
    cost.refresh_from_db()
    assert str(cost.amount) == "12.50"
    approver.post(address(cost.mission), as_sent(approver.get(address(cost.mission))) | {"costs-0-DELETE": "on"})
    assert not CostFact.objects.exists()


def test_a_correction_begins_like_what_it_corrects(approver, wrong):
    page = approver.get(address(wrong.mission))
    link = f"{address(wrong.mission)}?corrige={wrong.pk}"
    assert f'href="{link}"' in page.text
    page = approver.get(link)
    data = as_sent(page)
    begun = {name: data.get(f"costs-1-{name}") for name in ("corrects", "fact_type", "scope_code", "amount")}
    assert begun == {"corrects": str(wrong.pk), "fact_type": "declare", "scope_code": "delegation", "amount": None}
    data |= {"costs-1-amount": "12979", "costs-1-correction_reason": "Facture reçue après coup"}
    assert approver.post(link, data).status_code == 302
    right = CostFact.objects.get(corrects=wrong)
    assert (right.amount, right.mission, right.scope_code) == (12979, wrong.mission, "delegation")
    page = approver.get(link)
    assert "Un autre montant corrige celui-ci." in page.text
    assert len(costs_of(page).extra_forms) == 0


def test_a_correction_left_empty_writes_nothing(approver, wrong):
    link = f"{address(wrong.mission)}?corrige={wrong.pk}"
    assert approver.post(link, as_sent(approver.get(link))).status_code == 302
    assert CostFact.objects.count() == 1


def test_a_correction_without_its_reason_is_refused_beside_the_field_and_nothing_typed_is_lost(approver, wrong):
    link = f"{address(wrong.mission)}?corrige={wrong.pk}"
    page = approver.post(link, as_sent(approver.get(link)) | {"costs-1-amount": "12979"})
    assert "Une correction dit pourquoi" in str(costs_of(page).forms[1].errors["correction_reason"])
    assert costs_of(page).forms[1]["amount"].value() == "12979"
    assert CostFact.objects.count() == 1


@pytest.mark.parametrize("asked", ["0", "x", "", "999999"])
def test_an_address_that_asks_to_correct_nothing_known_opens_the_form(approver, wrong, asked):
    page = approver.get(address(wrong.mission), {"corrige": asked})
    assert len(costs_of(page).extra_forms) == 0


def test_an_amount_of_another_mission_is_not_offered_to_correct(approver, wrong):
    other = CostFactFactory(mission__published=True)
    page = approver.get(address(wrong.mission), {"corrige": other.pk})
    assert len(costs_of(page).extra_forms) == 0


def test_only_people_of_the_mission_are_offered(approver, wrong):
    ours = ParticipantFactory(mission=wrong.mission, function="Maire")
    ParticipantFactory(function="Ailleurs")
    field = costs_of(approver.get(address(wrong.mission))).forms[0].fields["participant"]
    assert list(field.queryset) == [ours]
    assert list(field.choices) == [("", "---------"), (ours.pk, "Maire")]


def test_who_only_reads_is_not_offered_to_correct(client, gestion, wrong):
    client.force_login(gestion)
    page = client.get(address(wrong.mission), {"corrige": wrong.pk})
    assert page.status_code == 200
    assert "Corriger ce montant" not in page.text


def test_a_first_form_offers_no_amount_to_correct(approver):
    MissionFactory()
    assert approver.get(reverse("admin:missions_mission_add"), {"corrige": "1"}).status_code == 200
