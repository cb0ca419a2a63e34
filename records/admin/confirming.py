"""Asking before a button does what a slip of the hand would regret: a page says what follows, then sends it again."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from records.publication.typed_forms import sent_in
from records.words.said import Said

# What the page that asks sends beside what the button sent.
ASKED_AND_SURE = "_confirme"


class Confirmation(NamedTuple):
    """What is asked: the `title`, what `follows`, the words of the button that does it, the address to go `back` to."""

    title: Said
    follows: Said
    button: Said
    back: str


def is_confirmed(request: HttpRequest) -> bool:
    """Whether what a button does was asked about."""
    return ASKED_AND_SURE in request.POST


def ask_first(model_admin: Any, request: HttpRequest, question: Confirmation) -> HttpResponse:
    """Return the page that asks before doing what `request` sends, and sends all of it again."""
    fields = [(name, value) for name, values in sent_in(request.POST).items() for value in values]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": question.title,
        "question": question,
        "sent": [*fields, (ASKED_AND_SURE, "1")],
    }
    return TemplateResponse(request, "admin/confirm.html", context)
