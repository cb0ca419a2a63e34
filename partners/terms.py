"""Terms of agreements drawn on one axis of time: where each begins and ends, what is known of it, what they show."""

import datetime as dt
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from partners.models import AgreementState
from records.charts.scales import TimeScale, share

# The states of which nobody knows whether it still runs; those that are over.
UNSETTLED_STATES = (AgreementState.ASLEEP, AgreementState.TO_CHECK, AgreementState.UNKNOWN)
OVER_STATES = (AgreementState.OVER, AgreementState.EXPIRED)


class TermWay(TextChoices):
    """How a term is drawn, by what is known of it."""

    RUNS = "runs", _("en vigueur")
    GOES_ON = "goes-on", _("en vigueur, sans fin inscrite")
    SOON = "soon", _("expire bientôt")
    COMING = "coming", _("à venir")
    OVER = "over", _("terminée ou échue")
    DOUBTFUL = "doubtful", _("on ne sait pas si elle est en vigueur")
    BEGUN = "begun", _("début connu; on ne sait pas si elle dure encore")
    ONE_DAY = "one-day", _("une seule date connue")


class DrawnTerm(NamedTuple):
    """A term as it is drawn: how, where it begins, how long it is, and where it ends."""

    way: TermWay
    x: str
    size: str
    end: str


class Terms(NamedTuple):
    """The drawing: its scale, today, and each agreement with its DrawnTerm (None if undated), in the order given."""

    scale: TimeScale
    today: dt.date
    rows: list[tuple[object, DrawnTerm | None]]

    @property
    def now(self):
        """Where today stands."""
        return self.scale.x(self.today)

    @property
    def is_drawn(self):
        """Whether any term could be drawn."""
        return any(drawn for _agreement, drawn in self.rows)

    @property
    def by_start(self):
        """The rows, the oldest beginning first, then those without any date (a list)."""
        return sorted(self.rows, key=lambda row: start_of(row[0]) or row[0].closes_on or dt.date.max)

    @property
    def legend(self):
        """How its terms are drawn: (label, DrawnTerm of an example) pairs (a list)."""
        used = {drawn.way for _agreement, drawn in self.rows if drawn}
        return [(way.label, DrawnTerm(way, "8%", "64%", "72%")) for way in TermWay if way in used]

    @property
    def in_force(self):
        """The agreements in force (a list)."""
        return [agreement for agreement, _drawn in self.rows if agreement.is_in_force]

    @property
    def oldest(self):
        """Those of them that began first, as far as anyone knows: all of the same year (a list)."""
        years = [(start_of(each).year, each) for each in self.in_force if start_of(each)]
        first = min((year for year, _each in years), default=None)
        return [each for year, each in years if year == first]

    @property
    def unsettled(self):
        """How many may be in force or not: nobody knows."""
        return sum(agreement.state_value in UNSETTLED_STATES for agreement, _drawn in self.rows)


def terms_of(agreements, today):
    """Return the Terms of agreements, each as `with_state` gives it, on `today` (a date).

    A term runs from the start, or else the signature, to the end. Without an end, one in force goes on past today;
    of the others only the beginning is known, and drawn.
    """
    agreements = list(agreements)
    known = [day.year for each in agreements for day in (start_of(each), each.closes_on) if day]
    scale = TimeScale(min([*known, today.year - 1]), max([*known, today.year]))
    return Terms(scale, today, [(each, _drawn(each, scale, today)) for each in agreements])


def start_of(agreement):
    """Return the first day known of an agreement (a date); None if there is none."""
    return agreement.starts_on or agreement.signed_on


def _drawn(agreement, scale, today):
    start, end = start_of(agreement), agreement.closes_on
    if not (start or end):
        return None
    way = _way(agreement, start, end)
    begins = scale.at(start or end)
    ends = scale.at(end or (max(today, start) if way in (TermWay.GOES_ON, TermWay.BEGUN) else start))
    return DrawnTerm(way, share(begins, 100), share(ends - begins, 100), share(ends, 100))


def _way(agreement, start, end):
    state = agreement.state_value
    if agreement.is_in_force:
        return _way_in_force(agreement, end)
    if not end:
        return TermWay.ONE_DAY if state in OVER_STATES else TermWay.BEGUN
    if not start:
        return TermWay.ONE_DAY
    if state in OVER_STATES:
        return TermWay.OVER
    return TermWay.COMING if state == AgreementState.UPCOMING else TermWay.DOUBTFUL


def _way_in_force(agreement, end):
    if not end:
        return TermWay.GOES_ON
    return TermWay.SOON if agreement.term_value == AgreementState.EXPIRING else TermWay.RUNS
