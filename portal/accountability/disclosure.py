"""The quarterly disclosure, in the rule's own fields: a row for each person, or one where none is by person."""

from typing import NamedTuple

from django.utils.translation import gettext

from missions.costs import DISCLOSURE_HEADINGS, Declaration, paid_by_city, publications_of, uncorrected
from missions.models import Direction, Mission, Payer
from missions.models.stage import HELD_STAGES
from portal.accountability.quarters import Quarter, quarter_of, quarters_through, return_quarter
from records.words.languages import in_language


class DisclosureRow(NamedTuple):
    """What one publication says that one person cost, or the mission as a whole (`person` is None).

    `declaration` is None where nothing was published of them; `by_person`: whether costs of people are known.
    """

    mission: object
    person: object | None
    declaration: Declaration | None
    by_person: bool

    @property
    def is_split(self):
        """Whether the amounts are known item by item."""
        return bool(self.declaration and self.declaration.items)

    @property
    def split_label(self):
        """Whom the amounts are of, in words."""
        if self.person:
            return gettext("par personne")
        return gettext("ensemble de la mission") if self.by_person else gettext("non détaillé par personne")

    @property
    def amount(self):
        """What was declared in all; None if nothing was."""
        return self.declaration.amount if self.declaration else None

    @property
    def items_sum(self):
        """What its items add up to; None without any, and where they cannot be added."""
        return self.declaration.items_sum if self.declaration else None

    @property
    def is_approximate(self):
        """Whether one of its amounts is approximate."""
        return bool(self.declaration and self.declaration.is_approximate)

    @property
    def amounts(self):
        """What was declared for transport, lodging, meals and other things (a dict); None where no item says."""
        return {
            heading: self.declaration.under(heading) if self.declaration else None for heading in DISCLOSURE_HEADINGS
        }

    @property
    def scoped(self):
        """The fact that says in words whom the amounts cover; None where none does."""
        facts = self.declaration.facts if self.declaration else []
        return next((fact for fact in facts if fact.scope), None)

    @property
    def scope(self):
        """Whom the amounts cover, in the words published; empty where none are."""
        return in_language(self.scoped, "scope")[0] if self.scoped else ""

    @property
    def people(self):
        """Who the row is about: the person, or all who take part, but those whose trip someone else pays."""
        return [self.person] if self.person else list(filter(_is_ours, self.mission.participants.all()))

    @property
    def payers(self):
        """Who pays, in words, each once (a list): as the amounts say, or else as the person does."""
        facts = self.declaration.facts if self.declaration else []
        told = [fact for fact in facts if fact.payer != Payer.UNKNOWN] or ([self.person] if self.person else [])
        return list(dict.fromkeys(each.payer_name or str(each.get_payer_display()) for each in told))

    @property
    def sources(self):
        """Where its amounts were published, each once (a list)."""
        facts = self.declaration.facts if self.declaration else []
        return list({source.pk: source for fact in facts for source in fact.cited}.values())


class Trip(NamedTuple):
    """A trip of the disclosure, with its rows."""

    mission: object
    rows: list[DisclosureRow]

    @property
    def has_amounts(self):
        """Whether something was declared of it."""
        return any(row.declaration for row in self.rows)

    @property
    def tells_payers(self):
        """Whether it is said of some row who pays."""
        told = [payer for row in self.rows for payer in row.payers]
        return any(payer != Payer.UNKNOWN.label for payer in told)

    @property
    def unpublished(self):
        """What nobody published of it, in words (a list)."""
        known = [
            (gettext("but"), self.mission.purpose),
            (gettext("villes"), self.mission.shown_stops),
            (gettext("résultats attendus"), self.mission.objectives.all()),
            (gettext("frais"), self.has_amounts),
            (gettext("payeur"), self.tells_payers),
        ]
        return [label for label, value in known if not value]


def trip_of(mission):
    """Return the Trip of a mission fetched with `for_disclosure()`.

    What someone else than the City pays is not the City’s to disclose: neither these amounts nor these people are told.
    """
    city = publications_of(paid_by_city(uncorrected(mission.costs.all())))
    people = {person.pk: person for person in mission.participants.all()}
    found = [each for publication in city for each in publication if _is_of_city(each, people)]
    by_person = any(each.participant_id for each in found)
    people = people if by_person else {}
    rows = [DisclosureRow(mission, people.get(each.participant_id), each, by_person) for each in found]
    published = {each.participant_id for each in found}
    others = [person for person in people.values() if person.pk not in published and _is_ours(person)]
    rows += [DisclosureRow(mission, person, None, by_person) for person in others]
    # People in their order, the mission as a whole after them; publications of one in the order they came.
    ranks = {person: rank for rank, person in enumerate(people.values())}
    return Trip(mission, sorted(rows, key=lambda row: ranks.get(row.person, len(ranks))) or [_empty_row(mission)])


class Disclosure(NamedTuple):
    """The trips back in a quarter, and the quarters on record before and after it (None at each end).

    `unconfirmed`: missions announced for it, that nobody recorded as made; `is_under_way`: the quarter is not over.
    """

    quarter: Quarter
    trips: list[Trip]
    unconfirmed: list
    previous: Quarter | None
    next: Quarter | None
    is_under_way: bool

    @property
    def rows(self):
        """The rows of all its trips (a list)."""
        return [row for trip in self.trips for row in trip.rows]


def disclosure_of(quarter, today):
    """Return the Disclosure of a Quarter, of what anyone may read on `today` (a date), in the order of the returns.

    None for a quarter to come and for one before the register begins.
    """
    known = quarters_on_record(today)
    if quarter not in known:
        return None
    back = _trips(today).filter(ends_on__range=(quarter.first_day, quarter.last_day)).order_by("ends_on", "pk")
    found = [each for each in back.for_disclosure(today) if _quarter(each) == quarter]
    return Disclosure(
        quarter=quarter,
        trips=[trip_of(mission) for mission in found if mission.is_held],
        unconfirmed=[mission for mission in found if not mission.is_held],
        previous=quarter.previous if quarter.previous in known else None,
        next=quarter.next if quarter.next in known else None,
        is_under_way=today <= quarter.last_day,
    )


def quarters_on_record(today):
    """Return {Quarter: number of trips made} from the first with a trip on record to that of `today`, the latest first.

    A quarter before the register begins is not among them: nobody can say that nothing was recorded then.
    """
    dates = _trips(today).order_by().values_list("starts_on", "ends_on", "date_precision", "stage")
    found = [(return_quarter(*days), stage) for *days, stage in dates]
    return count_quarters(found, today)


def count_quarters(found, today):
    """Return what `quarters_on_record` does, from the (Quarter or None, stage) pairs of trips out."""
    now = quarter_of(today)
    made = [quarter for quarter, stage in found if quarter and quarter <= now and stage in HELD_STAGES]
    first = min([quarter for quarter, _stage in found if quarter], default=now)
    return {quarter: made.count(quarter) for quarter in reversed(quarters_through(min(first, now), now))}


def _trips(today):
    return Mission.objects.published(today).not_declined().filter(direction=Direction.OUT)


def _quarter(mission):
    return return_quarter(mission.starts_on, mission.ends_on, mission.date_precision)


def _is_of_city(declaration, people):
    """Whether the City pays, as the amounts of a Declaration say or, where they do not, as its person does."""
    person = people.get(declaration.participant_id)
    return person is None or _is_ours(person) or any(fact.payer == Payer.CITY for fact in declaration.facts)


def _is_ours(person):
    return person.payer in (Payer.CITY, Payer.UNKNOWN)


def _empty_row(mission):
    return DisclosureRow(mission, None, None, False)
