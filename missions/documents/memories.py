"""What protocol remembers of the partners a mission meets: office-holders, gifts, exchanges, anniversaries."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from partners.anniversaries import anniversaries
from partners.models import Agreement, Exchange, Gift, OfficeHolder

# How many exchanges, and as many gifts, are told of a partner.
MAX_TOLD = 8
# How far from the trip an anniversary is worth a word.
ANNIVERSARIES_AROUND = dt.timedelta(days=365)


class PartnerMemory(NamedTuple):
    """What is remembered of a partner; None for what the person may not read."""

    office_holders: list | None
    gifts: list | None
    exchanges: list | None
    anniversaries: list


def memories_of(partners, mission, user, today):
    """Return {key: PartnerMemory} of the partners of these keys, for a mission, as `user` may read on `today`.

    The same number of statements for one as for many. Office-holders are those of the first day of the mission, or of
    `today` (a date) where it is not known.
    """
    day = mission.starts_on or today
    holders = OfficeHolder.objects.kept(today).in_office(day)
    told = [
        _by_partner(user, holders, partners),
        _by_partner(user, Gift.objects.select_related("holder"), partners),
        _by_partner(user, Exchange.objects.select_related("contact"), partners),
    ]
    coming = defaultdict(list)
    kept = Agreement.objects.not_archived().filter(partners__in=partners).distinct()
    for each in anniversaries(kept, day - ANNIVERSARIES_AROUND, (mission.ends_on or day) + ANNIVERSARIES_AROUND):
        for partner in each.agreement.partners.all():
            coming[partner.pk].append(each)
    return {key: PartnerMemory(*(rows if rows is None else rows[key][:MAX_TOLD] for rows in told), coming[key])
            for key in partners}  # fmt: skip


def _by_partner(user, rows, partners):
    """Group rows by partner, in their order; None if `user` may not read them."""
    if not user.has_perm(f"partners.view_{rows.model._meta.model_name}"):
        return None
    grouped = defaultdict(list)
    for row in rows.filter(partner__in=partners):
        grouped[row.partner_id].append(row)
    return grouped
