"""Who of the bureau may do something."""

from django.contrib.auth.models import User

from portal.accounts.standing_in import deputies_of


def who_may(permission):
    """Return the people at work (Users) who hold a permission, by themselves, by a group or in somebody's place."""
    holders = User.objects.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend")
    return User.objects.filter(pk__in=holders.values("pk")) | deputies_of(holders)
