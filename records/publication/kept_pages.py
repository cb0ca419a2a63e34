"""The pages of records: which record bears an address, and what its page depends on."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

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


def kept_as(request: HttpRequest, record: Model) -> tuple[Any, ...]:
    """Return what tells the page of `record` from any other: its key, who sees the same, and where it is asked for.

    What else a part of it depends on (what its reader may do) is named beside it.
    """
    user: Any = request.user
    # The same page is laid out on paper too.
    layout = getattr(request, "layout", "")
    return (record.pk, may_see(user), request.scheme, request.get_host(), request.path, layout)
