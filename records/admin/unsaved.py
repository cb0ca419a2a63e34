"""What is typed in a form and not saved: kept for the person alone, offered at the next opening, dropped once saved.

What is taken up again is only shown: the form is bound to it, checks nothing and saves nothing before it is sent.
"""

from typing import Any, cast

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from simple_history.admin import SimpleHistoryAdmin

from records.admin.confirming import Confirmation, ask_first, is_confirmed
from records.page_cache.shared import ask_shared
from records.publication.kept_typing import KeptTyping, Typed
from records.publication.typed_forms import SHOWN_ONLY, TAKE_UP, VERSION, as_sent, sign_typist, typing_in
from records.words.dates import time_in_words

# The button that drops what was kept.
DROP = "_oublier"
FORGET = gettext_lazy("Oublier ce que vous aviez tapé?")
ERASED_FOR_GOOD = gettext_lazy(
    "Ce que vous aviez tapé sans enregistrer est effacé pour de bon; la fiche ne change pas."
)
# How often a script, where there is one, has what is typed kept.
SECONDS = 30


class KeepsTyping(SimpleHistoryAdmin):
    """Keeps what is typed in its form, and gives it back."""

    # Asked by who gives back what was typed in a form that could not be saved.
    keeps_typing = True

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses that keep what is typed in a new record, and in one that exists."""
        view, name = self.admin_site.admin_view(self.typing_view), f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("add/saisie/", view, name=f"{name}_add_typing"),
            path("<path:object_id>/saisie/", view, name=f"{name}_change_typing"),
            *super().get_urls(),
        ]

    def form_address(self, record: str, page: str = "") -> str:
        """Return the address of the form of the row whose key is `record`, empty for a new one; or of a page of it."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"{name}_change{page}", args=[record]) if record else reverse(f"{name}_add{page}")

    @method_decorator(require_POST)
    def typing_view(self, request: HttpRequest, object_id: str = "") -> HttpResponse:
        """Keep what was typed and say when; or drop what was kept, and show the form."""
        record = unquote(object_id)
        shown = self.get_object(request, record) if record else None
        allowed = self.has_change_permission(request, shown) if shown else self.has_add_permission(request)
        if not allowed or (record and shown is None):
            raise PermissionDenied
        if DROP in request.POST and not is_confirmed(request):
            return ask_first(
                self, request, Confirmation(FORGET, ERASED_FOR_GOOD, _("Oublier"), self.form_address(record))
            )
        if DROP in request.POST:
            self.kept(request, record).delete()
            return redirect(self.form_address(record))
        saved = ask_shared(lambda: cache.get(self._saved_key(request, record)), None)
        if saved != request.POST.get(VERSION, ""):
            self.keep(request, record, typing_in(request.POST))
        return JsonResponse(
            {"words": _("Gardé à %s, pour vous seulement.") % time_in_words(timezone.localtime().time())}
        )

    def kept(self, request: HttpRequest, record: str) -> Any:
        """Return what the person typed in the form of a row and did not save (a queryset of one, or none)."""
        return KeptTyping.objects.in_form(cast(User, request.user), self.model, record)

    def keep(self, request: HttpRequest, record: str, typed: Typed, author: User | None = None) -> None:
        """Keep what `author` (the person, unless said) typed in the form of a row."""
        KeptTyping.objects.keep(author or cast(User, request.user), self.model, record, typed)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Offer what the person typed and did not save; bind the form to it, once they take it up."""
        record = unquote(object_id or "")
        kept = self.kept(request, record).first() if request.method == "GET" else None
        is_taken_up = bool(kept) and TAKE_UP in request.GET
        if kept and is_taken_up:
            _send(request, {**kept.typed, SHOWN_ONLY: ["1"]})
        unsaved = {
            "kept": kept,
            "is_taken_up": is_taken_up,
            "take_up": f"?{TAKE_UP}=oui",
            "drop": DROP,
            "seconds": SECONDS,
            "address": self.form_address(record, "_typing"),
            "typist": sign_typist(request.user),
        }
        return super().changeform_view(request, object_id, form_url, {"unsaved": unsaved, **(extra_context or {})})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Drop what was kept of the form: it is saved."""
        super().save_related(request, form, formsets, change)
        self.drop_kept(request, form, change)

    def drop_kept(self, request: HttpRequest, form: Any, change: bool) -> None:
        """Drop what was kept of a form that is saved; what a script still sends of the same version comes too late.

        What is changed on many records at once leaves what is being typed in the form of one.
        """
        if getattr(request, "is_bulk", False):
            return
        record = str(form.instance.pk) if change else ""
        self.kept(request, record).delete()
        if version := form.data.get(VERSION):
            ask_shared(lambda: cache.set(self._saved_key(request, record), version, SECONDS), None)

    def _saved_key(self, request: HttpRequest, record: str) -> str:
        return f"saved/{request.user.pk}/{self.opts.label_lower}/{record}"


def _send(request: HttpRequest, typed: Typed) -> None:
    """Have `request` send what was typed, as if the form had."""
    _no_files = request.FILES  # read now: once the method is changed, Django would read the empty body for them
    request.method = "POST"
    request.POST = as_sent(typed)  # type: ignore[assignment]
