"""What the page of a record depends on, beside the content, the day and the language."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from records.publication.status import may_see


def kept_as(request: HttpRequest, record: Model) -> tuple[Any, ...]:
    """Return what tells the page of `record` from any other: its key, who sees the same, and where it is asked for.

    What else a part of it depends on (what its reader may do) is named beside it.
    """
    user: Any = request.user
    # The same page is laid out on paper too.
    layout = getattr(request, "layout", "")
    return (record.pk, may_see(user), request.scheme, request.get_host(), request.path, layout)
