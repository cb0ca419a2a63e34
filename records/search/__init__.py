"""Search: how words are read and stemmed, which are kept for each record, what those of a reader find.

What may enter: what makes, keeps or asks the index. Apps declare in their `search.py` what their records are found by.
"""
