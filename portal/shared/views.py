"""The page of a shared link: what is prepared as anyone would read it online, and the form to answer."""

from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.headers import secret_address
from portal.journal.writing import note_event
from portal.models import JournalEvent
from portal.public_forms.network import WINDOW, is_too_many
from portal.public_forms.receiving import TOO_MANY
from portal.shared.forms import OpinionForm
from records.models import Proposal, SharedLink
from records.publication.shared_links import secret_digest
from records.publication.typed_forms import asks


class Shared(NamedTuple):
    """What stands above what is shown: the link, its address, the form to answer (None if it may not), the answers."""

    link: SharedLink
    address: str
    form: OpinionForm | None
    opinions: list

    @property
    def who(self):
        """Who made the link, by name."""
        return self.link.made_by.get_full_name() or self.link.made_by.get_username()


@asks(OpinionForm)
@csrf_exempt  # the address is the secret: nobody else can send this form
@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def shared_page(request, secret):
    """Show what a link shares, or keep what is answered; anything else is not found, whatever the reason."""
    link = SharedLink.objects.select_related("made_by").filter(digest=secret_digest(secret)).first()
    subject = link.subject if link and link.is_open else None
    if subject is None:
        return _not_found(request, link)
    response = _answered(request, link, subject) if request.method == "POST" else None
    if response is None:
        _note_opening(request, link, subject)
        response = _shown(request, link, subject, OpinionForm(link=link, seen=_seen(subject)))
    return response


def _note_opening(request, link, subject):
    """Count an opening, and write it in the journal, which who opens it again and again does not fill."""
    link.note_opening()
    if not is_too_many(request, f"opened-{link.pk}"):
        note_event(JournalEvent.SHARE_OPENED, link.made_by.get_username(), f"{link} – {_record_of(subject)}")


def _not_found(request, link):
    """Say that a link opens nothing; to who tries many of them, that they wait."""
    if is_too_many(request, "shared"):
        response = render(request, "portal/shared_not.html", {"too_many": True}, status=429)
        response["Retry-After"] = str(WINDOW)
        return response
    return render(request, "portal/shared_not.html", {"was_known": link is not None}, status=404)


def _answered(request, link, subject):
    """Keep an answer; return where it leads or the page again with what is wrong, None if none may be given."""
    if not link.may_answer:
        return None
    form = OpinionForm(request.POST, link=link, seen=_seen(subject))
    if is_too_many(request, "opinion"):
        form.add_error(None, TOO_MANY)
    if not form.is_valid():
        return _shown(request, link, subject, form)
    form.save()
    note_event(JournalEvent.SHARE_ANSWERED, link.made_by.get_username(), f"{form.instance} – {_record_of(subject)}")
    return redirect(request.path)


def _shown(request, link, subject, form):
    """Show what is shared under what the link tells; say why where it cannot be made."""
    shared = Shared(link, request.path, form if link.may_answer else None, list(link.opinions.all()))
    page = admin.site.get_model_admin(type(_record_of(subject))).shared_page
    try:
        return page(request, subject, link.made_by, shared)
    except ValidationError as refusal:
        context = {"shared": shared, "refusals": refusal.messages}
        return render(request, "portal/shared_cannot.html", context, status=409)


def _record_of(subject):
    return subject.record if isinstance(subject, Proposal) else subject


def _seen(subject):
    """Return the key of the last row of history of what is shown."""
    return subject.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0
