"""Verbs over the reports of missions."""

import datetime as dt

from django.db import transaction

from missions.models import Mission, MissionDocument, Report
from records.documents.models import DocumentKind
from records.publication.operations import lock_row
from records.publication.status import first_online


@transaction.atomic
def publish_report(mission: Mission, *, on: dt.date) -> bool:
    """Record that the report kept with a mission is online; return whether its clock stops `on` that day (a date).

    Only once readers may read it: the clock of a mission they cannot see runs on. A report that was online elsewhere
    keeps its date, and is read here from now on.
    """
    mission = lock_row(mission)
    document = MissionDocument.objects.filter(record=mission, kind=DocumentKind.REPORT).first()
    if document is None or not mission.is_public(on):
        return False
    report, _is_new = Report.objects.get_or_create(mission=mission)
    stops = report.published_on is None
    if stops or report.document is None:
        report.published_on, report.document = first_online(report.published_on, on), document
        report.save()
    return stops


def publish_reports(today: dt.date) -> int:
    """Record, on `today` (a date), the reports that may be read since an embargo lifted; return how many."""
    waiting = Mission.objects.published(today).filter(documents__kind=DocumentKind.REPORT)
    return sum(
        publish_report(mission, on=today) for mission in waiting.exclude(report__published_on__isnull=False).distinct()
    )
