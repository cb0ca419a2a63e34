"""What a mission was authorized, estimated and declared to cost: published amounts stay, one reading tells the rest.

`facts`: which amounts stand and which were corrected; `publications`: which were published together; `comparison`: what
was declared against what was authorized; `spans`: from the lowest to the highest; `reading`: all of it, by name.
"""

from missions.costs.comparison import Comparison
from missions.costs.facts import Correction, corrections_of, declared_before, paid_by_city, uncorrected
from missions.costs.publications import DISCLOSURE_HEADINGS, Declaration, publications_of
from missions.costs.reading import CostReading, is_rough, perhaps_overrun, read_costs, read_costs_of
from missions.costs.spans import Span, sum_spans

__all__ = [
    "DISCLOSURE_HEADINGS",
    "Comparison",
    "Correction",
    "CostReading",
    "Declaration",
    "Span",
    "corrections_of",
    "declared_before",
    "is_rough",
    "paid_by_city",
    "perhaps_overrun",
    "publications_of",
    "read_costs",
    "read_costs_of",
    "sum_spans",
    "uncorrected",
]
