"""Every rule of the database is seen refusing, by the form and by the database."""

from tests.axes.broken_rules import CASES as AXES
from tests.house.code import our_models, refuse
from tests.missions.broken_rules import CASES as MISSIONS
from tests.partners.broken_rules import CASES as PARTNERS
from tests.portal.broken_rules import CASES as PORTAL
from tests.records.broken_rules import CASES as RECORDS

TRIED = {case.constraint for case in AXES + MISSIONS + PARTNERS + PORTAL + RECORDS}
# A row needs its id to point to itself: these have tests of their own in the app's test_models.py.
TRIED_APART = {"partners_agreement_does_not_renew_itself", "missions_costfact_does_not_correct_itself"}
# A row fills its date itself: these are tried on rows written behind its back, in the tests of what they hold.
TRIED_APART |= {"portal_message_handled_has_its_date"}

# What every date obeys is tried on every date, in test_dates.py.
TRIED_TOGETHER = "_in_calendar"


def test_every_constraint_is_tried():
    named = [(model._meta.label, each.name) for model in our_models() for each in model._meta.constraints]
    left = [(label, name) for label, name in named if not name.endswith(TRIED_TOGETHER)]
    refuse(f"{label}: {name}" for label, name in left if name not in TRIED | TRIED_APART)
