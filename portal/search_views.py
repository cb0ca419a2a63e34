"""The search: what a reader's words find over the whole site, and what is offered while they are typed."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.search_marks import with_marks
from portal.search_regions import regions_found
from records.listing.filterset import PAGE, unknown_parameters
from records.listing.pages import find_page
from records.page_cache.fragments import Rare
from records.publication.references import find_by_reference
from records.publication.status import may_see
from records.search.finding import Search
from records.search.kinds import KINDS
from records.search.reading import read
from records.words.languages import FRENCH
from records.words.typed import IS_YEAR

HITS_PER_PAGE = 20
# Questions shown before what was found, or where nothing was: few, since many say « mission ».
QUESTIONS_SHOWN = 3
KIND, YEAR = "genre", "annee"
# Shorter beginnings of words are those of too many.
MIN_LENGTH = 2


def search(request):
    """Show what was found, by kind; all of one kind, in pages, where `genre` names it.

    A reference, and nothing else, leads to what bears it.
    """
    record = find_by_reference(request.GET.get("q", ""), request.user, timezone.localdate())
    if record:
        return redirect(record)
    found = _search(request)
    asked_kind = request.GET.get(KIND, "")
    kind = KINDS.get(asked_kind)
    asked_year = request.GET.get(YEAR, "")
    set_aside = [(_("Genre"), asked_kind)] if asked_kind and kind is None else []
    set_aside += [(_("Année"), asked_year)] if asked_year and found.year is None else []
    parameters = unknown_parameters(request.GET, {"q", KIND, YEAR, PAGE})
    context = {"asked": found.asked, "year": found.year, "parameters": parameters}
    if kind is None:
        found_as = Rare((may_see(found.user), found.today, found.asked.typed, found.year))
        context |= {"found_as": found_as, "told": lambda: _told(found)}
    else:
        counts = found.counts()
        near = "" if counts or found.year else found.nearest()
        hits = Paginator(_Hits(found, kind, dict(counts).get(kind, 0)), HITS_PER_PAGE)
        page, unknown_page = find_page(hits, request.GET.get(PAGE))
        set_aside += unknown_page
        page.object_list = with_marks(page.object_list, found.today)
        context |= {"kind": kind, "counts": counts, "page": page, "near": near, "years": found.years(kind)}
        context["total"] = sum(count for _kind, count in counts)
    return render(request, "portal/search.html", {**context, "unknown": set_aside})


def suggestions(request):
    """Give, as JSON, the titles that hold the words typed so far, the last one perhaps unfinished; eight at most."""
    found = _search(request, being_typed=True)
    hits = found.titles() if len(found.asked.typed) >= MIN_LENGTH else []
    offered = [
        {"title": hit.entry.title, "kind": capfirst(str(hit.kind.one)), "lang": hit.title_lang, "url": hit.url}
        for hit in hits
    ]
    return JsonResponse({"suggestions": offered})


def _told(found):
    """Return what the page tells of a Search, read if it is not kept.

    Hits in groups, their number, what was meant, the regions of the world that are named, the nearest questions.
    """
    groups = _with_marks([_few(group) for group in found.groups()], found.today)
    total = sum(group.count for group in groups)
    counts = [(group.kind, group.count) for group in groups]
    near = "" if total or found.year else found.nearest()
    told = {"groups": groups, "counts": counts, "total": total, "near": near, "years": found.years()}
    return {**told, "regions": regions_found(found), "questions": [] if total else _near_questions(found)}


def _few(group):
    """Return a Group, with QUESTIONS_SHOWN hits at most if it is that of questions."""
    return group._replace(hits=group.hits[:QUESTIONS_SHOWN]) if group.kind.name == "questions" else group


def _near_questions(found):
    """Return the Hits of the questions that hold some of the words of a Search, where nothing holds them all."""
    some = replace(found, asked=found.asked.any_of())
    return some.hits(KINDS["questions"], 0, QUESTIONS_SHOWN) if some.asked else []


def _with_marks(groups, today):
    """Return `groups` (Groups of hits) with, in place of each hit, what `with_marks` gives: one statement for all."""
    marked = iter(with_marks([hit for group in groups for hit in group.hits], today))
    return [group._replace(hits=[next(marked) for _hit in group.hits]) for group in groups]


def _search(request, *, being_typed=False):
    language = get_language() or FRENCH
    asked = read(request.GET.get("q", ""), language, being_typed=being_typed)
    typed_year = request.GET.get(YEAR, "")
    year = int(typed_year) if IS_YEAR(typed_year) else None
    return Search(asked, language, request.user, timezone.localdate(), year)


class _Hits:
    """All the hits of one kind, read from the database one page at a time."""

    ordered = True

    def __init__(self, found, kind, count):
        self.found, self.kind, self._count = found, kind, count

    def __len__(self):
        return self._count

    def __getitem__(self, places):
        return self.found.hits(self.kind, places.start, places.stop)
