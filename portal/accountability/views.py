"""The public accounting: its page and tables, a year on paper, and the disclosure of each quarter."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.mission_page import annotate_for_list
from missions.models import Mission, Rule
from portal.accountability import Disclosure, disclosure_of, matrix_of, quarters_on_record, summarize
from portal.accountability.exports import DISCLOSURE_DATASET
from portal.accountability.report import period_report, quarter_period, year_period
from portal.accountability.tables import TABLES
from portal.accountability.work import commitment_lines, draw_work, work_by_year
from portal.licence import file_terms
from records.listing.downloads import download, file_links
from records.listing.formats import Export


def accountability(request):
    """Show the accounting of the missions: how many, where, at what cost, what is late, what was corrected."""
    today = timezone.localdate()
    summary = summarize(today)
    drawn = {"outward": matrix_of(summary.outward), "inward": matrix_of(summary.inward)}
    works = work_by_year(today)
    work = {"works": works, "series": draw_work(works), "commitments": commitment_lines(today)}
    files = {table: file_links(f"{request.path}{table}") for table in TABLES}
    context = {"accounts": summary, "today": today, "files": files, **work, **drawn}
    return render(request, "accountability/summary.html", context)


def table_file(request, table, kind):
    """Give one of the tables of the accounting as a file; `table`: a key of TABLES, `kind`: a key of FORMATS."""
    told, today = TABLES[table], timezone.localdate()

    def make():
        return Export(
            columns=told.dataset.columns,
            rows=told.rows(today),
            absolute=request.build_absolute_uri,
            day=today,
            title=told.title,
            address=request.build_absolute_uri(reverse("accountability:summary")),
            terms=file_terms(today),
        )

    return download(request, kind, told.dataset.name, "", make)


def year(request, year):
    """Show the accounting of a year, for paper: its missions, what they cost, what was reported of them."""
    today = timezone.localdate()
    summary = summarize(today)
    found = next((each for each in summary.years if each.year == year), None)
    if found is None:
        raise Http404
    missions = Mission.objects.published(today).filter(starts_on__year=year)
    listed = missions.for_listing(request.user, today).prefetch_related("outcomes").newest_first()
    shown = annotate_for_list(listed, today, Rule.objects.book())
    quarters = {each: number for each, number in summary.quarters.items() if each.year == year}
    _come_from_summary(request)
    context = {"account": found, "years": [found], "missions": shown, "quarters": quarters, "today": today}
    return render(request, "accountability/year.html", context)


def year_report(request, year):
    """Show the report of a year, for paper; 404 for one that is not on record."""
    known = {quarter.year for quarter in quarters_on_record(timezone.localdate())}
    return _report(request, year_period(year) if year in known else None)


def quarter_report(request, quarter):
    """Show the report of a quarter, for paper; 404 for one that is not on record."""
    return _report(request, quarter_period(quarter) if quarter in quarters_on_record(timezone.localdate()) else None)


def _report(request, period):
    if period is None:
        raise Http404
    today = timezone.localdate()
    _come_from_summary(request)
    return render(request, "accountability/report.html", {"report": period_report(period, today), "today": today})


def _come_from_summary(request):
    """Have the paper of what has no page of its own lead to the accounting, and tell its own address."""
    summary, own = reverse("accountability:summary"), f"{request.path.rpartition('.')[0]}.pdf"
    addresses = [request.build_absolute_uri(each) for each in (summary, own)]
    request.paper = request.paper._replace(page=addresses[0], address=addresses[1])


def disclosure(request, quarter):
    """Show what trips back in a quarter cost, in the fields of the rule."""
    context = {"disclosure": _disclosure_or_404(quarter), "files": file_links(request.path.rstrip("/"))}
    return render(request, "accountability/disclosure.html", context)


def disclosure_file(request, quarter, kind):
    """Give the rows of the disclosure of a quarter as a file; `kind`: a key of FORMATS."""
    told = _disclosure_or_404(quarter)
    export = Export(
        columns=DISCLOSURE_DATASET.columns,
        rows=told.rows,
        absolute=request.build_absolute_uri,
        day=timezone.localdate(),
        title=_("Divulgation trimestrielle"),
        address=request.build_absolute_uri(reverse("accountability:disclosure", args=[quarter])),
        filters=[(_("Trimestre"), quarter.words)],
        terms=file_terms(timezone.localdate()),
    )
    return download(request, kind, f"{DISCLOSURE_DATASET.name}-{quarter}", "", lambda: export)


def _disclosure_or_404(quarter) -> Disclosure:
    """Return the Disclosure of a Quarter; raise Http404 for one to come, or before the register begins."""
    found = disclosure_of(quarter, timezone.localdate())
    if found is None:
        raise Http404
    return found
