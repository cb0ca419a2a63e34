"""What waits at the desk, as its tests make it and read it."""

import datetime as dt

from missions.models import CostType, MissionStage, ScopeCode
from portal.desk import tasks_for
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    DelegationRequestFactory,
    FollowUpFactory,
    MissionFactory,
    ObjectiveFactory,
    ReportFactory,
)
from tests.partners.factories import (
    AgreementFactory,
)

TODAY = dt.date(2026, 3, 2)
OWN, LATE, SOON = "Mes missions", "Rapports en retard ou non trouvés", "Rapports attendus bientôt"
DONE = {"date_precision": "jour", "stage": MissionStage.DONE}


def back(days_before_due, **values):
    """Make a mission whose report is due so many days after TODAY."""
    on = TODAY + dt.timedelta(days=days_before_due - 42)
    return MissionFactory(**{"starts_on": on, "ends_on": on, **DONE, **values})


def awaited(days_before_due, **values):
    return ReportFactory(mission=back(days_before_due, **values)).mission


def make_everything(owner):
    """Make one thing of each sort that waits."""
    late = awaited(-3, owner=owner, title="Tardive")
    ObjectiveFactory(mission=late)
    FollowUpFactory(meeting__mission=late, due_on=TODAY - dt.timedelta(days=1))
    FollowUpFactory(meeting__mission=late)
    awaited(20, title="Prochaine")
    DelegationRequestFactory(title="Visite")
    same = {"scope_code": ScopeCode.DELEGATION}
    cost = CostFactFactory(mission=back(0, title="Chère"), amount=1000, **same)
    CostFactFactory(mission=cost.mission, fact_type=CostType.DECLARED, amount=1200, **same)
    ActionFactory(title="Défilé", axis__name="Rayonner")
    AgreementFactory(title="Jumelage", standing="actif", ends_on=TODAY + dt.timedelta(days=300))


def piles(user):
    """Return what waits, but for what records lack: those made here have neither source nor English."""
    return [pile for pile in tasks_for(user, TODAY) if not pile.title.startswith("Fiches sans ")]


def told(user):
    return {pile.title: [f"{line.title}: {line.words}" for line in pile.lines] for pile in piles(user)}
