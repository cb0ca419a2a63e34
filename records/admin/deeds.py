"""Telling the site what a person did with records: it writes its journal and tells whoever it concerns."""

from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpRequest


def tell_deed(
    model_admin: Any,
    request: HttpRequest,
    name: str,
    title: str,
    address: str,
    *,
    approvers: str = "",
    authors: Iterable[int] = (),
) -> None:
    """Tell that the person of a request just did `name` (a step of publication, import, merge…) with `title`.

    `address`: its page at the bureau; `approvers`: the permission of those who may approve it; `authors`: keys of who
    wrote it.
    """
    site = cast(Any, model_admin.admin_site)
    site.tell_step(name, title, address, by=request.user, approvers=approvers, authors=authors)
