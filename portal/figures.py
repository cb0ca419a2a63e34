"""The key figures of the record: counts of what anyone can open and check, never estimates."""

from django.db.models import Count, Q

from missions.models import Action, Mission, MissionStage
from partners.models import Agreement, AgreementState, Partner

TRAVELLED = Q(stage__in=[MissionStage.DONE, MissionStage.CLOSED])


def key_figures(user, today):
    """Return the counts of what `user` may read on `today` (a date), by name: five statements whatever the record."""
    missions = Mission.objects.visible_to(user, today).aggregate(
        missions_held=Count("pk", filter=TRAVELLED),
        missions_declined=Count("pk", filter=Q(stage=MissionStage.DECLINED)),
        reports=Count("pk", filter=TRAVELLED & Q(report__published_on__lte=today)),
    )
    partners = Partner.objects.visible_to(user, today).aggregate(
        partners=Count("pk"), countries=Count("country", distinct=True, filter=~Q(country=""))
    )
    actions = Action.objects.visible_to(user, today)
    in_force = [AgreementState.IN_FORCE, AgreementState.EXPIRING]
    return {
        **missions,
        **partners,
        "actions": actions.count(),
        "actions_with_outcome": actions.filter(outcomes__isnull=False).distinct().count(),
        "agreements_in_force": Agreement.objects.visible_to(user, today)
        .with_state(today)
        .filter(state_value__in=in_force)
        .count(),
    }
