"""Every rule of the database is seen refusing, by the form and by the database."""

import pytest

from tests.axes.broken_rules import CASES as AXES
from tests.house.code import identify, our_models
from tests.missions.broken_rules import CASES as MISSIONS
from tests.partners.broken_rules import CASES as PARTNERS
from tests.records.broken_rules import CASES as RECORDS

TRIED = {case.constraint for case in AXES + MISSIONS + PARTNERS + RECORDS}
# A row needs its id to point to itself: these have tests of their own in the app's test_models.py.
TRIED_APART = {"partners_agreement_does_not_renew_itself", "missions_costfact_does_not_correct_itself"}


@pytest.mark.parametrize("model", our_models(), ids=identify)
def test_every_constraint_is_tried(model):
    assert not {constraint.name for constraint in model._meta.constraints} - TRIED - TRIED_APART
