"""Every table that may hold somebody is declared."""

import json

import pytest

from portal.privacy.copies import naming_fields
from portal.privacy.files import FILES
from tests.house.code import our_models
from tests.missions.factories import (
    MissionProposalFactory,
)
from tests.portal.witness import INTERNAL_MODELS

pytestmark = pytest.mark.django_db


# Fields whose name says that they may hold somebody; the models whose name is that of no person.
TELLING = {"email", "name", "first_name", "last_name", "username", "phone", "salutation", "person", "asked_by", "ip"}
NAME_NOBODY = {"Airport", "Axis", "Indicator", "Partner", "Service", "Theme"}
# Models that no reader may see, and that hold nobody.
OF_NOBODY = {
    "FollowUp": "what was promised to a partner, by a service",
    "Incident": "it names nobody, and says so",
    "NextStep": "what is to be done for an action, by the person who has it in hand",
    "NoticeChoice": "a rhythm, gone with its account",
    "OptOut": "a digest",
    "ReferenceCounter": "numbers",
    "SharedOpening": "a moment, gone with its link",
    "StandIn": "two accounts, each a number once erased",
    "Subscription": "what an address follows, gone with it",
}


def test_every_table_that_may_hold_somebody_is_declared():
    declared = {(file.model, name) for file in FILES for name in file.fields}
    models = {*our_models(), *(file.model for file in FILES)}
    held_by = {model for model, _name in declared}
    telling = {
        (model, field.name)
        for model in models
        for field in model._meta.concrete_fields
        if field.name in TELLING or type(field).__name__ in {"EmailField", "GenericIPAddressField"}
    }
    left = {(model.__name__, name) for model, name in telling - declared}
    assert left == {(name, "name") for name in NAME_NOBODY}
    internal = {model for model in our_models() if model.__name__ in INTERNAL_MODELS}
    proposals = {model for model in internal if model.__name__.endswith("Proposal")}
    assert {model.__name__ for model in internal - proposals - held_by} == set(OF_NOBODY)


def test_what_is_declared_is_there_and_what_holds_texts_is_read():
    for file in FILES:
        assert len(file.labels()) == len(file.fields)
        assert set(file.found_by) <= set(file.fields)
    assert "changes" in naming_fields(type(MissionProposalFactory()))
    assert json.dumps(file.key)
