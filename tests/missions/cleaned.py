"""What the `clean` of a row refuses."""

from django.core.exceptions import ValidationError


def refused_in(row):
    """Return {field: its sentences (a list)} of what the `clean` of a row refuses; an empty dict if it accepts it."""
    try:
        row.clean()
    except ValidationError as refusal:
        return refusal.message_dict
    return {}
