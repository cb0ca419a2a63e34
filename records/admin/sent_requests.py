"""Requests that stand for others: a form opened or sent as by hand, a saving of which nothing is said to the person."""

from types import SimpleNamespace
from typing import Any, TypeVar

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

_RequestT = TypeVar("_RequestT", bound=HttpRequest)


def stand_in(request: _RequestT, **values: Any) -> _RequestT:
    """Return a copy of a request with other `values`; what it asks for and the request itself stay as they are."""
    other = object.__new__(type(request))
    vars(other).update(vars(request), **values)
    return other


def silenced(request: _RequestT, **values: Any) -> _RequestT:
    """Return a copy of a request, with other `values`: what is said in answer to it is said to nobody."""
    return stand_in(request, _messages=CookieStorage(request), **values)


def sent_by_hand(
    request: _RequestT, record: Any, data: QueryDict | None = None, *, is_applying: bool = True
) -> _RequestT:
    """Return the request that would open the form of `record`; that would send it, if there is `data` to send.

    `is_applying`: whether it is saved whoever the person is; otherwise, as what they would save themselves.
    """
    values: dict[str, Any] = {} if data is None else {"_post": data, "method": "POST"}
    about = SimpleNamespace(kwargs={"object_id": str(record.pk or "")})
    form = {"method": "GET", "GET": QueryDict(), "_files": MultiValueDict(), "resolver_match": about}
    return stand_in(request, is_applying=is_applying, **{**form, **values})


class SentOnce(QueryDict):
    """What a form sent, which all its parts complete together (blank ranks): the library copies it for each."""

    def copy(self) -> "SentOnce":
        """Return it as it is."""
        return self


def completed_once(request: _RequestT) -> _RequestT:
    """Return a copy of a request whose form is copied once for all its parts; what was sent stays as it is."""
    if request.method != "POST":
        return request
    sent = SentOnce(mutable=True)
    dict.update(sent, request.POST)  # the lists themselves: a value that is completed has a list of its own
    return stand_in(request, _post=sent)
