"""The names of time zones."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNKNOWN_ZONE = _("Fuseau inconnu\u00a0: écrivez par exemple Europe/Paris.")


def refuse_unknown_zone(name):
    """Raise ValidationError, beside the field `time_zone`, if `name` is given and names no time zone."""
    if name and name not in available_timezones():
        raise ValidationError({"time_zone": UNKNOWN_ZONE})
