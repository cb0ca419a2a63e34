"""How the bureau edits a row of the record and reads its history."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import flatten, unquote
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import conditional_escape
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from records.admin.bulk_changes import BulkChangesAdmin
from records.admin.changes import changes_of_parts
from records.admin.chapters import Chapter, arrange
from records.admin.conflicts import RecordForm, version_of
from records.admin.files import FilesAdmin
from records.admin.history_words import HistoryInWords
from records.admin.latest_changes import ChangesAdmin
from records.admin.more_rows import ask_for_row
from records.admin.problems import problems_of
from records.admin.restoring import RestoringAdmin
from records.admin.sent_requests import completed_once
from records.admin.steps import StepsAdmin
from records.admin.tied_lists import tied_lists
from records.admin.translations import OutdatedFilter, accept_english, outdated_words, translated_parts
from records.admin.widgets import FieldsOfTheBureau
from records.publication.fields import AnyField, ManyToMany, through_of
from records.publication.identifiers import answers_to
from records.publication.loaded import Loaded
from records.publication.translated import Translated
from records.words.keys import key_in
from records.words.languages import english_fields
from records.words.said import Said

SOURCES_FIELDSET: Any = (
    _("Sources et confiance"),
    {"fields": ["sources", "confidence", "note", "editor_note"], "classes": ["collapse"]},
)
ADDRESS_FIELDSET: Any = (_("Adresse de la page"), {"fields": ["slug"], "classes": ["collapse"]})
REFERENCE_FIELDSET: Any = (
    _("Référence et adresse de la page"),
    {"fields": ["reference", "slug"], "classes": ["collapse"]},
)


class ChosenForm(ActionForm):
    """Asks what to do with the rows chosen in a list."""

    action = forms.ChoiceField(label=_("Avec ce qui est choisi\u00a0:"))


class RecordAdmin(ChangesAdmin, BulkChangesAdmin, FilesAdmin, FieldsOfTheBureau, RestoringAdmin, StepsAdmin):
    """Edits a row of the record: found whatever the accents, its history at hand, never written over unseen."""

    form = RecordForm
    change_form_template = "admin/record_change_form.html"
    list_per_page = 100
    show_full_result_count = False
    search_fields = ["search_text"]
    autocomplete_fields = ["sources"]
    action_form = ChosenForm
    # Fields that the form places itself, in some cases only.
    placed_apart: tuple[str, ...] = ()
    # How a long form is divided, if it is.
    chapters: tuple[Chapter, ...] = ()

    class Media:
        js = ["js/autocomplete_names.js", "js/unsaved.js", "js/problems.js", "js/ranks.js", "js/added_rows.js"]

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """End the form with the fields nobody placed, then with the English of its texts."""
        shown = [*super().get_fieldsets(request, obj), *self._outdated_fieldset(obj)]
        placed = {name for _title, options in shown for name in flatten(options["fields"])}
        english = [name for name in english_fields(self.model) if name not in placed]
        placed |= {*english, *self.placed_apart}
        others = [field.name for field in editable_fields(self.model) if field.name not in placed]
        ends = [(_("Autres renseignements"), others, []), (_("Traduction anglaise"), english, ["collapse"])]
        return [*shown, *((title, {"fields": names, "classes": style}) for title, names, style in ends if names)]

    def _outdated_fieldset(self, record: Any) -> Any:
        """Return the fieldset that tells which English texts are older than their French; none without any."""
        waiting = self._outdated_words(record) if isinstance(record, Translated) else []
        if not waiting:
            return []
        told = _("Le français a changé depuis\u00a0: %(texts)s.") % {"texts": "; ".join(waiting)}
        return [(_("Traduction à revoir"), {"fields": ["english_was_read"], "description": conditional_escape(told)})]

    def _outdated_words(self, record: Any) -> list[str]:
        """Ask once for the record that this form is of: its fieldsets and its fields both depend on the answer."""
        if "outdated_words" not in vars(record):
            record.outdated_words = outdated_words(record, translated_parts(self))
        words: list[str] = record.outdated_words
        return words

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask whether the English was read again only where some of it is older."""
        form = super().get_form(request, obj, change, **kwargs)
        if not self._outdated_fieldset(obj):
            form.base_fields.pop("english_was_read", None)
        return form

    def get_list_filter(self, request: HttpRequest) -> Any:
        """End the filters with the translations to read again."""
        outdated = [OutdatedFilter] if issubclass(self.model, Translated) else []
        return [*super().get_list_filter(request), *outdated]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search the folded text and the identifiers, whatever the case and accents; without a word, leave all rows."""
        return queryset.filter(answers_to(self.model, search_term)), False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Title the form in words that need no article; add the row it asks for."""
        ask_for_row(request)
        context = {"title": self.titled(_("Ajouter") if object_id is None else ""), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Title the question, in the same words."""
        return super().delete_view(request, object_id, {"title": self.titled(_("Supprimer")), **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Divide a long form; gather in one list what is to be corrected; lead to what is tied to the row."""
        form, parts = context["adminform"], context["inline_admin_formsets"]
        context["problems"] = problems_of(form.form, parts)
        context["chapters"] = arrange(list(self.chapters), list(form), parts)
        context["tied_lists"] = tied_lists(request, kwargs["obj"]) if kwargs.get("obj") else []
        return super().render_change_form(request, {**context, "errors": []}, *args, **kwargs)

    def titled(self, verb: Said) -> str:
        """Return what is done and to what sort of row; only the sort without a verb."""
        return f"{verb}\u00a0: {self.opts.verbose_name}" if verb else str(capfirst(self.opts.verbose_name))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Read the row, under a lock while it is being changed: the rules across rows need it to stand still.

        Its version is read first: a change made in between would be told once too often, never missed.
        """
        if request.method == "POST" and transaction.get_connection().in_atomic_block:
            record = super().get_object(request, object_id, from_field)
            if record is None:
                return None
            self.lock(record)
        version = version_of(self.model, object_id)
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            record.version_read = version
        return record

    def lock(self, record: Any) -> None:
        """Hold what a change of `record` relies on until the end of the transaction."""
        list(self.model.objects.select_for_update().filter(pk=record.pk).values_list("pk"))

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> tuple[list[Any], list[Any]]:
        """Hand the parts sent to the form too: a rule that weighs the whole speaks beside a field of the form."""
        formsets, inlines = super()._create_formsets(completed_once(request), obj, change)
        obj.parts_typed = [formset for formset in formsets if formset.is_bound]
        return formsets, inlines

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Remember that a row was edited here: loading the register again will leave it alone."""
        super().save_related(request, form, formsets, change)
        if form.cleaned_data.get("english_was_read"):
            accept_english(form.instance, translated_parts(self))
        is_edited = form.has_changed() or any(formset.has_changed() for formset in formsets)
        if is_edited and issubclass(self.model, Loaded):
            self.model.objects.filter(pk=form.instance.pk).update(edited_at=timezone.now())
        self.mark_parts(formsets)

    def mark_parts(self, formsets: Any) -> None:
        """Remember which parts, just saved, were edited here."""
        parts = [part for formset in formsets for part in (*formset.new_objects, *_first(formset.changed_objects))]
        for part in parts:
            if isinstance(part, Loaded):
                type(part).objects.filter(pk=part.pk).update(edited_at=timezone.now())

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what changed in the row, and in its parts."""
        key = key_in(unquote(object_id))
        if key is None:
            raise Http404
        parts = changes_of_parts(self, request, str(key))
        is_there = self.model._default_manager.filter(pk=key).exists()
        context = {"changes_of_parts": parts, "can_compare": is_there, **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> HistoryInWords:
        """Say what changed as people see it."""
        return HistoryInWords(self.model, historical_record)

    def history_view_title(self, request: HttpRequest, obj: Model) -> str:
        """Say whose history this is."""
        return _("Historique\u00a0: %(record)s") % {"record": obj}

    def history_form_view_title(self, request: HttpRequest, obj: Model) -> str:
        """Say that this is the past."""
        return _("Version antérieure\u00a0: %(record)s") % {"record": obj}

    @method_decorator(require_safe)
    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a former version. The library would also write it back for whoever may read it: it is only read here."""
        return super().history_form_view(request, object_id, version_id, extra_context)


def _first(pairs: Iterable[tuple[Model, Any]]) -> list[Model]:
    """Return the first of each pair: of a part that was changed, the part itself."""
    return [part for part, _names in pairs]


def editable_fields(model: type[Model]) -> list[AnyField]:
    """Return the fields of `model` that its form can hold (a list): those of its parts are not among them."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [each for each in fields if each.editable and not each.primary_key and not is_through(each)]


def is_through(field: AnyField) -> bool:
    """Whether a many-to-many field goes through rows of their own, edited as parts."""
    return bool(field.many_to_many) and not through_of(cast(ManyToMany, field))._meta.auto_created
