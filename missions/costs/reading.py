"""The one reading of the published amounts of a mission: every page, list, figure and task asks it, by name."""

from functools import cached_property

from django.db.models import Exists, OuterRef

from missions.costs.comparison import compare_costs, contradictions_among, reconcile_totals
from missions.costs.facts import DECLARED_TYPES, corrections_of, exact, of_type, uncorrected
from missions.costs.publications import publications_of
from missions.costs.spans import authorized_span, declared_span
from missions.models import CostFact, CostType


class CostReading:
    """What the published amounts of one mission say together; each result is computed when first asked for.

    Amounts are in Canadian dollars. `reconciliations`, `publications` and `declared_span` need facts with their sources
    as `cited`. The spans leave out what others than the City pay and what is approximate; the lists of facts do not.
    """

    def __init__(self, costs, ceiling, rules):
        self.facts, self.ceiling, self.rules = list(costs), ceiling, rules

    @cached_property
    def uncorrected(self):
        """The facts that no other corrects (a list of CostFacts), of which all the rest is read."""
        return uncorrected(self.facts)

    @cached_property
    def expenses(self):
        """The uncorrected facts of money asked, authorized or spent (a list)."""
        return [cost for cost in self.uncorrected if not cost.is_claimed_benefit]

    @cached_property
    def benefits(self):
        """The uncorrected benefits that were claimed (a list): no money spent, no verified result."""
        return of_type(self.uncorrected, CostType.CLAIMED_BENEFIT)

    @cached_property
    def authorized(self):
        """The uncorrected amounts authorized (a list)."""
        return of_type(self.uncorrected, CostType.AUTHORIZED)

    @cached_property
    def estimated(self):
        """The uncorrected amounts estimated (a list)."""
        return of_type(self.uncorrected, CostType.ESTIMATED)

    @cached_property
    def declared(self):
        """The uncorrected amounts declared, totals and items (a list)."""
        return [cost for cost in self.uncorrected if cost.fact_type in DECLARED_TYPES]

    @cached_property
    def declared_totals(self):
        """The uncorrected totals declared (a list): several, where publications contradict one another.

        Those of single people are among them only where no total covers all.
        """
        totals = of_type(self.uncorrected, CostType.DECLARED)
        return [cost for cost in totals if cost.participant_id is None] or totals

    @cached_property
    def comparisons(self):
        """Each declared total against what was authorized for the same people (a list of Comparisons)."""
        return compare_costs(self.facts, self.rules)

    @cached_property
    def last_comparisons(self):
        """Of each scope, the Comparison of the last declared total (a list): never of one person alone.

        They are added up: approximate amounts are not among them.
        """
        facts = compare_costs(exact(self.facts), self.rules)
        found = {each.declared.scope_code: each for each in facts if each.declared.participant_id is None}
        return list(found.values())

    @property
    def overruns(self):
        """The Comparisons of the totals that go back to the executive committee (a list)."""
        return [each for each in self.comparisons if each.exceeds_tolerance]

    @property
    def exceeds_tolerance(self):
        """Whether some declared total goes back to the executive committee."""
        return bool(self.overruns)

    @cached_property
    def reconciliations(self):
        """Each declared total against its items (a list of Reconciliations)."""
        return reconcile_totals(self.facts)

    @cached_property
    def contradictions(self):
        """The declared totals of the same people that differ (a list of lists of facts)."""
        return contradictions_among(self.facts)

    @cached_property
    def corrections(self):
        """What corrects what (a list of Corrections)."""
        return corrections_of(self.facts)

    @cached_property
    def publications(self):
        """What was declared, publication by publication (a list of lists of Declarations)."""
        return publications_of(self.facts)

    @cached_property
    def authorized_span(self):
        """The Span authorized, the ceiling where no amount is; None if neither is known."""
        return authorized_span(self.facts, self.ceiling)

    @cached_property
    def declared_span(self):
        """The Span that the City declared; None if nothing was declared."""
        return declared_span(self.facts)


def is_rough(span, facts):
    """Whether amounts are known, of which none is exact: `span`: that of `facts` (CostFacts), None if there is none."""
    return span is None and any(cost.is_approximate for cost in facts)


def read_costs(costs, ceiling, rules):
    """Return the CostReading of the facts of one mission (CostFacts), its `ceiling` (a Decimal or None) and the rules.

    `rules`: {RuleKind: Rule} in force on the day of the mission.
    """
    return CostReading(costs, ceiling, rules)


def read_costs_of(mission, today, book):
    """Return the CostReading of a mission with its costs at hand, by the rules that a RuleBook holds for its day.

    `today` (a date) chooses the rules of a mission that has no date.
    """
    return read_costs(mission.costs.all(), mission.ceiling, book.of_mission(mission, today))


def perhaps_overrun(missions):
    """Keep, of a queryset of missions, those with a declared total above an authorized amount, their costs at hand.

    Whether it goes back to the committee, their reading tells (`overruns`); the others exceed nothing.
    """
    authorized = CostFact.objects.filter(
        mission=OuterRef("mission"), fact_type=CostType.AUTHORIZED, amount__lt=OuterRef("amount")
    )
    above = CostFact.objects.filter(Exists(authorized), mission=OuterRef("pk"), fact_type=CostType.DECLARED)
    return missions.filter(Exists(above)).prefetch_related("costs")
