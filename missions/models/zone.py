"""The names of time zones."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def refuse_unknown_zone(name):
    """Raise ValidationError, beside the field `time_zone`, if `name` is given and names no time zone."""
    if name and name not in available_timezones():
        raise ValidationError({"time_zone": _("Fuseau inconnu\u00a0: écrivez par exemple Europe/Paris.")})
