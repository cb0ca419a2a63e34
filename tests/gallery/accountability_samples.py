"""Accounts made up for the gallery of components, from the made-up missions."""

from decimal import Decimal

from missions import models as missions
from missions.costs import Comparison
from missions.models import CostType, Direction, MissionStage
from missions.models.rule import RuleBook
from missions.report_status import ReportState, ReportStatus
from portal.accountability.alerts import Excess, corrected_missions
from portal.accountability.balance import balance_of
from portal.accountability.counted import CountedMission
from portal.accountability.disclosure import trip_of
from portal.accountability.matrix import matrix_of
from portal.accountability.quarters import Quarter
from portal.accountability.work import YearWork, draw_work
from portal.accountability.years import Figure, summarize_year, summarize_years
from records.listing.first_rows import FirstRows
from records.words.dates import DatePrecision
from tests.gallery import samples
from tests.gallery.samples import FAR_CITY, FULL, SAMPLE_AXES, SAMPLE_CITY, TODAY, D, cost, mission

DATES = {"starts_on": D(2025, 3, 1), "ends_on": D(2025, 3, 9), "date_precision": DatePrecision.DAY}
SAMPLE_MAYOR = samples.sample(missions.Participant, function="Une fonction", name="Un nom public", name_is_public=True)
ITEM = cost(CostType.DECLARED_ITEM, "1200.00", category=missions.CostCategory.AIR, participant=SAMPLE_MAYOR)
UNSPLIT = cost(CostType.DECLARED, "5000.00", made_public_on=D(2025, 6, 1), scope="tout le monde")
BY_PERSON = mission(
    "Mission dont les frais sont connus par personne",
    stage=MissionStage.DONE,
    stops=[SAMPLE_CITY],
    parts={
        "participants": [SAMPLE_MAYOR],
        "costs": [ITEM, UNSPLIT],
        "axes": SAMPLE_AXES[:1],
        "objectives": FULL.objectives.all(),
    },
    **DATES,
)
AGAIN = mission(
    "Autre mission", stage=MissionStage.CLOSED, stops=[SAMPLE_CITY, FAR_CITY], parts={"axes": SAMPLE_AXES[1:2]}, **DATES
)
SAMPLE_MISSIONS = [FULL, BY_PERSON, AGAIN, samples.EMPTY, samples.DECLINED]
ENTRIES = [CountedMission(each, TODAY, RuleBook([])) for each in SAMPLE_MISSIONS]
LATE = CountedMission(FULL, TODAY, RuleBook([]))
LATE.report = ReportStatus(ReportState.LATE, D(2026, 5, 31), True, 1)
CORRECTED = cost(
    CostType.DECLARED,
    "12000.00",
    made_public_on=D(2026, 2, 1),
    corrects=samples.DECLARED,
    correction_reason="Une raison en une phrase.",
)
CORRECTING = CountedMission(mission("Mission corrigée", parts={"costs": [CORRECTED]}), TODAY, RuleBook([]))
EXCESS = Excess(FULL, Comparison(samples.AUTHORIZED, samples.DECLARED, Decimal("2345.67"), Decimal("23.5"), True))
REQUEST = missions.DelegationRequest(
    title="Une demande",
    asked_by="Un organisme",
    direction=Direction.IN,
    decided_on=D(2026, 1, 1),
    reason="Une raison en une phrase.",
)


def _first_rows(*rows):
    first_rows = FirstRows.__new__(FirstRows)
    first_rows.rows, first_rows.total = list(rows), len(rows)
    return first_rows


def _balance(entries):
    balance = balance_of(entries, SAMPLE_AXES, Direction.OUT)
    return {"balance": balance, "matrix": matrix_of(balance), "title": "Pays visités, par année et par axe"}


def _work(year, *numbers):
    actions, results, signed, ended = (Figure(number, "#") for number in numbers[:4])
    return YearWork(year, actions, results, signed, ended, numbers[4], None)


WORKS = [_work(2026, 12, 3, 1, 0, 9), _work(2024, 30, 18, 0, 2, 21), _work(2010, 1, 0, 0, 0, 0)]
SAMPLE_TOTAL, NOTHING = summarize_year(ENTRIES, every_year=True), summarize_year([], every_year=True)
# {name of the template: {state: its context}}.
PARTS = {
    "_method": {"en tout temps": {}},
    "_figures": {
        "connus": {"total": SAMPLE_TOTAL, "outward": balance_of(ENTRIES, SAMPLE_AXES, Direction.OUT)},
        "inconnus": {"total": NOTHING, "outward": balance_of([], SAMPLE_AXES, Direction.OUT)},
    },
    "_alerts": {
        "en retard et au-dessus": {"missing": [LATE], "undocumented": [LATE], "excesses": [EXCESS], "overrun": 10},
        "rien": {"missing": [], "undocumented": [], "excesses": [], "overrun": None},
    },
    "_years": {"années": {"years": summarize_years(ENTRIES), "total": SAMPLE_TOTAL}},
    "_balance": {"dessin et tableau": {**_balance(ENTRIES), "id": "sample"}, "rien": {**_balance([]), "id": "empty"}},
    "_work_drawn": {
        "cinq séries": {"series": draw_work(WORKS)},
        "une seule": {"series": draw_work(WORKS[2:])},
    },
    "_quarters": {
        "trimestres": {
            "quarters": {Quarter(2026, 2): 0, Quarter(2026, 1): 2},
            "undated": [samples.EMPTY],
            "now": Quarter(2026, 2),
        }
    },
    "_corrections": {"corrections": {"corrected": corrected_missions([CORRECTING])}, "rien": {"corrected": []}},
    "_declined_requests": {
        "refus": {"requests": _first_rows(REQUEST), "missions": Figure(2, "?statut=non_retenue")},
        "rien": {"requests": _first_rows(), "missions": Figure(0, "")},
    },
    "_disclosed_trip": {
        "par personne": {"trip": trip_of(BY_PERSON)},
        "rien": {"trip": trip_of(samples.EMPTY)},
    },
}
