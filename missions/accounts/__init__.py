"""The accounts of the missions: what anyone may count, computed from the record on a given day, never stored."""

from missions.accounts.disclosure import Disclosure, disclosure_of, quarters_told
from missions.accounts.matrix import matrix_of
from missions.accounts.public import read_accounts
from missions.accounts.quarters import QuarterConverter

__all__ = ["Disclosure", "QuarterConverter", "disclosure_of", "matrix_of", "quarters_told", "read_accounts"]
