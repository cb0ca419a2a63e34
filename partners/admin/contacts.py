"""How the bureau edits contacts: with their partner, or in a list of their own, where they are verified and moved."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_POST

from partners.models import Contact
from partners.operations import verify_contact
from records.admin import BulkVerb, RecordAdmin, StackedPartInline, record_filter
from records.words.dates import years_before

VERIFIED_ALREADY = _("Déjà vérifié aujourd’hui.")
VERIFIED = _("%(contact)s\u00a0: vérifié aujourd’hui.")


def retention_in_words(contact):
    """Say whether a contact may still be kept today."""
    if contact.pk is None:
        return "–"
    return _("délai dépassé\u00a0: à supprimer") if contact.is_expired(timezone.localdate()) else _("en cours")


class ContactInline(StackedPartInline):
    """The people the office writes to: shown only to those who may read contacts."""

    model = Contact
    needs_approval = False
    fields = [
        ("function", "name", "salutation"),
        ("email", "phone"),
        ("purpose", "source"),
        ("verified_on", "keep_until", "retention"),
    ]
    readonly_fields = ["retention"]

    @admin.display(description=_("conservation"))
    def retention(self, contact):
        """Say whether the contact may still be kept."""
        return retention_in_words(contact)

    def has_view_permission(self, request, obj=None):
        """Ask for the right to read contacts, beside that of reading the partner."""
        return request.user.has_perm("partners.view_contact") and super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        """Ask for the right to change contacts, beside that of changing the partner."""
        return request.user.has_perm("partners.change_contact") and super().has_change_permission(request, obj)


class VerificationFilter(admin.SimpleListFilter):
    """Narrows the list to the contacts to verify: nobody did for a year, or their time is over."""

    title = _("vérification")
    parameter_name = "verification"

    def lookups(self, request, model_admin):
        """Return what may be asked."""
        return [("a_faire", _("à vérifier (plus d’un an)")), ("depasse", _("délai de conservation dépassé"))]

    def queryset(self, request, queryset):
        """Keep those asked."""
        today = timezone.localdate()
        if self.value() == "a_faire":
            return queryset.filter(verified_on__lt=years_before(today, 1))
        return queryset.expired(today) if self.value() == "depasse" else queryset


@admin.register(Contact)
class ContactAdmin(RecordAdmin):
    """Lists the contacts of all partners: found, verified, moved to another partner; their history follows."""

    change_form_template = "admin/contact_change_form.html"
    list_display = ["function", "name", "partner", "email", "verified_on", "keep_until"]
    list_select_related = ["partner"]
    list_filter = [VerificationFilter, record_filter(_("partenaire"), "partenaire", "partner")]
    autocomplete_fields = ["partner"]
    ordering = ["partner__search_text", "function", "pk"]
    readonly_fields = ["retention"]
    fieldsets = [
        (None, {"fields": ["partner", ("function", "name", "salutation"), ("email", "phone")]}),
        (
            _("Pourquoi et jusqu’à quand"),
            {"fields": [("purpose", "source"), ("verified_on", "keep_until", "retention")]},
        ),
    ]

    def get_search_results(self, request, queryset, search_term):
        """Search the person, the function and the partner, whatever the case and accents."""
        return queryset.found_by(search_term), False

    def get_urls(self):
        """Add the address of the button that verifies."""
        view = self.admin_site.admin_view(self.verify_view)
        return [path("<path:object_id>/verifier/", view, name="partners_contact_verify"), *super().get_urls()]

    @admin.display(description=_("conservation"))
    def retention(self, contact):
        """Say whether the contact may still be kept."""
        return retention_in_words(contact)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Offer to verify the contact."""
        if obj and self.has_change_permission(request, obj):
            context["verify_url"] = reverse("admin:partners_contact_verify", args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @method_decorator(require_POST)
    def verify_view(self, request, object_id):
        """Write that the contact was verified today, then show it again."""
        contact = self.get_object(request, unquote(object_id))
        if contact is None:
            raise Http404
        if not self.has_change_permission(request, contact):
            raise PermissionDenied
        self._verify(request, contact)
        return redirect("admin:partners_contact_change", contact.pk)

    def _verify(self, request, contact):
        try:
            verify_contact(contact, by=request.user, today=timezone.localdate())
        except ValidationError as refusal:
            self.message_user(request, f"{contact}\u00a0: {' '.join(refusal.messages)}", messages.ERROR)
        else:
            self.message_user(request, VERIFIED % {"contact": contact}, messages.SUCCESS)

    def bulk_verbs(self, request):
        """Return what the list offers: to verify many contacts first."""
        counted = ngettext_lazy("%(n)s contact vérifié aujourd’hui", "%(n)s contacts vérifiés aujourd’hui", "n")
        verify = BulkVerb(_("Marquer comme vérifiés aujourd’hui"), counted, self.verify_one)
        return {"verify_selected": verify, **super().bulk_verbs(request)}

    def verify_one(self, request, contact, _typed):
        """Write that one contact of many was verified today. Raise ValidationError if it was, or may not be kept."""
        if contact.verified_on == timezone.localdate():
            raise ValidationError(VERIFIED_ALREADY)
        verify_contact(contact, by=request.user, today=timezone.localdate())
