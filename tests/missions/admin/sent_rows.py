"""The rows of a part of a mission, as its form sends them."""

from django.contrib import admin

from missions.models import Mission
from tests.missions.admin.asked import asked_by


def rows_sent(inline, mission, user, *rows, saved=0):
    """Return the form set of `inline` bound to what is sent of its rows (dicts), the first `saved` of them stored."""
    made = inline(Mission, admin.site).get_formset(asked_by(user, on=mission.pk), mission)
    prefix = made.get_default_prefix()
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": saved}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return made(data, instance=mission)
