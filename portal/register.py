"""The record as a whole: its tables, each after those it refers to."""

from axes import imports as axes
from missions import imports as missions
from partners import imports as partners
from records.imports.sources import SOURCES

TABLES = [SOURCES, *axes.TABLES, *partners.TABLES, *missions.TABLES]
