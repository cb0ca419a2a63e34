"""How the bureau reads and edits records, whatever they are about."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple, Textarea
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from simple_history.admin import SimpleHistoryAdmin

from records import operations
from records.countries import country_name
from records.dates import UNDATED
from records.models import Source
from records.publication import PublicationStatus
from records.search import contains_all, fold

SOURCES = (_("Sources et confiance"), {"fields": ["sources", "confidence", "note"], "classes": ["collapse"]})
ADDRESS = (_("Adresse de la page"), {"fields": ["slug"], "classes": ["collapse"]})


@dataclass(frozen=True)
class Step:
    """A step of publication as a button: its words, the states it starts from, whether it takes an approver."""

    words: str
    done: str
    starts_from: tuple
    for_approvers: bool = True
    asks_comment: bool = False


STEPS = {
    "submit": Step(_("Soumettre à l’approbation"), _("Soumis."), (PublicationStatus.DRAFT,), for_approvers=False),
    "publish": Step(_("Mettre en ligne"), _("En ligne."), (PublicationStatus.DRAFT, PublicationStatus.REVIEW)),
    "send_back": Step(_("Renvoyer avec un commentaire"), _("Renvoyé."), (PublicationStatus.REVIEW,), asks_comment=True),
    "withdraw": Step(_("Retirer du site"), _("Retiré du site."), (PublicationStatus.PUBLISHED,)),
    "reopen": Step(_("Rouvrir"), _("Rouvert."), (PublicationStatus.ARCHIVED,)),
}


# An address typed without its scheme is taken for a secure one.
SECURE_ADDRESSES = {models.URLField: {"assume_scheme": "https"}}


class YearFilter(admin.SimpleListFilter):
    """Narrows a list to a year of its sort date."""

    title = _("année")
    parameter_name = "annee"

    def lookups(self, request, model_admin):
        """Return the years that have rows, latest first."""
        days = model_admin.model.objects.exclude(sorts_on=UNDATED).dates("sorts_on", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in days]

    def queryset(self, request, queryset):
        """Keep the rows of the year asked."""
        return queryset.filter(sorts_on__year=self.value()) if (self.value() or "").isdigit() else queryset


def country_filter(lookup):
    """Return a list filter on the country found at `lookup`, named in French."""

    class CountryFilter(admin.SimpleListFilter):
        """Narrows a list to a country."""

        title = _("pays")
        parameter_name = "pays"

        def lookups(self, request, model_admin):
            """Return the countries that have rows, by name."""
            codes = model_admin.model.objects.exclude(**{lookup: ""}).order_by(lookup).values_list(lookup, flat=True)
            return sorted(((code, country_name(code)) for code in codes.distinct()), key=lambda pair: fold(pair[1]))

        def queryset(self, request, queryset):
            """Keep the rows of the country asked."""
            return queryset.filter(**{lookup: self.value()}) if self.value() else queryset

    return CountryFilter


class RecordAdmin(SimpleHistoryAdmin):
    """Edits a row of the record: found whatever the accents, its history at hand."""

    formfield_overrides = SECURE_ADDRESSES
    list_per_page = 100
    show_full_result_count = False
    search_fields = ["folded"]
    autocomplete_fields = ["sources"]

    def changelist_view(self, request, extra_context=None):
        """Name the list after what it lists."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        """Name the form after what it adds, in words that need no article."""
        title = {"title": _("Ajouter\u00a0: %(what)s") % {"what": self.opts.verbose_name}}
        return super().add_view(request, form_url, {**title, **(extra_context or {})})

    def get_search_results(self, request, queryset, search_term):
        """Search the folded text, so that neither case nor accents matter."""
        return queryset.filter(contains_all("folded", search_term)), False

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Show short lists as boxes to tick."""
        if db_field.name not in self.get_autocomplete_fields(request):
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_object(self, request, object_id, from_field=None):
        """Read the row, under a lock while it is being changed: the rules across rows need it to stand still."""
        record = super().get_object(request, object_id, from_field)
        if record and request.method == "POST" and transaction.get_connection().in_atomic_block:
            self.lock(record)
        return record

    def lock(self, record):
        """Hold what a change of `record` relies on until the end of the transaction."""
        list(self.model.objects.select_for_update().filter(pk=record.pk).values_list("pk"))

    def save_related(self, request, form, formsets, change):
        """Remember that a row was edited here: loading the record again will leave it alone."""
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            self.model.objects.filter(pk=form.instance.pk).update(edited_at=timezone.now())


class PublishableAdmin(RecordAdmin):
    """Edits a record that is prepared, approved and put online."""

    change_form_template = "admin/publishable_change_form.html"
    actions = ["publish_selected", "withdraw_selected"]

    @admin.display(description=_("publication"), ordering="status")
    def publication(self, record):
        """Say where the record stands."""
        return record.get_status_display()

    def has_publish_permission(self, request):
        """Say whether the person may put these records online."""
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_change_permission(self, request, obj=None):
        """Let everyone who edits change drafts; only those who publish, the rest."""
        free = obj is None or obj.is_draft or self.has_publish_permission(request)
        return free and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Let only drafts be deleted: what was online is withdrawn and kept."""
        return (obj is None or obj.is_draft) and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        """Leave out the deletion of many records at once: it would not look at their state."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_urls(self):
        """Add the address the buttons of publication post to."""
        view = self.admin_site.admin_view(self.publication_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_publication"
        return [path("<path:object_id>/publication/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Show the steps open to the person, from where the record stands."""
        if obj:
            context["steps"] = {name: step for name, step in STEPS.items() if self.may_take(request, obj, step)}
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_publication"
            context["publication_url"] = reverse(name, args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def may_take(self, request, record, step):
        """Say whether the person may take a step of publication with this record, where it stands."""
        allowed = self.has_publish_permission if step.for_approvers else super().has_change_permission
        return record.status in step.starts_from and allowed(request)

    @method_decorator(require_POST)
    def publication_view(self, request, object_id):
        """Take the step of publication asked, then show the record again with what came of it."""
        record = self.get_object(request, unquote(object_id))
        name = request.POST.get("step")
        if record is None or name not in STEPS:
            raise Http404
        if not self.may_take(request, record, STEPS[name]):
            raise PermissionDenied
        self.take(request, name, record)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", record.pk)

    def take(self, request, name, record):
        """Take a step of publication with a record and say what came of it; return whether it was taken."""
        extra = {"comment": request.POST.get("comment", "")} if STEPS[name].asks_comment else {}
        if name in {"publish", "withdraw"}:
            extra["on"] = timezone.localdate()
        try:
            getattr(operations, name)(record, by=request.user, **extra)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, f"{record}\u00a0: {message}", messages.ERROR)
            return False
        self.message_user(request, f"{record}\u00a0: {STEPS[name].done}", messages.SUCCESS)
        return True

    @admin.action(description=_("Mettre en ligne les éléments choisis"), permissions=["publish"])
    def publish_selected(self, request, records):
        """Put each record online; one refused does not stop the others."""
        for record in records:
            self.take(request, "publish", record)

    @admin.action(description=_("Retirer du site les éléments choisis"), permissions=["publish"])
    def withdraw_selected(self, request, records):
        """Withdraw each record; one refused does not stop the others."""
        for record in records:
            self.take(request, "withdraw", record)


class PartInline(admin.TabularInline):
    """Edits the parts of a record; who may change the record may change its parts."""

    extra = 0
    formfield_overrides = {**SECURE_ADDRESSES, models.TextField: {"widget": Textarea(attrs={"rows": 2, "cols": 40})}}

    @property
    def whole(self):
        """The admin of the record these are parts of."""
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request, obj=None):
        """Follow the record."""
        return self.whole.has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        """Follow the record."""
        return self.whole.has_change_permission(request, obj) if obj else self.whole.has_add_permission(request)

    def has_add_permission(self, request, obj=None):
        """Follow the record."""
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Follow the record."""
        return self.has_change_permission(request, obj)


class StackedPartInline(PartInline, admin.StackedInline):
    """Edits parts too wide for a row."""

    template = "admin/edit_inline/stacked.html"


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Edits the pages where facts are published."""

    autocomplete_fields = []
    list_display = ["publisher", "url", "kind", "published_on"]
    list_filter = ["kind"]
    fieldsets = [(None, {"fields": ["url", "publisher", "kind", "published_on", "published_precision"]})]

    def has_delete_permission(self, request, obj=None):
        """Keep every source: facts stand on it."""
        return False
