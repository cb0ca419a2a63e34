"""Whole pages kept in memory, and the version of the content that says how long.

What may enter: what keeps a result as long as the content stands still, and what says that it moved. It knows no model.
"""
