"""The public accounting: the page of all the missions, and the disclosure of each quarter."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from portal.accountability import Disclosure, disclosure_of, matrix_of, summarize
from portal.accountability.exports import DISCLOSURE_DATASET
from records.listing.export import stream_csv


def accountability(request):
    """Show the accounting of the missions: how many, where, at what cost, what is late, what was corrected."""
    today = timezone.localdate()
    summary = summarize(today)
    drawn = {"outward": matrix_of(summary.outward), "inward": matrix_of(summary.inward)}
    return render(request, "accountability/summary.html", {"accounts": summary, "today": today, **drawn})


def disclosure(request, quarter):
    """Show what trips back in a quarter cost, in the fields of the rule."""
    return render(request, "accountability/disclosure.html", {"disclosure": _disclosure_or_404(quarter)})


def disclosure_export(request, quarter):
    """Give the rows of the disclosure of a quarter as a CSV file."""
    rows = _disclosure_or_404(quarter).rows
    filename = f"{DISCLOSURE_DATASET.name}-{quarter}.csv"
    return stream_csv(DISCLOSURE_DATASET.columns, rows, filename, request.build_absolute_uri)


def _disclosure_or_404(quarter) -> Disclosure:
    """Return the Disclosure of a Quarter; raise Http404 for one to come, or before the register begins."""
    found = disclosure_of(quarter, timezone.localdate())
    if found is None:
        raise Http404
    return found
