"""Lists: facets, search words, pages, columns and their export, first rows of a long list.

What may enter: what filters, counts, orders, paginates or exports the rows of any queryset.
"""
