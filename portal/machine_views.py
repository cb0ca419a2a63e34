"""What machines ask of the site."""

import datetime as dt

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

# How many months ahead the word on security expires.
SECURITY_MONTHS = 6


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
    address = request.build_absolute_uri(reverse("machines:sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {address}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security(request):
    """Tell whom to write to of a weakness (RFC 9116); 404 while nobody said where.

    It expires on the first of the month, six months on, so that whoever keeps the site is heard from before.
    """
    if not settings.CONTACT:
        raise Http404
    today = timezone.localdate()
    months = today.month + SECURITY_MONTHS
    expires = dt.datetime(today.year + (months - 1) // 12, (months - 1) % 12 + 1, 1, tzinfo=dt.UTC)
    lines = [
        f"Contact: {settings.CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {request.build_absolute_uri(reverse('machines:security'))}",
        "",
    ]
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
