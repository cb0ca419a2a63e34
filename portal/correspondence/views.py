"""The pages where anyone writes to the office, or asks it to receive a delegation."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.correspondence.forms import MessageForm, VisitForm
from portal.public_forms.receiving import receive
from records.publication.typed_forms import asks


@asks(MessageForm)
@csrf_exempt  # no session is used: the form carries a token of its own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_to_office(request):
    """Receive a message, about the page the reader comes from."""
    return receive(request, MessageForm, "portal/write.html", reverse("portal:message_received"))


@asks(VisitForm)
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_visit(request):
    """Receive the request of a delegation that wishes to be received."""
    return receive(request, VisitForm, "portal/visit.html", reverse("portal:request_received"))


@require_safe
def message_received(request):
    """Say that a message is kept, and what follows."""
    return render(request, "portal/message_received.html")


@require_safe
def request_received(request):
    """Say that a request is kept, and what follows."""
    return render(request, "portal/request_received.html")
