"""The public accounting of the missions: what anyone may count, computed from the register on a day, never stored."""

from portal.accountability.disclosure import Disclosure, disclosure_of, quarters_on_record
from portal.accountability.matrix import matrix_of
from portal.accountability.quarters import QuarterConverter
from portal.accountability.summary import summarize

__all__ = ["Disclosure", "QuarterConverter", "disclosure_of", "matrix_of", "quarters_on_record", "summarize"]
