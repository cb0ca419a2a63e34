"""Pages of the site as a whole, and what machines ask of it."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from axes.models import Axis, Vision
from missions.models import Action, Mission
from partners.models import Agreement, Partner
from portal.figures import key_figures
from records.excerpts import Excerpt

LATEST = 5
LISTED_ON_MAP = 500


def home(request):
    """Show the Vision in one screen: its axes, the latest of what is done, and where the record stands."""
    user, today = request.user, timezone.localdate()
    vision = Vision.objects.visible_to(user, today).first()
    context = {
        "vision": vision,
        "axes": Axis.objects.visible_to(user, today).filter(vision=vision).with_action_counts(user, today),
        "missions": Mission.objects.visible_to(user, today).for_listing(user, today).newest_first()[:LATEST],
        "actions": Action.objects.visible_to(user, today).for_listing().newest_first()[:LATEST],
        "figures": key_figures(user, today),
    }
    return render(request, "portal/home.html", context)


def sitemap_page(request):
    """List the pages of the site, by type."""
    user, today = request.user, timezone.localdate()
    context = {
        name: Excerpt(model.objects.visible_to(user, today), limit=LISTED_ON_MAP)
        for name, model in {
            "axes": Axis,
            "partners": Partner,
            "agreements": Agreement,
            "missions": Mission,
            "actions": Action,
        }.items()
    }
    return render(request, "portal/sitemap.html", context)


@never_cache
def healthz(_request):
    """Say that the process is alive."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(_request):
    """Say whether the database and the cache answer: 200 if both do, else 503; tell no more."""
    ready = _database_answers() and _cache_answers()
    return HttpResponse("ok\n" if ready else "indisponible\n", content_type="text/plain", status=200 if ready else 503)


def robots(request):
    """Tell crawlers what is not for them, and where the map is."""
    address = request.build_absolute_uri(reverse("portal:sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {address}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _cache_answers():
    try:
        cache.set("readyz", "ok", timeout=5)
        return cache.get("readyz") == "ok"
    except Exception:  # each cache backend has its own errors; all mean the same here
        return False
