"""Pages of what is refused: what happened, what to do, and what was typed, to be copied or sent again."""

from http import HTTPStatus

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
from portal.read_back import read_back
from portal.sign_in import CARRIED, ask_to_sign_in, carried_by, carry, give_back
from portal.typed_words import rows_of_typing
from records.publication.typed_forms import TYPIST, as_sent, sent_in, typing_in, typist_of

# Seconds after which a database that was restarted answers.
DATABASE_BACK_IN = 10
# What Django says of a token, and not of where the form comes from: what was typed is then the person's own.
OF_THE_TOKEN = "CSRF "  # noqa: S105
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
    is_ours = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    if not (is_ours and following.startswith("/")):  # anything else would be taken for the name of a page
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
        return sent_in(request.POST) or read_back(request)
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return read_back(request)


def _is_signed_in(request):
    return hasattr(request, "user") and request.user.is_authenticated
