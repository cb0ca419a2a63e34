"""Who of the bureau may do something."""

from django.contrib.auth.models import User


def who_may(permission):
    """Return the people at work (Users) who hold a permission, by themselves or by a group."""
    return User.objects.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend")
