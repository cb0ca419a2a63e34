"""Signing in again loses nothing typed: the page carries what a form sent, and the form comes back with it.

What was typed is kept for the person the form was given to, then shown by the form itself: nothing is saved before they
say so. Passwords are never carried; files cannot be.
"""

import json

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from portal.accounts.forms import SignInForm
from records.publication.typed_forms import TAKE_UP, TYPIST, as_sent, sent_in, typing_in, typist_of

# The hidden field of the sign-in page that carries what was typed, and by whom the form says it was.
CARRIED = "_saisie"
# The city’s accounts, in addresses.
CITY = "ville"
NOT_YOURS = _("Le formulaire laissé ouvert était celui d’une autre personne\u00a0: ce qui y était tapé lui est gardé.")


@never_cache
def ask_to_sign_in(request, address, carried, explanation=""):
    """Return the sign-in page (an HttpResponse, 403) that leads to `address` and carries a string of `carry`."""
    context = {
        **admin.site.each_context(request),
        "title": _("Connexion"),
        "form": SignInForm(request=request),
        "redirect_field_value": address,
        "explanation": explanation,
        "carried": carried,
        "has_files": bool(request.FILES),
    }
    return TemplateResponse(request, "accounts/sign_in.html", context, status=403)


def carry(request):
    """Return what a form sent, and to whom it was given, as the hidden field holds it; an empty string for nothing."""
    sent = sent_in(request.POST)
    return json.dumps({"sent": sent, "typist": sent.get(TYPIST, [""])[0]}, ensure_ascii=False) if sent else ""


def carried_by(text):
    """Return what the text carried says (a dict with `sent` and `typist`); None if it says nothing readable."""
    try:
        carried = json.loads(text)
        sent = {str(name): [str(value) for value in values] for name, values in carried["sent"].items()}
        json.dumps(sent, ensure_ascii=False).encode()  # half a character can neither be shown nor kept
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return {"sent": sent, "typist": typist_of(str(carried.get("typist")))} if sent else None


def give_back(request, address, sent, typist=None):
    """Return what leads to the form at `address` with what was typed in it; None if no form there keeps typing.

    `sent`: all that the form sent (a dict).
    `typist`: the key of the person the form was given to, if it says so; someone else is told, and shown nothing.
    """
    form, record = form_at(address)
    if form is None:
        return None
    author = get_user_model().objects.filter(pk=typist or request.user.pk).first() or request.user
    form.keep(request, record, typing_in(as_sent(sent)), author)
    if author != request.user:
        messages.warning(request, NOT_YOURS)
        return redirect(address)
    path, _mark, query = address.partition("?")
    asked = QueryDict(query, mutable=True)
    asked[TAKE_UP] = "oui"
    return redirect(f"{path}?{asked.urlencode()}")


def form_at(address):
    """Return (admin of the form at `address`, key of its row); (None, "") if no form there keeps what is typed."""
    try:
        match = resolve(resolve_url(address).split("?")[0])
    except Resolver404:
        return None, ""
    model_admin = getattr(match.func, "model_admin", None)
    is_form = getattr(model_admin, "keeps_typing", False) and (match.url_name or "").endswith(("_add", "_change"))
    return (model_admin, match.kwargs.get("object_id", "")) if is_form else (None, "")
