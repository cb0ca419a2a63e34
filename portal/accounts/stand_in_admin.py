"""How somebody who approves, or who manages, names who approves in an absence."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.standing_in import may_approve
from portal.journal.writing import note_event
from portal.models import JournalEvent, StandIn
from records.admin import TitledListAdmin
from records.admin.typed_fields import READ_KINDLY

NAME_ANY = "portal.name_any_standin"
APPROVES_NOTHING = _("Cette personne n’approuve rien par elle-même.")
PAST = _("Cette date est passée.")


class StandInForm(forms.ModelForm):
    """Asks who approves, in whose place, from when, until when."""

    namer = None

    def clean_absent(self):
        """Refuse whoever has nothing to hand over."""
        absent = self.cleaned_data["absent"]
        if not may_approve(absent):
            raise ValidationError(APPROVES_NOTHING)
        return absent

    def clean_ends_on(self):
        """Refuse what would be over before it is said."""
        if self.cleaned_data["ends_on"] < timezone.localdate():
            raise ValidationError(PAST)
        return self.cleaned_data["ends_on"]

    def clean(self):
        """Tie the row to who names, so that the rules of the model look at them too."""
        if self.instance.pk is None:
            self.instance.named_by = self.namer
            if not self.namer.has_perm(NAME_ANY):
                self.instance.absent = self.namer
            if self.cleaned_data.get("deputy") == self.namer:
                rule = next(each for each in StandIn._meta.constraints if each.name.endswith("named_by_somebody_else"))
                self.add_error("deputy", rule.violation_error_message)
        return super().clean()


@admin.register(StandIn)
class StandInAdmin(TitledListAdmin):
    """Lists who stands in for whom: one's own, all of them for who manages. What was said is not erased: it ends."""

    form = StandInForm
    list_display = ["absent", "deputy", "starts_on", "ends_on", "named_by"]
    list_select_related = ["absent", "deputy", "named_by"]
    list_filter = ["ends_on"]
    actions = None
    formfield_overrides = READ_KINDLY

    def get_queryset(self, request):
        """Keep what the person may know of."""
        rows = super().get_queryset(request)
        return rows if request.user.has_perm(NAME_ANY) else rows.of(request.user)

    def has_add_permission(self, request):
        """Let in who names for anybody, and who approves by their own groups."""
        return super().has_add_permission(request) and (request.user.has_perm(NAME_ANY) or may_approve(request.user))

    def has_change_permission(self, request, obj=None):
        """Let who named, and who is away, move the end; never who stands in, nor once it is over."""
        if obj and (obj.deputy_id == request.user.pk or obj.is_over(timezone.localdate())):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Keep what was said."""
        return False

    def get_fields(self, request, obj=None):
        """Ask who is away only of who names for anybody."""
        who = ["absent"] if obj or request.user.has_perm(NAME_ANY) else []
        return [*who, "deputy", "starts_on", "ends_on"]

    def get_readonly_fields(self, request, obj=None):
        """Let only the end of what was said move."""
        return ["absent", "deputy", "starts_on"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer the people of the bureau."""
        kwargs["queryset"] = User.objects.filter(is_active=True, is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Tell the form who names."""
        form = super().get_form(request, obj, change, **kwargs)
        form.namer = request.user
        return form

    def save_model(self, request, obj, form, change):
        """Save, and write it in the journal."""
        super().save_model(request, obj, form, change)
        page = reverse("admin:portal_standin_change", args=[obj.pk])
        note_event(JournalEvent.STOOD_IN, request.user.get_username(), obj, page)
