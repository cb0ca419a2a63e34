"""Search: how words are split and stemmed, the index of each record, and the records that match a query.

What may enter: what builds, stores or queries the index. Apps declare in `search.py` the texts of their records.
"""
