"""A list on paper: a table of a few columns of its file."""

from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from records.listing.downloads import absolute_for
from records.listing.listing import Listing, refuse_unknown
from records.listing.tables import table_of

# Rows on paper at most: beyond, nobody reads paper, and the file holds them all.
ROWS_ON_PAPER = 400


def list_on_paper(request: HttpRequest, listing: Listing) -> HttpResponse:
    """Show the rows of a list, all pages of it, as a table to print; what is unknown is refused, as by its files."""
    narrowed = listing.narrow(request)
    refusal = refuse_unknown(narrowed)
    if refusal:
        return refusal
    rows = islice(listing.rows_of(listing.in_order(narrowed), narrowed), ROWS_ON_PAPER)
    context = {
        "title": listing.title,
        "filter": narrowed,
        "table": table_of(listing.title, listing.columns_read(narrowed), rows, absolute_for(request)),
        "left_out": max(narrowed.total - ROWS_ON_PAPER, 0),
    }
    return render(request, "paper_list.html", context)
