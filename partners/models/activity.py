"""What is known to have happened with partners: the kinds of activities, that each app declares in its `activity.py`.

The database tells an activity as one text that sorts by its day, “2025-07-30 1 jour missions 12”: of any number of
partners, the latest of all kinds is the greatest text, and says its precision and its record in the same statement.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, Least

from records.models import Historic
from records.publication.status import visible
from records.words.dates import DatePrecision

# What stands, in the order of days, before and after every activity.
NONE_LATEST, NONE_FIRST = "", "9999"


class Tie(NamedTuple):
    """Rows of `model` that tie a partner, in their field `partner`, to the record at `path` (“action__”, or empty)."""

    model: Any
    partner: str
    path: str = ""


@dataclass(frozen=True)
class ActivityKind:
    """One kind of activity, read from public records of the model `record`.

    `title`, `first`, `last`, `precision`: fields of the record; without `last` it takes a day.
    `weight`: of two on one day, the heavier is told.
    `happened`, `done`, `under_way`: lookups of the records that are activities; of those whose end, once past, is one
    too; of those that go on until then.
    """

    name: str
    record: type[Historic]
    ties: tuple[Tie, ...]
    first: str
    last: str = ""
    precision: str = ""
    title: str = "title"
    weight: int = 1
    happened: dict[str, Any] = field(default_factory=dict)
    done: dict[str, Any] = field(default_factory=dict)
    under_way: dict[str, Any] | None = None

    def is_told_to(self, user):
        """Say whether `user` may know of such activities at all."""
        return True

    def of_partner(self, tie, user, today):
        """Return the rows of `tie` to records begun by `today` (a date) that `user` may read, for a subquery."""
        begun = {**self.happened, f"{self.first}__lte": today}
        readable = tie.model.objects.order_by().filter(visible(self.record, user, today, tie.path))
        return readable.filter(**_at(tie.path, begun), **{tie.partner: OuterRef("pk")})

    def last_day(self, tie, today):
        """Return the expression of the last day known of a record of `tie` on `today` (a date)."""
        if not self.last:
            return F(f"{tie.path}{self.first}")
        over = self.is_over(tie, today)
        return Case(When(over, then=F(f"{tie.path}{self.last}")), default=F(f"{tie.path}{self.first}"))

    def is_over(self, tie, today):
        """Return the Q of the records of `tie` whose end, past on `today` (a date), is an activity too."""
        return Q(**_at(tie.path, {**self.done, f"{self.last}__lte": today}))

    def lasts_until(self, tie, today, day):
        """Return the Q of the records of `tie` whose `last_day` on `today` is `day` (a date) or later."""
        begun = Q(**{f"{tie.path}{self.first}__gte": day})
        return begun | self.is_over(tie, today) & Q(**{f"{tie.path}{self.last}__gte": day}) if self.last else begun

    def told(self, tie, day):
        """Return the expression of the text of an activity on `day` (an expression)."""
        precision = F(f"{tie.path}{self.precision}") if self.precision else Value(DatePrecision.DAY.value)
        key = Cast(F(f"{tie.path}pk"), CharField())
        return Concat(
            Cast(day, CharField()),
            Value(f" {self.weight} "),
            precision,
            Value(f" {self.name} "),
            key,
            output_field=CharField(),
        )

    def named(self, keys):
        """Return the query of (kind, key, title, English title, address, publication, confidence) of records."""
        told = ("pk", self.title, f"{self.title}_en", "slug", "status", "confidence")
        return self.record.objects.order_by().filter(pk__in=keys).values_list(Value(self.name), *told)

    def attached(self, key, title, title_en, slug, status, confidence):
        """Return the record that `named` told of."""
        named = {self.title: title, f"{self.title}_en": title_en}
        return self.record(pk=key, slug=slug, status=status, confidence=confidence, **named)


class InternalKind(ActivityKind):
    """A kind of activity that the bureau alone knows: its rows, of the model `record`, are never published."""

    def is_told_to(self, user):
        """Ask for the right to read the rows."""
        options = self.record._meta
        return user.has_perm(f"{options.app_label}.view_{options.model_name}")

    def of_partner(self, tie, user, today):
        """Return the rows of `tie` begun by `today` (a date), for a subquery."""
        begun = tie.model.objects.order_by().filter(**_at(tie.path, {f"{self.first}__lte": today}))
        return begun.filter(**{tie.partner: OuterRef("pk")})

    def named(self, keys):
        """Return the query of what `attached` takes: no address, nothing of what a published record has."""
        nothing = (Value("", output_field=CharField()) for _each in range(4))
        return (
            self.record.objects.order_by().filter(pk__in=keys).values_list(Value(self.name), "pk", self.title, *nothing)
        )

    def attached(self, key, title, *_nothing):
        """Return the row, with its title."""
        return self.record(pk=key, **{self.title: title})


class Activity(NamedTuple):
    """Something that happened with a partner: when, and the record that says it (None until `attach_records`)."""

    day: dt.date
    precision: str
    kind: str
    key: int
    record: Any = None

    @classmethod
    def parse(cls, told):
        """Return the Activity of a text the database told; None where there was none."""
        if told in (NONE_LATEST, NONE_FIRST):
            return None
        day, _weight, precision, kind, key = told.split(" ")
        # Some day of a period is told as its month.
        known = DatePrecision.MONTH if precision == DatePrecision.PERIOD else DatePrecision(precision)
        return cls(dt.date.fromisoformat(day), known, kind, int(key))


ACTIVITY_KINDS: dict[str, ActivityKind] = {}


def register(kind: ActivityKind) -> None:
    """Add `kind` to what says that something happened with a partner."""
    ACTIVITY_KINDS[kind.name] = kind


def first_told(user, today):
    """Return the expression of the first activity of a partner that `user` may read on `today`, for `Activity.parse`.

    `today`: a date.
    """
    first = [_outermost(kind, tie, F(f"{tie.path}{kind.first}"), "told", user, today) for kind, tie in _ties(user)]
    return Least(*(Coalesce(each, Value(NONE_FIRST)) for each in first))


def latest_told(user, today):
    """Return the expression of the latest activity of a partner, as `first_told` does of the first."""
    latest = [_outermost(kind, tie, kind.last_day(tie, today), "-told", user, today) for kind, tie in _ties(user)]
    return Greatest(*(Coalesce(each, Value(NONE_LATEST)) for each in latest))


def has_activity(user, today, since=dt.date.min):
    """Return the Q of the partners with which something happened that `user` may read on `today` (a date).

    `since`: the day before which it does not count. A condition for each tie: a database looks for one partner in its
    index, and reads all of them once for many.
    """
    ties = ((kind, tie, kind.of_partner(tie, user, today)) for kind, tie in _ties(user))
    if since > dt.date.min:
        ties = ((kind, tie, rows.filter(kind.lasts_until(tie, today, since))) for kind, tie, rows in ties)
    return reduce(or_, [Q(Exists(rows)) for _kind, _tie, rows in ties])


def has_stop(user, today):
    """Return the Q of the partners where a delegation known to have travelled stopped, of what `user` may read."""
    stops = [(kind, tie) for kind, tie in _ties(user) if tie.partner == "place"]
    return reduce(or_, [Q(Exists(kind.of_partner(tie, user, today))) for kind, tie in stops], Q(pk__in=[]))


def has_work_under_way(user, today):
    """Return the Q of the partners with which something goes on that `user` may read on `today` (a date)."""
    return reduce(
        or_, [Q(Exists(_under_way(kind, tie, user, today))) for kind, tie in _ties(user) if kind.under_way is not None]
    )


# What is told of each partner (its name, and what gives its expression for a reader on a day).
ACTIVITY_COLUMNS = {
    "first_told": first_told,
    "latest_told": latest_told,
    "has_work_under_way": lambda user, today: ExpressionWrapper(has_work_under_way(user, today), BooleanField()),
}


def _ties(user):
    return [(kind, tie) for kind in ACTIVITY_KINDS.values() if kind.is_told_to(user) for tie in kind.ties]


def _outermost(kind, tie, day, order, user, today):
    rows = kind.of_partner(tie, user, today).annotate(told=kind.told(tie, day))
    return Subquery(rows.order_by(order).values("told")[:1], output_field=CharField())


def _under_way(kind, tie, user, today):
    rows = kind.of_partner(tie, user, today).filter(**_at(tie.path, kind.under_way))
    end = f"{tie.path}{kind.last}"
    return rows.filter(Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": today}))


def _at(path, lookups):
    return {f"{path}{name}": value for name, value in lookups.items()}


def attach_records(partners: Iterable[Any]) -> None:
    """Give the first and last activities of `partners` (rows of `with_activity`) their records, in one statement."""
    partners = list(partners)
    told = [each for partner in partners for each in (partner.last_activity, partner.first_activity) if each]
    keys = {name: {each.key for each in told if each.kind == name} for name in ACTIVITY_KINDS}
    queries = [ACTIVITY_KINDS[name].named(some) for name, some in keys.items() if some]
    rows = queries[0].union(*queries[1:], all=True) if queries else []
    records = {(name, key): ACTIVITY_KINDS[name].attached(key, *values) for name, key, *values in rows}
    for partner in partners:
        partner.activity_records = records
