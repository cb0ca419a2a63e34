"""The counts of the facets of a whole list, by their names: those its page shows, none left out."""

from records.listing.counting import COUNT_COLUMNS, read_at_once


def facet_counts(narrowed, names):
    """Return {name: (Option, number of rows) pairs} for the facets `names` of a FacetedFilterSet; one statement.

    A name that the list does not have is left out.
    """
    facets = {name: narrowed.filters[name] for name in names if name in narrowed.filters}
    queries = [query for facet in facets.values() for query in facet.counts(narrowed.qs)]
    rows = {name: [] for name in facets}
    for name, *row in read_at_once([query.values_list(*COUNT_COLUMNS) for query in queries]):
        rows[name].append(row)
    return {name: list(facet.sum_counts(rows[name])) for name, facet in facets.items()}
