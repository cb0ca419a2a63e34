"""The pages where anyone asks to be told of what is new, confirms it, and leaves: without an account or a cookie."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.headers import secret_address
from portal.public_forms.receiving import receive
from portal.subscriptions.asking import confirm, leave, stop_following
from portal.subscriptions.forms import SubscriptionForm
from portal.subscriptions.links import leaving, to_confirm
from records.publication.typed_forms import asks
from records.words.keys import key_in

# What the button of one thing followed sends.
ONE = "abonnement"


@asks(SubscriptionForm)
@csrf_exempt  # no session is used: the form carries a token of its own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request):
    """Receive what somebody asks to be told of."""
    return receive(request, SubscriptionForm, "portal/subscribe.html", reverse("portal:to_confirm"))


@require_safe
def subscription_received(request):
    """Say that a mail asks for a confirmation: the same whatever is known of the address."""
    return render(request, "portal/subscription_received.html")


@csrf_exempt  # the link says who confirms
@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_subscription(request, signed):
    """Show what was asked, and confirm it once the button is pressed: machines that read mails press none."""
    subscriber = to_confirm(signed)
    if subscriber is None:
        return render(request, "portal/confirm_not.html", status=404)
    if request.method == "POST":
        confirm(subscriber)
        subscriber.refresh_from_db()
    topics = [each.topic.shown for each in subscriber.subscriptions.all()]
    context = {"topics": topics, "waits": subscriber.waits, "rhythm": subscriber.rhythm_once_confirmed}
    return render(request, "portal/confirm.html", context)


@csrf_exempt  # the link says who leaves; mail programs post to it by themselves (RFC 8058)
@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, signed):
    """Show what is followed; forget one thing, or all of it, once a button is pressed. Done twice, it is done."""
    is_ours, subscriber = leaving(signed)
    if not is_ours:
        raise Http404
    if request.method == "POST" and subscriber:
        if ONE not in request.POST:
            leave(subscriber)
            subscriber = None
        else:
            stop_following(get_object_or_404(subscriber.subscriptions, pk=key_in(request.POST[ONE])))
            return redirect(request.path)
    followed = subscriber.subscriptions.confirmed() if subscriber else []
    return render(request, "portal/leave.html", {"followed": followed, "has_left": subscriber is None})
