"""What tests of the file of a mission share: its dates, its rules, how it is changed."""

import datetime as dt

from missions.models import (
    MissionStage,
    RuleKind,
)
from tests.missions.factories import (
    RuleFactory,
)

D = dt.date
BACK = {"starts_on": D(2025, 3, 19), "ends_on": D(2025, 3, 24), "date_precision": "jour", "stage": MissionStage.DONE}


def change(mission, **values):
    """Change and save a mission."""
    for name, value in values.items():
        setattr(mission, name, value)
    mission.save()


def rules():
    """Record the two rules on money."""
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=D(2019, 10, 7))
    RuleFactory(kind=RuleKind.OVERRUN, value=10, valid_from=D(2019, 10, 7))
