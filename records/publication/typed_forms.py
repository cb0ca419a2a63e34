"""What a form sends, told apart: what was typed in it, and what the form itself says beside it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core import signing
from django.http import QueryDict

from records.publication.kept_typing import Typed

# What a form says of itself: the version it was made from, whom it was given to, that it is only shown again.
VERSION, TYPIST, SHOWN_ONLY = "_version", "_auteur", "_shown_only"
# The parameter of a form's address that takes up what was kept of it.
TAKE_UP = "reprendre"
_View = TypeVar("_View", bound=Callable[..., Any])


def asks(*forms: type[Any]) -> Callable[[_View], _View]:
    """Say of a view which form classes it asks with, so that what is refused is given back in their words."""

    def declared(view: _View) -> _View:
        view.forms_asked = forms  # type: ignore[attr-defined]
        return view

    return declared


def forms_asked_by(view: Any) -> tuple[type[Any], ...]:
    """Return the form classes that a view said it asks with; none if it said nothing, or there is no view."""
    return getattr(view, "forms_asked", ())


def sent_in(sent: QueryDict) -> Typed:
    """Return all that a form sent (a dict) but its token and any password, which nobody carries or keeps.

    The character that no database stores is left out, and a field that has it in its name, which no form of ours has.
    """
    names = [name for name in sent if name != "csrfmiddlewaretoken" and "password" not in name and "\0" not in name]
    return {name: [value.replace("\0", "") for value in sent.getlist(name)] for name in names}


def typing_in(sent: QueryDict) -> Typed:
    """Return what was typed of what a form sent (a dict), and its version: neither its buttons nor what it says."""
    return {name: values for name, values in sent_in(sent).items() if name == VERSION or not name.startswith("_")}


def as_sent(typed: Mapping[str, list[str]]) -> QueryDict:
    """Return what was typed as a form would send it."""
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        sent.setlist(name, values)
    return sent


def sign_typist(user: Any) -> str:
    """Return the words by which a form will say to whom it was given."""
    return signing.dumps(user.pk, salt=TYPIST)


def typist_of(signed: str) -> Any:
    """Return the key of the person a form was given to; None if it does not say, or not in our words."""
    try:
        return signing.loads(signed, salt=TYPIST)
    except signing.BadSignature:
        return None
