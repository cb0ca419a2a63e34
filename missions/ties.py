"""With whom missions are: the rows that tie each to its partners, each pair told once."""

from django.db.models import Exists, OuterRef

from missions.models import Meeting, MissionPartner, MissionStage, Stop
from partners.models import Partner
from records.publication.status import visible


def mission_ties(user, today):
    """Return (field, rows) pairs: rows that tie a mission to a partner, in `field`, that `user` may read on `today`.

    A mission and a partner meet in the rows of one pair only, so that counts may be added up. A declined mission went
    nowhere and met nobody: as in `involving`, its roles alone count.
    """
    stops = Stop.objects.filter(visible(Partner, user, today, "place__")).exclude(mission__stage=MissionStage.DECLINED)
    roles = MissionPartner.objects.filter(visible(Partner, user, today, "partner__"))
    meetings = Meeting.objects.filter(visible(Partner, user, today, "partner__"), partner__isnull=False)
    meetings = meetings.exclude(mission__stage=MissionStage.DECLINED)
    stopped = Exists(stops.order_by().filter(mission=OuterRef("mission"), place=OuterRef("partner")))
    had_role = Exists(roles.order_by().filter(mission=OuterRef("mission"), partner=OuterRef("partner")))
    return [
        ("place", stops.order_by()),
        ("partner", roles.order_by().filter(~stopped)),
        ("partner", meetings.order_by().filter(~stopped, ~had_role)),
    ]
