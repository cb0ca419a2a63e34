"""The pages of records: which record bears an address, and what its page depends on."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from records.page_cache.fragments import keep
from records.publication import addresses
from records.publication.status import PublishableModel, PublishableRecord, Reader, may_see


def find_kept(model: PublishableModel, slug: str, user: Reader, today: dt.date) -> PublishableRecord:
    """Return what `addresses.find` finds of what `user` may read on `today` (a date), kept: its key and its slug.

    Raise Http404, which is not kept: invented addresses have no end. What the page tells may have been withdrawn a
    moment ago: whoever reads it looks for it again.
    """

    def find() -> PublishableRecord:
        return addresses.find(model.objects.visible_to(user, today).only("slug"), slug)

    return keep("address", (model, may_see(user), today, slug), find)


def record_page(
    request: HttpRequest,
    model: PublishableModel,
    slug: str,
    template: str,
    tell: Callable[[int, Reader, dt.date], dict[str, Any]],
) -> HttpResponse:
    """Show by `template` the record of `model` that bears `slug`; lead there from an address that it bore.

    `tell` returns what the page says of the record of a key to a reader on a day, as `told`: it is called, once, if
    the template finds a part that is not kept. Raise Http404.
    """
    user, today = request.user, timezone.localdate()
    record = find_kept(model, slug, user, today)
    if record.slug != slug:
        return redirect(record, permanent=True)
    told = cache(lambda: tell(record.pk, user, today))
    return render(request, template, {"told": told, "kept_as": kept_as(request, record)})


def kept_as(request: HttpRequest, record: Model) -> tuple[Any, ...]:
    """Return what tells the page of `record` from any other: its key, who sees the same, and where it is asked for.

    What else a part of it depends on (what its reader may do) is named beside it.
    """
    user: Any = request.user
    # The same page is laid out on paper too.
    layout = getattr(request, "layout", "")
    return (record.pk, may_see(user), request.scheme, request.get_host(), request.path, layout)
