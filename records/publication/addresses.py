"""Addresses of records: made from their name, kept stable, and followed when they change."""

from collections.abc import Collection
from typing import TypeVar

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from records.publication.history import Historic
from records.words.normalizing import normalize

_RowT = TypeVar("_RowT", bound=Historic)


def free_slug(
    model: type[models.Model], words: str, pk: int | None = None, taken: Collection[str] | None = None
) -> str:
    """Return a slug made of `words` that no other row of `model` bears.

    `taken`: a set of slugs to avoid instead of asking the database (the caller adds the answer to it).
    """
    base = slugify(normalize(words))[:90].strip("-") or str(model._meta.model_name)
    slug, number = base, 1
    while slug in taken if taken is not None else model._default_manager.filter(slug=slug).exclude(pk=pk).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def find(queryset: models.QuerySet[_RowT], slug: str) -> _RowT:
    """Return the record of `queryset` that bears `slug`, or last bore it; raise Http404 if none.

    The caller redirects when the record's own slug is another: `history` remembers the former ones.
    """
    record = queryset.filter(slug=slug).first()
    if record:
        return record
    former = queryset.model.history.filter(slug=slug).order_by("-history_date", "-history_id")
    return get_object_or_404(queryset, pk__in=former.values_list("id", flat=True)[:1])
