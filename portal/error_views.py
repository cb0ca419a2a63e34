"""Pages of what is refused: what happened, what to do, and what was typed, to be copied or sent again."""

from http import HTTPStatus
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views import defaults

from portal.api.problems import is_of_api, problem
from portal.correspondence.forms import MessageForm, VisitForm
from portal.public_forms.about import FROM
from portal.public_forms.forms import TOKEN
from portal.sign_in import CARRIED, ask_to_sign_in, carried_by, carry, form_at, give_back
from portal.subscriptions.forms import SubscriptionForm
from records.publication.typed_forms import TYPIST, VERSION, as_sent, sent_in, typing_in, typist_of
from records.words.keys import key_in

# Bytes that are read back of a form too long to be saved, from people of the bureau only.
MAX_READ_BACK = 8 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
# Seconds after which a database that was restarted answers.
DATABASE_BACK_IN = 10
URLENCODED = "application/x-www-form-urlencoded"
# What Django says of a token, and not of where the form comes from: what was typed is then the person's own.
OF_THE_TOKEN = "CSRF "  # noqa: S105
# Fields that say the version of the form, count rows and name them: nobody typed them.
UNTYPED = (VERSION, "-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS", "-id")
# What a page for anyone sends of itself, and the forms that name its fields.
OF_THE_PAGE = (TOKEN, FROM)
PUBLIC_FORMS = (MessageForm, VisitForm, SubscriptionForm)
# Texts that go with a button, and belong to no model.
OURS = {"comment": _("Ce qui est à revoir"), "reason": _("Raison du refus")}
REOPENED = _("Votre session s’est fermée, ou a été rouverte dans un autre onglet.")


def bad_request(request, exception=None):
    """Refuse what cannot be read (an HttpResponse, 400 or 413): say whether it is too long, and give it back."""
    if is_of_api(request):
        return problem(request, HTTPStatus.BAD_REQUEST)
    is_long = isinstance(exception, RequestDataTooBig)
    has_many = isinstance(exception, TooManyFieldsSent)
    context = {
        "is_long": is_long,
        "has_many": has_many,
        "most_fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "most_megabytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2,
    }
    return _page(request, "400.html", 413 if is_long else 400, context)


def page_not_found(request, exception):
    """Say that nothing public is at an address (an HttpResponse, 404): a page, or a problem of the API."""
    return problem(request, HTTPStatus.NOT_FOUND) if is_of_api(request) else defaults.page_not_found(request, exception)


def server_error(request):
    """Say that something broke here (an HttpResponse, 500): a page, or a problem of the API."""
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR) if is_of_api(request) else defaults.server_error(request)


def unavailable(request):
    """Say that the database is away and when to ask again (an HttpResponse, 503), and give back what was typed."""
    answer = (
        problem(request, HTTPStatus.SERVICE_UNAVAILABLE) if is_of_api(request) else _page(request, "503.html", 503, {})
    )
    answer["Retry-After"], answer["Cache-Control"] = str(DATABASE_BACK_IN), "no-store"
    return answer


def not_allowed(request):
    """Refuse what is sent to a page that only shows (an HttpResponse, 405)."""
    answer = _page(request, "405.html", 405, {}, gives_back=False)
    answer["Allow"] = "GET, HEAD"
    return answer


def permission_denied(request, exception=None):
    """Refuse what the person may not do (an HttpResponse, 403), and give back what was typed."""
    return _page(request, "403.html", 403, {"is_signed_in": _is_signed_in(request)})


def csrf_failure(request, reason=""):
    """Bring back the form with what was typed, when its token is of a former session (an HttpResponse).

    What does not come from our pages is refused, and said no more of.
    """
    if not reason.startswith(OF_THE_TOKEN):
        return _page(request, "403_csrf.html", 403, {"is_foreign": True}, gives_back=False)
    if request.path == reverse("admin:login"):
        return _sign_in_again(request)
    if request.path.startswith(reverse("admin:index")):
        if not admin.site.has_permission(request):
            return ask_to_sign_in(request, request.get_full_path(), carry(request), REOPENED)
        typist = typist_of(request.POST.get(TYPIST, ""))
        back = give_back(request, request.get_full_path(), sent_in(request.POST), typist)
        if back:
            return back
    return _page(request, "403_csrf.html", 403, {"may_resend": True})


def _sign_in_again(request):
    """Return the sign-in page that was sent with an old token, or the way on if the session is open by now."""
    following = request.POST.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        following = reverse("admin:index")
    if not admin.site.has_permission(request):
        return ask_to_sign_in(request, following, request.POST.get(CARRIED, ""), REOPENED)
    return go_on(request, following, request.POST.get(CARRIED, ""))


def go_on(request, address, text):
    """Lead, once the session is open, to `address`, or to its form with what the sign-in page carried of it as text."""
    carried = carried_by(text)
    if carried is None:
        return redirect(address)
    back = give_back(request, address, carried["sent"], carried["typist"])
    return back or _page(request, "403_csrf.html", 200, {"may_resend": True}, sent=carried["sent"], address=address)


def _page(request, template, status, context, *, gives_back=True, sent=None, address=None):
    """Return a page in the frame of the site, with what was typed if the person may have it back."""
    address = address or request.get_full_path()
    sent = sent or (_sent_by(request) if gives_back else {})
    context |= {"shown": rows_of_typing(typing_in(as_sent(sent or {})), address), "is_unreadable": sent is None}
    context["may_resend"] = bool(sent) and context.get("may_resend", False)
    if context["may_resend"]:
        fields = [(name, value) for name, values in sent.items() for value in values]
        context |= {"sent": fields, "address": address, "token": get_token(request)}
    return HttpResponse(render_to_string(template, context), status=status)


def _sent_by(request):
    """Return what a form sent (a dict, empty if nothing was sent); None if it was sent and cannot be read."""
    if request.method != "POST":
        return {}
    try:
        return sent_in(request.POST) or _read_back(request)
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return _read_back(request)


def _read_back(request):
    """Return what was sent in a form with too many fields or too long for Django; None if it can no longer be read."""
    if not request.META.get("CONTENT_LENGTH", "").strip("0"):
        return {}
    if request.content_type != URLENCODED or not _is_of_the_bureau(request):
        return None
    body = getattr(request, "_body", None)
    if body is None:
        body = request.read(MAX_READ_BACK) if not getattr(request, "_read_started", False) else b""
    fields = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
    return sent_in(as_sent(fields)) or None


def _is_signed_in(request):
    return hasattr(request, "user") and request.user.is_authenticated


def _is_of_the_bureau(request):
    return hasattr(request, "user") and admin.site.has_permission(request)


def rows_of_typing(typed, address):
    """Return pairs (words that name the field, text) of what is worth copying of what was typed (a list)."""
    form, _record = form_at(address)
    models = [form.model, *(inline.model for inline in form.inlines)] if form else []
    labels = OURS | {name: str(field.label) for form in PUBLIC_FORMS for name, field in form.base_fields.items()}
    labels |= {field.name: str(field.verbose_name) for model in models for field in model._meta.fields}
    typed = {name: values for name, values in typed.items() if name not in OF_THE_PAGE}
    texts = [(name, value) for name, values in typed.items() for value in values if value.strip()]
    return [(_label(name, labels), value) for name, value in texts if not name.endswith(UNTYPED)]


def _label(name, labels):
    """Name a field as its form does: a field of a row with its rank."""
    *rows, field = name.split("-")
    rank = key_in(rows[-1]) if rows else None
    return str(labels.get(field, field)) if rank is None else f"{labels.get(field, field)} {rank + 1}"
