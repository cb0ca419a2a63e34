"""What is done with many rows of a list at once: a page says first what would be done to how many, and asks.

What would come of it is tried in a transaction that is rolled back: the page says exactly what the answer will do.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from records.admin.chosen_rows import ChosenRowsAdmin
from records.admin.deeds import tell_deed
from records.admin.sent_requests import silenced
from records.publication.operations import lock_row
from records.publication.twins import label_of
from records.words.said import Said

# What the pages send: that the form of the verb was filled; that the person, who read what would be done, confirms.
BULK_ASKED, IS_CONFIRMED = "_demande", "post"
# How many rows a page names; how many names and reasons the line after gives.
MAX_LISTED, MAX_IN_LINE = 20, 3
DELETE_ROWS = "delete_rows"
DELETED_MEANWHILE = _("Quelqu’un l’a supprimée entre-temps.")
NOTHING_DONE = _("Rien n’est fait")
ROWS_GONE = _("Les fiches choisies ne sont plus là\u00a0: rien n’est fait.")
NOT_ALLOWED = _("Vos droits ne le permettent pas.")


@dataclass(frozen=True)
class BulkVerb:
    """What may be done with many rows: its words, how it is counted once done, the permission it asks.

    `take` does it with one row, given the request, the row and what was typed, and returns whether it is only proposed,
    or raises ValidationError. `form` makes the form that asks something beside, given what it sent or None. `most`: how
    many rows may be chosen.
    """

    words: Said
    counted: Any
    take: Callable[[HttpRequest, Any, dict[str, Any]], Any]
    permission: str = "change"
    form: Callable[[Any], forms.Form] | None = None
    most: int = 500


@dataclass
class BulkOutcome:
    """What came of a verb, or would: the names of the rows it was taken with, or proposed; (name, reason) of others."""

    done: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many were not left."""
        return len(self.done) + len(self.proposed)

    def sections(self) -> list[dict[str, Any]]:
        """Return what a page tells of it, the first of each: a title, a count, lines, how many others (a list)."""
        told = [
            (_("Ce qui sera fait"), self.done),
            (_("Ce qui sera proposé, à faire approuver"), self.proposed),
            (_("Ce qui restera tel quel, et pourquoi"), [f"{name} – {reason}" for name, reason in self.left]),
        ]
        return [
            {"title": title, "count": len(rows), "lines": rows[:MAX_LISTED], "others": len(rows[MAX_LISTED:])}
            for title, rows in told
            if rows
        ]

    def in_a_line(self, verb: BulkVerb) -> str:
        """Say it in one line: how many, how many were left, and why."""
        said = [str(verb.counted % {"n": len(self.done)})] if self.done else []
        if count := len(self.proposed):
            said += [ngettext("%(n)s proposition enregistrée", "%(n)s propositions enregistrées", count) % {"n": count}]
        said = said or [str(NOTHING_DONE)]
        if not self.left:
            return f"{'; '.join(said)}."
        count = len(self.left)
        left = ngettext("%(n)s laissée telle quelle", "%(n)s laissées telles quelles", count) % {"n": count}
        return f"{'; '.join([*said, left])}\u00a0: {'; '.join(self._reasons())}"

    def _reasons(self) -> list[str]:
        names = defaultdict(list)
        for name, reason in self.left:
            names[reason].append(f"«\u00a0{name}\u00a0»")
        told = [f"{_some(found)} ({reason.rstrip('.')})" for reason, found in names.items()]
        return [*told[:MAX_IN_LINE], *(["…"] if len(told) > MAX_IN_LINE else [])]


def _some(names: list[str]) -> str:
    others = len(names) - MAX_IN_LINE
    more = [ngettext("%(n)s autre", "%(n)s autres", others) % {"n": others}] if others > 0 else []
    return ", ".join([*names[:MAX_IN_LINE], *more])


class BulkAdmin(ChosenRowsAdmin):
    """Does one thing with many rows, once the person has read what would come of it."""

    def bulk_verbs(self, request: HttpRequest) -> dict[str, BulkVerb]:
        """Return {name: BulkVerb} of what the list offers, whoever asks: deletion, the last."""
        counted = ngettext_lazy("%(n)s fiche supprimée", "%(n)s fiches supprimées", "n")
        return {DELETE_ROWS: BulkVerb(_("Supprimer"), counted, self.delete_one, "delete")}

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the verbs that the person may take, not the library's deletion, which looks at no row."""
        if self.actions is None or IS_POPUP_VAR in request.GET:
            return {}
        others = {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}
        return others | {
            name: (partial(_answer, name=name), name, verb.words)
            for name, verb in self.bulk_verbs(request).items()
            if getattr(self, f"has_{verb.permission}_permission")(request)
        }

    def delete_one(self, request: HttpRequest, row: Any, _typed: dict[str, Any]) -> None:
        """Delete a row as its own page would. Raise ValidationError if it is to be kept, saying why."""
        row = lock_row(row)
        if not self.has_delete_permission(request, row):
            raise ValidationError(self.why_kept(request, row) or NOT_ALLOWED)
        _rows, _counts, kinds_kept, _protected = self.get_deleted_objects([row], request)
        if kinds_kept:
            raise ValidationError(NOT_ALLOWED)
        about, listing = (
            f"{self.opts.verbose_name} {row.pk}",
            f"{self.opts.app_label}_{self.opts.model_name}_changelist",
        )
        self.log_deletions(request, self.model._default_manager.filter(pk=row.pk))
        try:
            with transaction.atomic():
                self.delete_model(request, row)
        except (ProtectedError, RestrictedError) as refusal:
            rows = refusal.protected_objects if isinstance(refusal, ProtectedError) else refusal.restricted_objects
            tied = _some(sorted(f"«\u00a0{each}\u00a0»" for each in rows))
            raise ValidationError(_("Ceci s’y rattache encore\u00a0: %s.") % tied) from refusal
        tell_deed(self, request, "delete", about, reverse(f"admin:{listing}"))

    def why_kept(self, request: HttpRequest, row: Any) -> Said:
        """Say why a row that the person might delete is kept; nothing where there is no other reason than rights."""
        return ""

    def answer_bulk(self, request: HttpRequest, name: str, chosen: QuerySet[Any]) -> HttpResponse | None:
        """Say what a verb would do with the rows chosen or, once confirmed, do it and say so in one line."""
        verb = self.bulk_verbs(request)[name]
        rows = list(chosen[: verb.most + 1])
        if not rows:
            self.message_user(request, ROWS_GONE, messages.ERROR)
            return None
        if len(rows) > verb.most:
            said = _("Choisissez au plus %s fiches à la fois\u00a0: rien n’est fait.") % verb.most
            self.message_user(request, said, messages.ERROR)
            return None
        sent = request.POST if BULK_ASKED in request.POST else None
        form = verb.form(sent) if verb.form else None
        if form is not None and not form.is_valid():
            return self._page(request, name, verb, rows, form, None)
        typed = form.cleaned_data if form is not None else {}
        if IS_CONFIRMED not in request.POST:
            return self._page(request, name, verb, rows, form, self._try_each(request, verb, rows, typed))
        outcome = self._take_each(request, verb, rows, typed)
        level = messages.SUCCESS if not outcome.left else messages.WARNING if outcome.taken else messages.ERROR
        self.message_user(request, outcome.in_a_line(verb), level)
        return redirect(request.get_full_path())

    @transaction.atomic
    def _try_each(
        self, request: HttpRequest, verb: BulkVerb, rows: Iterable[Any], typed: dict[str, Any]
    ) -> BulkOutcome:
        """Return what would come of a verb; nothing of it stays."""
        try:
            return self._take_each(request, verb, rows, typed)
        finally:
            transaction.set_rollback(True)

    def _take_each(
        self, request: HttpRequest, verb: BulkVerb, rows: Iterable[Any], typed: dict[str, Any]
    ) -> BulkOutcome:
        """Take a verb with each row; one refused does not stop the others."""
        quiet, outcome = silenced(request, is_bulk=True), BulkOutcome()
        for row in rows:
            label = label_of(row)
            try:
                with transaction.atomic():
                    is_proposed = verb.take(quiet, row, typed)
                (outcome.proposed if is_proposed else outcome.done).append(label)
            except ValidationError as refusal:
                outcome.left.append((label, " ".join(refusal.messages)))
            except ObjectDoesNotExist:
                outcome.left.append((label, str(DELETED_MEANWHILE)))
        return outcome

    def _page(
        self,
        request: HttpRequest,
        name: str,
        verb: BulkVerb,
        rows: list[Any],
        form: forms.Form | None,
        outcome: BulkOutcome | None,
    ) -> HttpResponse:
        keys = [(ACTION_CHECKBOX_NAME, row.pk) for row in rows]
        typed = [(each, value) for each in (form.fields if form else ()) for value in request.POST.getlist(each)]
        count = len(rows)
        title = ngettext("%(verb)s\u00a0: %(n)s fiche", "%(verb)s\u00a0: %(n)s fiches", count)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title % {"verb": verb.words, "n": count},
            "verb": verb,
            "form": form,
            "outcome": outcome,
            "back": request.get_full_path(),
            "chosen": [("action", name), *keys],
            "asked": [(BULK_ASKED, "oui")],
            "confirmed": [(IS_CONFIRMED, "yes"), *([(BULK_ASKED, "oui"), *typed] if form else [])],
        }
        return TemplateResponse(request, "admin/bulk.html", context)


def _answer(model_admin: BulkAdmin, request: HttpRequest, chosen: QuerySet[Any], *, name: str) -> HttpResponse | None:
    return model_admin.answer_bulk(request, name, chosen)
