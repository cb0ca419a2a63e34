"""What somebody may do in the place of somebody away: approve, and nothing else, as long as it is said.

Every permission asked anywhere passes here once the groups did not give it: pages, buttons and lists need know nothing.
"""

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import User
from django.utils import timezone

from portal.models import StandIn

# The verbs of who approves.
APPROVING = ("publish_", "decide_")


class StandInBackend(BaseBackend):
    """Gives whoever stands in the approving permissions of those away; nobody comes in by it."""

    def get_user_permissions(self, user_obj, obj=None):
        """Return the permissions (a set of « app.codename »)."""
        if obj is not None or not (user_obj.is_active and user_obj.is_staff):
            return set()
        return set().union(*_stood_in_for(user_obj).values())

    def has_perm(self, user_obj, perm, obj=None):
        """Say whether it gives a permission: nothing is asked of the database for what it never gives."""
        return _is_approving(perm) and super().has_perm(user_obj, perm, obj)


def may_approve(user):
    """Say whether a person approves something by their own groups."""
    return bool(_own_approving(user))


def replaced_by(user, permission):
    """Return the Users in whose place `user` has a permission (a list): none if their own groups give it."""
    if ModelBackend().has_perm(user, permission):
        return []
    return [absent for absent, held in _stood_in_for(user).items() if permission in held]


def deputies_of(people):
    """Return the Users who stand in today for some of `people` (a queryset of Users)."""
    held = StandIn.objects.in_force(timezone.localdate()).filter(absent__in=people)
    return User.objects.filter(pk__in=held.values("deputy"))


def _stood_in_for(user):
    """Return {User away today: what they approve}, asked once of each user read."""
    if not hasattr(user, "_stood_in_for"):
        held = StandIn.objects.in_force(timezone.localdate()).filter(deputy=user).select_related("absent")
        # Of their own groups: nobody hands on what they hold in the place of another.
        user._stood_in_for = {each.absent: _own_approving(each.absent) for each in held}
    return user._stood_in_for


def _own_approving(user):
    return {permission for permission in ModelBackend().get_all_permissions(user) if _is_approving(permission)}


def _is_approving(permission):
    return permission.partition(".")[2].startswith(APPROVING)
