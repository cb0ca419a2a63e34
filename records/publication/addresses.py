"""Addresses of records: made from their name, kept stable, and followed when they change."""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from itertools import count
from operator import itemgetter
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models
from django.db.models import Max
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.text import slugify
from django.utils.translation import get_language

from records.publication.history import Historic
from records.publication.merges import kept_instead_of
from records.words.normalizing import normalize

_RowT = TypeVar("_RowT", bound=Historic)

# Stands in an address where the slug of a record will.
ANY_SLUG = "une-fiche"
# The key of no record.
NO_KEY = -1


def free_slug(model: type[Any], words: str, pk: int | None = None, taken: Collection[str] | None = None) -> str:
    """Return a slug made of `words` that no other row of `model` bears, or bore while it was online.

    `taken`: a set of slugs to avoid instead of asking the database (the caller adds the answer to it).
    """
    base = slugify(normalize(words))[:90].strip("-") or str(model._meta.model_name)
    if not (_is_taken(model, base, pk) if taken is None else base in taken):
        return base
    numbered = _numbered(model, base, pk) if taken is None else taken
    return next(slug for number in count(2) if (slug := f"{base}-{number}") not in numbered)


def shown_at(request: HttpRequest) -> HttpRequest:
    """Return the request whose address a page is shown at: that of a shared link shows the page of a record."""
    asked: HttpRequest = getattr(request, "shown_for", request)
    return asked


def page_address(route: str, slug: str) -> str:
    """Return what `reverse` gives for the page `route` of the record that bears `slug`, several times sooner.

    A list writes thousands of them, which differ by the slug alone.
    """
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return slug.join(_around_the_slug(route, urlconf, get_script_prefix(), get_language()))


@lru_cache(maxsize=256)
def _around_the_slug(route: str, _urlconf: str, _prefix: str, _language: str | None) -> list[str]:
    return reverse(route, args=[ANY_SLUG]).split(ANY_SLUG)


def find(queryset: models.QuerySet[_RowT], slug: str) -> _RowT:
    """Return the record of `queryset` that bears `slug`, last bore it, or was merged with what did; raise Http404.

    The caller redirects when the record's own slug is another: `history` remembers the former ones.
    """
    record = queryset.filter(slug=slug).first()
    # Someone who may not read the present holder of the address is led to the last one there was for them.
    return record or get_object_or_404(
        queryset, pk=lead(queryset, bearers(queryset.model, [slug])).get(slug, (0, ""))[0]
    )


def bearers(model: type[Historic], slugs: Collection[str]) -> models.QuerySet[Any, Any]:
    """Return the query of the (slug, key, rank) of the records that bore `slugs`: the greater the rank, the later."""
    rows = model.history.filter(slug__in=slugs).order_by().values("slug", "id")
    return rows.annotate(bore=Max("history_id")).values_list("slug", "id", "bore")


def lead(queryset: models.QuerySet[_RowT], bore: Iterable[tuple[str, int, int]]) -> dict[str, tuple[int, str]]:
    """Return {slug: (key, present slug)} of the records of `queryset` that last bore a slug, or merged with what did.

    `bore`: what `bearers` gave. Slugs that lead to none are left out.
    """
    latest = [(slug, key) for slug, key, _rank in sorted(bore, key=itemgetter(2), reverse=True)]
    if not latest:
        return {}
    keys = {key for _slug, key in latest}
    merged = kept_instead_of(queryset.model, keys)
    present = dict(queryset.order_by().filter(pk__in={*keys, *merged.values()}).values_list("pk", "slug"))
    # Whoever bore the address themselves goes before one merged with what did.
    led = [*latest, *((slug, merged[key]) for slug, key in latest if key in merged)]
    return {slug: (key, present[key]) for slug, key in reversed(led) if key in present}


def kept_addresses(model: type[Historic]) -> models.QuerySet[Any]:
    """Return the rows of history (`id`: the key of the record, `slug`) whose address readers may have written down.

    They are those of records that were online: none, for a model whose rows are not put online.
    """
    is_put_online = any(field.name == "published_on" for field in model._meta.fields)
    rows = model.history.all()
    return rows.filter(published_on__isnull=False) if is_put_online else rows.none()


def _is_taken(model: type[models.Model], slug: str, pk: int | None) -> bool:
    statement, places = _asked_of(model)
    values: dict[Any, Any] = {ANY_SLUG: slug, NO_KEY: pk or NO_KEY}
    with connection.cursor() as cursor:
        cursor.execute(statement, [values.get(place, place) for place in places])
        return cursor.fetchone() is not None


@cache
def _asked_of(model: type[models.Model]) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that finds ANY_SLUG taken by another than NO_KEY, and its values.

    It is written once a model: writing it cost four tenths of what saving a record does.
    """
    taken, kept = (rows.filter(slug=ANY_SLUG).order_by().values_list("id") for rows in _bearing(model, NO_KEY))
    return taken.union(kept, all=True)[:1].query.sql_with_params()


def _numbered(model: type[Any], base: str, pk: int | None) -> set[str]:
    """Return the addresses taken of those that `base` and a number make, with others that begin alike."""
    alike = (rows.filter(slug__startswith=f"{base}-") for rows in _bearing(model, pk))
    return {slug for rows in alike for slug in rows.order_by().values_list("slug", flat=True)}


def _bearing(model: type[Any], pk: int | None) -> tuple[models.QuerySet[Any], models.QuerySet[Any]]:
    """Return the rows that bear an address, and those of history that keep one, but for those of the record `pk`."""
    rows, kept = model._default_manager.all(), kept_addresses(model)
    return (rows, kept) if pk is None else (rows.exclude(pk=pk), kept.exclude(id=pk))
