"""The pages that make one record of two: which other, side by side, then what was done."""

from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from records.admin.conflicts import VERSION, version_of
from records.admin.deeds import tell_deed
from records.admin.editing import RecordAdmin, editable_fields
from records.admin.merging import doubts_of_pair, merge_records, value_of
from records.publication.fields import relations_to
from records.publication.merges import RecordMerge
from records.publication.operations import lock_rows
from records.publication.twins import label_of
from records.publication.typed_forms import typing_in
from records.words.keys import key_in
from records.words.said import Said

# The parameter that names the other record, that which searches for it, and the choice of a field (before its name).
WITH, SOUGHT, CHOSEN = "avec", "q", "choix-"
# The box by which the person says that two records that differ much are one.
SAID_SAME = "meme_chose"
OF_THE_OTHER = "autre"
MAX_CANDIDATES = 20


class MergedField(NamedTuple):
    """A field in which two records differ: what each says, in words, and whether the other's is taken."""

    name: str
    label: str
    kept: str
    former: str
    is_taken: bool


class MergingAdmin(RecordAdmin):
    """Merges a record with another of its kind."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that merges a record, and that which says what was done."""
        name, guard = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("<path:object_id>/fusion/", guard(self.merge_view), name=f"{name}_merge"),
            path("<path:object_id>/fusions/<int:merge_id>/", guard(self.merged_view), name=f"{name}_merged"),
            *super().get_urls(),
        ]

    def may_merge(self, request: HttpRequest, record: Any) -> bool:
        """Say whether the person may make one of `record` and another."""
        directly = getattr(self, "changes_directly", self.has_change_permission)
        return bool(directly(request, record))

    def likely_twins(self, request: HttpRequest, record: Any) -> list[Any]:
        """Return the records that may be the same as `record` (a list): none, unless the model can tell."""
        return []

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead to the merge."""
        record = kwargs.get("obj")
        if record and record.pk and self.may_merge(request, record):
            link = (self._merge_address(record), _("Fusionner avec une autre fiche"))
            context.setdefault("record_links", []).append(link)
        return super().render_change_form(request, context, *args, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Lead to the record that the one asked was merged into."""
        merge = RecordMerge.objects.of(self.model).filter(former_key=key_in(object_id) or 0).first()
        if merge is None:
            found: HttpResponse = cast(Any, super())._get_obj_does_not_exist_redirect(request, opts, object_id)
            return found
        said, kept = _("«\u00a0%s\u00a0» a été fusionnée avec cette fiche."), str(merge.kept_key)
        if request.method == "POST":
            said = _(
                "«\u00a0%s\u00a0» a été fusionnée avec cette fiche\u00a0: ce que vous tapiez est gardé, à relire ici."
            )
            self.keep(request, kept, {**typing_in(request.POST), VERSION: [version_of(self.model, kept)]})
        self.message_user(request, said % merge, messages.WARNING)
        return redirect(self.form_address(kept))

    def _merge_address(self, record: Any, other: Any = None) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"
        return reverse(name, args=[record.pk], query={WITH: other.pk} if other else None)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask with which other record, show both, and merge them."""
        record = self._mergeable(request, unquote(object_id))
        if WITH not in request.GET:
            return TemplateResponse(request, "admin/merge_choice.html", self._choice_context(request, record))
        other = self._mergeable(request, request.GET[WITH])
        if record.pk == other.pk:
            raise Http404
        fields, refusals, doubts = merged_fields(record, other, request.POST), [], doubts_of_pair(record, other)
        if request.method == "POST":
            try:
                if doubts and SAID_SAME not in request.POST:
                    raise ValidationError(
                        _("Ces deux fiches diffèrent beaucoup\u00a0: cochez la case si c’est bien la même chose.")
                    )
                return self._merge(request, record, other, [each.name for each in fields if each.is_taken])
            except ValidationError as refusal:
                refusals = refusal.messages
        context = self._merge_context(request, _("Fusionner\u00a0: %s") % record)
        context |= {
            "record": record,
            "other": other,
            "fields": fields,
            "refusals": refusals,
            "doubts": doubts,
            "ties": ties(record, other),
        }
        context |= {"versions": self._versions(record, other), "swap_url": self._merge_address(other, record)}
        return TemplateResponse(request, "admin/merge_compare.html", context)

    def _mergeable(self, request: HttpRequest, key: str) -> Any:
        record = self.get_object(request, key)
        if record is None:
            raise Http404
        if not self.may_merge(request, record):
            raise PermissionDenied
        return record

    def _versions(self, *records: Any) -> str:
        return " ".join(version_of(self.model, record.pk) for record in records)

    @transaction.atomic
    def _merge(self, request: HttpRequest, record: Any, other: Any, taken: list[str]) -> HttpResponse:
        """Merge, unless someone changed one of the two since the page was made."""
        lock_rows(self.model._default_manager.filter(pk__in=[record.pk, other.pk]))
        if request.POST.get(VERSION) != self._versions(record, other):
            raise ValidationError(
                _("Quelqu’un a changé une de ces fiches entre-temps\u00a0: relisez-les, puis confirmez de nouveau.")
            )
        done = merge_records(record, other, taken, by=cast(Any, request.user))
        tell_deed(self, request, "merge", f"{done} → {record}", self._done_address(done))
        self.message_user(request, _("Les deux fiches n’en font plus qu’une."), messages.SUCCESS)
        return redirect(self._done_address(done))

    def _done_address(self, done: RecordMerge) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_merged"
        return reverse(name, args=[done.kept_key, done.pk])

    @method_decorator(require_safe)
    def merged_view(self, request: HttpRequest, object_id: str, merge_id: int) -> HttpResponse:
        """Say what a merge did."""
        done = RecordMerge.objects.of(self.model).filter(pk=merge_id, kept_key=key_in(object_id) or 0).first()
        record = self.get_object(request, object_id)
        if done is None or record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        history = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[done.former_key])
        context = {"done": done, "record": record, "history_url": history}
        titled = self._merge_context(request, _("Fusion\u00a0: %s") % record)
        return TemplateResponse(request, "admin/merge_done.html", {**titled, **context})

    def _merge_context(self, request: HttpRequest, title: Said) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}

    def _choice_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """Return what the page that asks for the other record shows: those that may be the same, or that are sought."""
        sought = request.GET.get(SOUGHT, "")
        others = self.get_queryset(request).exclude(pk=record.pk)
        found = self.get_search_results(request, others, sought)[0][:MAX_CANDIDATES] if sought.strip() else []
        candidates = [*found] or ([] if sought.strip() else self.likely_twins(request, record))
        done = RecordMerge.objects.of(self.model).filter(kept_key=record.pk)
        return {
            **self._merge_context(request, _("Fusionner\u00a0: %s") % record),
            "record": record,
            "sought": sought,
            "candidates": [(self._merge_address(record, each), label_of(each)) for each in candidates],
            "done": [(self._done_address(each), each) for each in done],
        }


def merged_fields(kept: Any, former: Any, sent: Any) -> list[MergedField]:
    """Return the fields in which two records differ (a list); `sent`: the choices made, empty before any.

    Before any, what only the other says is taken.
    """
    found = []
    for field in editable_fields(type(kept)):
        ours, theirs = ("", "") if field.many_to_many else (value_of(kept, field.name), value_of(former, field.name))
        if ours != theirs and field.name != "slug":
            is_taken = sent.get(f"{CHOSEN}{field.name}") == OF_THE_OTHER if sent else not ours
            found.append(MergedField(field.name, str(capfirst(field.verbose_name)), ours, theirs, is_taken))
    return found


def ties(kept: Any, former: Any) -> list[tuple[str, int, int]]:
    """Return (kind, number that point to one, to the other) of the rows that point to two records (a list)."""
    found = []
    for relation in relations_to(type(kept)):
        model, name = relation.related_model, relation.field.name
        if not relation.many_to_many or relation.field.remote_field.through._meta.auto_created:
            counts = [model._default_manager.filter(**{name: each.pk}).count() for each in (kept, former)]
            found += [(str(capfirst(model._meta.verbose_name_plural)), *counts)] if any(counts) else []
    return found
