"""Lists: facets, words, pages, columns and their export, the beginning of a long list.

What may enter: what narrows, counts, orders, cuts or writes out the rows of any queryset, whatever they are.
"""
