"""Pages that say how the site works and what it rests on."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from portal.privacy.files import FILES
from portal.questions import QUESTIONS
from portal.sources import cited_sources
from records.listing.filterset import PAGE, unknown_parameters
from records.listing.pages import find_page

SOURCES_A_PAGE = 200


def accessibility(request):
    """Say what the site aims at for everyone to use it, and where it falls short."""
    return render(request, "portal/accessibility.html", {"contact": settings.CONTACT})


def privacy(request):
    """Say what the site keeps of those who read it and of those it names."""
    context = {
        "contact": settings.CONTACT,
        "files": FILES,
        "backup_days": settings.BACKUP_DAYS,
        "officer": settings.PRIVACY_OFFICER,
    }
    return render(request, "portal/privacy.html", context)


def sources(request):
    """List the pages where the public facts of the site are published, by publisher."""
    page, unknown = find_page(Paginator(cited_sources(timezone.localdate()), SOURCES_A_PAGE), request.GET.get(PAGE))
    parameters = unknown_parameters(request.GET, {PAGE})
    return render(request, "portal/sources.html", {"page": page, "unknown": unknown, "parameters": parameters})


def glossary(request):
    """Say what the words of the site mean, those that tell what is known and what is not."""
    return render(request, "portal/glossary.html")


def questions(request):
    """Say where the answers to what readers ask lie."""
    return render(request, "portal/questions.html", {"sections": QUESTIONS})


def english_pages(request):
    """Say whom the English pages are for."""
    return render(request, "portal/english_pages.html")
