"""The amounts of a mission in its form: published ones stay, and one may be corrected by another."""

import pytest
from django.contrib import admin

from missions.admin.costs import CostFactInline
from missions.models import CostFact, CostType, Mission, Payer, ScopeCode
from tests.missions.admin.asked import asked_by
from tests.missions.factories import CostFactFactory, MissionFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def inline():
    return CostFactInline(Mission, admin.site)


@pytest.fixture
def published():
    """An amount for one person, online with its mission."""
    person = ParticipantFactory(mission=MissionFactory(published=True))
    return CostFactFactory(
        mission=person.mission,
        participant=person,
        fact_type=CostType.DECLARED,
        scope_code=ScopeCode.DELEGATION,
        scope="Deux personnes",
        payer=Payer.OTHER,
        payer_name="Un hôte",
    )


def forms_of(inline, mission, user, **query):
    """Return the rows of the form of a mission as the person opens it, and what is made of a new one."""
    formset = inline.get_formset(asked_by(user, on=mission.pk, **query), mission)(instance=mission)
    return formset.forms


@pytest.mark.parametrize(
    ("case", "asked", "is_found"),
    [
        ("the amount", lambda cost: cost.pk, True),
        ("nothing", lambda _cost: "", False),
        ("what is no key", lambda _cost: "autre", False),
        ("a key that nothing has", lambda _cost: 999999, False),
        ("a key beyond those of the database", lambda _cost: "9" * 30, False),
        ("an amount of another mission", lambda _cost: CostFactFactory().pk, False),
        ("an amount corrected already", lambda cost: correction_of(cost).corrects_id, False),
    ],
)
def test_the_address_asks_to_correct_an_amount_of_the_mission_that_stands(
    inline, published, redaction, case, asked, is_found
):
    request = asked_by(redaction, corrige=asked(published))
    assert inline.corrected(request, published.mission) == (published if is_found else None), case
    assert inline.get_extra(request, published.mission) == (1 if is_found else 0), case
    assert inline.corrected(request, None) is None


def correction_of(cost):
    return CostFactFactory(
        mission=cost.mission, fact_type=cost.fact_type, corrects=cost, correction_reason="Une erreur."
    )


def test_a_correction_begins_like_the_amount_it_corrects_but_for_the_amount(inline, published, redaction):
    stored, new = forms_of(inline, published.mission, redaction, corrige=published.pk)
    assert stored.instance == published
    assert new.initial == {
        "fact_type": "declare",
        "category": "",
        "scope_code": "delegation",
        "scope": "Deux personnes",
        "participant": published.participant_id,
        "payer": "autre",
        "payer_name": "Un hôte",
        "corrects": published.pk,
    }
    assert new.fields["amount"].widget.attrs.get("autofocus") is True
    assert "autofocus" not in stored.fields["amount"].widget.attrs


def test_without_a_correction_asked_no_row_is_begun(inline, published, redaction):
    [stored] = forms_of(inline, published.mission, redaction)
    assert stored.instance == published


def test_what_a_published_amount_states_is_shown_and_what_is_said_beside_it_may_change(inline, published, redaction):
    [form] = forms_of(inline, published.mission, redaction)
    locked = {name for name, field in form.fields.items() if field.disabled}
    assert locked == set(CostFact.final) - {"mission"}
    assert {"sources", "note", "confidence"} <= set(form.fields) - locked


def test_an_amount_never_online_is_edited_freely(inline, redaction):
    [form] = forms_of(inline, CostFactFactory().mission, redaction)
    assert not [name for name, field in form.fields.items() if field.disabled]


@pytest.mark.parametrize(
    ("case", "person", "mission", "offers", "is_deleted"),
    [
        ("never online", "redaction", {}, False, True),
        ("online, and one may write", "approbation", {"published": True}, True, False),
        ("taken off the site since", "approbation", {"published_on": "2026-01-01"}, True, False),
        ("online, and one only reads", "gestion", {"published": True}, False, False),
    ],
)
def test_a_published_amount_is_corrected_and_never_deleted(inline, request, case, person, mission, offers, is_deleted):
    asked = asked_by(request.getfixturevalue(person))
    mission = CostFactFactory(mission=MissionFactory(**mission)).mission
    assert inline.get_readonly_fields(asked, mission) == (["correction"] if offers else []), case
    assert (inline.get_fields(asked, mission)[0] == "correction") is offers, case
    assert inline.has_delete_permission(asked, mission) is is_deleted, case


def test_a_mission_not_saved_yet_has_nothing_to_correct(inline, redaction):
    assert inline.get_readonly_fields(asked_by(redaction), None) == []
    assert inline.has_delete_permission(asked_by(redaction), None) is True


def test_each_amount_says_whether_it_stays_and_leads_to_its_correction(inline, published, redaction):
    again = correction_of(published)
    corrected, standing = inline.get_queryset(asked_by(redaction)).order_by("pk")
    assert (corrected, standing) == (published, again)
    assert str(inline.correction(corrected)).endswith("Un autre montant corrige celui-ci.")
    address = f"/admin/missions/mission/{again.mission_id}/change/?corrige={again.pk}"
    assert f'<a href="{address}">Corriger ce montant</a>' in inline.correction(standing)
    assert "ne changera plus" in str(inline.correction(CostFact()))
