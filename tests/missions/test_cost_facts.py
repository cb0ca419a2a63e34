"""A published amount stays as it was; another corrects it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from missions.models import CostCategory, CostFact, CostType, Payer, ScopeCode
from records.models import Confidence
from records.publication.translated import ENGLISH_STATE
from tests.missions.factories import CostFactFactory, MissionFactory, ParticipantFactory
from tests.records.factories import SourceFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

# What a fact states, and another value for each.
STATED = {
    "mission": MissionFactory,
    "fact_type": CostType.ESTIMATED,
    "category": CostCategory.AIR,
    "amount": 999,
    "is_approximate": True,
    "scope_code": ScopeCode.DELEGATION,
    "scope": "Deux personnes",
    "participant": ParticipantFactory,
    "payer": Payer.SELF,
    "payer_name": "Un hôte",
    "made_public_on": dt.date(2024, 5, 1),
    "corrects": CostFactFactory,
    "correction_reason": "Erreur de saisie",
}


@pytest.fixture
def published():
    """An amount of a mission that is online."""
    return CostFactFactory(mission__published=True)


@pytest.fixture
def draft():
    """An amount of a mission that never was online."""
    return CostFactFactory()


def other(name):
    return STATED[name]() if isinstance(STATED[name], type) and hasattr(STATED[name], "build") else STATED[name]


def test_every_field_is_known_to_state_the_fact_or_not():
    mechanical = {"id", "reference", "record_id", "record_hash", "edited_at", "search_text", *ENGLISH_STATE}
    beside = {"confidence", "note", "note_en", "editor_note", "scope_en", "correction_reason_en"}
    assert {field.name for field in CostFact._meta.fields} == {*CostFact.final, *mechanical, *beside}
    assert set(CostFact.final) == set(STATED)


@pytest.mark.parametrize("name", STATED)
def test_the_form_refuses_to_change_a_published_fact(published, name):
    setattr(published, name, other(name))
    with pytest.raises(ValidationError) as refusal:
        published.clean()
    assert "un autre qui le corrige" in refusal.value.message_dict[name][0]
    with pytest.raises(ValidationError, match="un autre qui le corrige"):
        published.save()


@pytest.mark.parametrize("name", STATED)
def test_the_database_refuses_to_change_a_published_fact(published, name):
    rows, value = CostFact.objects.filter(pk=published.pk), other(name)
    assert refused_by(lambda: rows.update(**{name: value})) == "missions_costfact_published_stays"
    assert getattr(CostFact.objects.get(), name) == getattr(published, name) if name != "corrects" else True


def test_the_form_refuses_to_delete_a_published_fact(published):
    with pytest.raises(ValidationError, match="ne se supprime pas"):
        published.delete()


def test_the_database_refuses_to_delete_a_published_fact(published):
    for doomed in (CostFact.objects.all(), type(published.mission).objects.all()):
        assert refused_by(doomed.delete) == "missions_costfact_published_stays"
    assert CostFact.objects.get() == published


def test_a_mission_taken_off_the_site_keeps_what_it_published(published):
    published.mission.status = "archived"
    published.mission.save()
    published.amount = 5
    with pytest.raises(ValidationError):
        published.save()


def test_what_is_said_beside_a_published_fact_may_change(published):
    published.note, published.note_en, published.scope_en = "Relu.", "Read again.", "Two people"
    published.confidence, published.amount = Confidence.LOW, "1000.00"
    published.clean()
    published.save()
    published.sources.add(SourceFactory())
    assert CostFact.objects.get().note == "Relu."


@pytest.mark.parametrize("name", sorted(set(STATED) - {"corrects", "correction_reason", "participant"}))
def test_before_its_mission_is_online_a_fact_changes_freely(draft, name):
    setattr(draft, name, other(name))
    draft.clean()
    draft.save()
    draft.delete()
    assert not CostFact.objects.filter(pk=draft.pk).exists()


def test_a_draft_mission_goes_with_its_corrected_and_personal_amounts(draft):
    draft.participant = ParticipantFactory(mission=draft.mission)
    draft.save()
    CostFactFactory(mission=draft.mission, corrects=draft, correction_reason="Erreur")
    draft.mission.delete()
    assert not CostFact.objects.exists()


def correction(fact, **values):
    return CostFactFactory.build(mission=fact.mission, corrects=fact, correction_reason="Erreur", **values)


def refused(fact, field="corrects"):
    with pytest.raises(ValidationError) as refusal:
        fact.full_clean()
    return str(refusal.value.message_dict[field])


def test_a_published_fact_is_corrected_by_another(published):
    right = correction(published, amount=900)
    right.full_clean()
    right.save()
    assert list(published.corrections.all()) == [right]


def test_a_correction_is_of_the_same_mission(published):
    elsewhere = correction(published)
    elsewhere.mission = MissionFactory()
    assert "autre mission" in refused(elsewhere)


def test_a_correction_is_of_the_same_nature(published):
    assert "même nature" in refused(correction(published, fact_type=CostType.DECLARED))
    assert "même nature" in refused(correction(published, fact_type=CostType.CLAIMED_BENEFIT))


def test_a_fact_is_corrected_once_and_its_correction_may_be_corrected(published):
    first = correction(published)
    first.save()
    assert "déjà corrigé" in refused(correction(published))
    correction(first).full_clean()


def test_facts_do_not_correct_one_another_in_a_circle(draft):
    second = correction(draft)
    second.save()
    third = correction(second)
    third.save()
    draft.corrects, draft.correction_reason = third, "Erreur"
    assert "l’un l’autre" in refused(draft)


def test_an_amount_for_a_person_is_for_one_who_takes_part(draft):
    draft.participant = ParticipantFactory()
    assert "ne participe pas" in refused(draft, "participant")
    draft.participant = ParticipantFactory(mission=draft.mission)
    draft.full_clean()
