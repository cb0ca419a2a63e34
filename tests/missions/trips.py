"""Every trip there may be, for rules that are asked of one mission and of the database."""

import datetime as dt
from itertools import product

from missions.models import Direction, Mission, MissionStage, Report, Rule, RuleKind
from records.words.dates import DatePrecision

D = dt.date
BACK, DUE = D(2025, 3, 24), D(2025, 5, 5)
RETURNS = [None, D(2025, 3, 20), D(2025, 3, 21), BACK, D(2025, 7, 1), D(2025, 9, 1)]
REPORTS = [None, "", DUE, D(2025, 5, 6), D(2025, 7, 11), D(2026, 3, 1)]
LATER = Rule(pk=2, kind=RuleKind.REPORT_DELAY, value=10, valid_from=D(2025, 6, 1), valid_until=D(2025, 8, 31))
FORMER = Rule(pk=1, kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2025, 3, 21), valid_until=D(2025, 12, 31))
BOOKS = {
    "none": [],
    "one": [FORMER],
    "two": [FORMER, LATER],
    "another kind": [Rule(kind=RuleKind.OVERRUN, value=1, valid_from=BACK)],
}
# Before they leave, away, back, on the days when reports are due and the days after.
DAYS = [D(2025, 3, 18), D(2025, 3, 19), BACK, D(2025, 3, 25), DUE, D(2025, 5, 6), D(2025, 7, 11), D(2025, 7, 12)]


def every_trip():
    """Store a mission for each combination of direction, stage, dates, precision and report; return them."""
    # The database refuses an end without its beginning, and a precision without any date.
    all_dates = [(None, None, ""), *product([D(2025, 3, 19)], RETURNS, DatePrecision)]
    missions, reports = [], []
    for number, (direction, stage, dates, report) in enumerate(product(Direction, MissionStage, all_dates, REPORTS)):
        starts_on, ends_on, precision = dates
        fixed = {
            "title": "Mission",
            "slug": str(number),
            "sorts_on": starts_on or D(1, 1, 1),
            "declined_reason": "Non.",
        }
        known = {"starts_on": starts_on, "ends_on": ends_on, "date_precision": precision}
        mission = Mission(pk=number + 1, direction=direction, stage=stage, **known, **fixed)
        missions.append(mission)
        mission._state.fields_cache["report"] = None
        if report is not None:
            address = "https://exemple.invalid/rapport" if report else ""
            reports.append(Report(mission=mission, published_on=report or None, document_url=address))
    Mission.objects.bulk_create(missions, batch_size=500)
    Report.objects.bulk_create(reports, batch_size=500)
    return missions
