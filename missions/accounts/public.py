"""The accounts as the public page shows them, read at once."""

from decimal import Decimal
from typing import NamedTuple

from axes.models import Axis
from missions.accounts.balance import Balance, balance_of
from missions.accounts.disclosure import tally_quarters
from missions.accounts.entries import read_entries
from missions.accounts.quarters import return_quarter
from missions.accounts.watched import Corrected, Excess, errata, excesses, late, unsaid
from missions.accounts.years import Account, account, yearly
from missions.models import DelegationRequest, Direction, Rule, RuleKind
from records.excerpts import Excerpt


class Accounts(NamedTuple):
    """What the page of the accounts tells."""

    total: Account
    years: list[Account]
    outward: Balance
    inward: Balance
    late: list
    unsaid: list
    excesses: list[Excess]
    overrun: Decimal | int | None
    quarters: dict
    undated: list
    errata: list[Corrected]
    declined: Excerpt


def read_accounts(today):
    """Return the Accounts of what anyone may read on `today` (a date): eleven statements whatever the record."""
    book = Rule.objects.book()
    entries = read_entries(today, book)
    axes = list(Axis.objects.published(today))
    trips = [(entry, _quarter(entry.mission)) for entry in entries if entry.is_out]
    return Accounts(
        total=account(entries, every_year=True),
        years=yearly(entries),
        outward=balance_of(entries, axes, Direction.OUT),
        inward=balance_of(entries, axes, Direction.IN),
        late=late(entries),
        unsaid=unsaid(entries),
        excesses=excesses(entries, book),
        overrun=_percent(book.in_force(today).get(RuleKind.OVERRUN)),
        quarters=tally_quarters([(quarter, entry.mission.stage) for entry, quarter in trips], today),
        undated=[entry.mission for entry, quarter in trips if quarter is None and entry.is_held],
        errata=errata(entries),
        declined=Excerpt(DelegationRequest.objects.publicly_declined(today)),
    )


def _percent(rule):
    """Return the figure of a rule, whole where it is; None without a rule."""
    whole = rule and rule.value == int(rule.value)
    return rule and (int(rule.value) if whole else rule.value)


def _quarter(mission):
    return return_quarter(mission.starts_on, mission.ends_on, mission.date_precision)
