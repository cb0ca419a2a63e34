"""How the bureau records what a mission costs: published amounts stay, new ones are added, some to correct another."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from missions.models import CostFact
from records.admin import StackedPartInline
from records.admin.parts import PartsFormSet
from records.words.keys import key_in

# The parameter of the mission form's address that names the amount to correct.
TO_CORRECT = "corrige"
# What a correction most often has in common with the amount it corrects.
ALIKE = ["fact_type", "category", "scope_code", "scope", "participant", "payer", "payer_name"]


class CostFormSet(PartsFormSet):
    """The amounts of a mission: what states a published one is shown and stays.

    `corrected`: the amount that an empty row, begun like it, is offered to correct; None without one.
    """

    corrected = None

    def __init__(self, *args, **kwargs):
        if self.corrected:
            alike = {name: getattr(self.corrected, CostFact._meta.get_field(name).attname) for name in ALIKE}
            kwargs["initial"] = [{**alike, "corrects": self.corrected.pk}]
        super().__init__(*args, **kwargs)

    def add_fields(self, form, index):
        """Hold what a published amount states; begin with the amount in the row that corrects one."""
        super().add_fields(form, index)
        if form.instance.pk and self.instance.published_on:
            for name in set(CostFact.final) & set(form.fields) - {self.fk.name}:
                form.fields[name].disabled = True
        elif self.corrected and index == self.initial_form_count():
            form.fields["amount"].widget.attrs["autofocus"] = True


class CostFactInline(StackedPartInline):
    """The amounts published about the mission: once it has been online, they are corrected, never changed."""

    model = CostFact
    fk_name = "mission"
    formset = CostFormSet
    fields = [
        ("fact_type", "category", "amount", "is_approximate"),
        ("scope_code", "participant"),
        "scope",
        ("payer", "payer_name", "made_public_on"),
        "corrects",
        "correction_reason",
        "sources",
        ("note", "confidence"),
    ]
    autocomplete_fields = ["sources"]

    def get_queryset(self, request):
        """Say of each amount whether another corrects it."""
        corrections = CostFact.objects.filter(corrects=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_corrected=Exists(corrections)).prefetch_related("sources")

    def get_fields(self, request, obj=None):
        """Begin each published amount with the way to correct it."""
        fields = super().get_fields(request, obj)
        return ["correction", *fields] if "correction" in self.get_readonly_fields(request, obj) else fields

    def get_readonly_fields(self, request, obj=None):
        """Offer to correct once the mission has been online."""
        return ["correction"] if _is_published(obj) and self.has_change_permission(request, obj) else []

    def has_delete_permission(self, request, obj=None):
        """Keep every published amount."""
        return not _is_published(obj) and super().has_delete_permission(request, obj)

    def get_extra(self, request, obj=None, **kwargs):
        """Open an empty row for the amount the person is about to correct."""
        return 1 if self.corrected(request, obj) else super().get_extra(request, obj, **kwargs)

    def get_formset(self, request, obj=None, **kwargs):
        """Tell the rows which amount the person is about to correct."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.corrected = self.corrected(request, obj)
        return formset

    def corrected(self, request, obj):
        """Return the amount of the mission that the address asks to correct; None without one."""
        asked = key_in(request.GET.get(TO_CORRECT, ""))
        return obj.costs.filter(pk=asked, corrections=None).first() if obj else None

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Accept only what belongs to the mission."""
        if db_field.name in {"corrects", "participant"}:
            mission = request.resolver_match.kwargs.get("object_id")
            rows = db_field.related_model.objects
            kwargs["queryset"] = rows.filter(mission=mission) if mission else rows.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("publié"))
    def correction(self, cost):
        """Say that it stays, and lead to its correction."""
        if cost.pk is None:
            return _("Le sera une fois en ligne, et ne changera plus.")
        if cost.is_corrected:
            return _("Ce qui est publié ne change pas. Un autre montant corrige celui-ci.")
        address = reverse("admin:missions_mission_change", args=[cost.mission_id], query={TO_CORRECT: cost.pk})
        return format_html(
            '{} <a href="{}">{}</a>',
            gettext("Ce qui est publié ne change pas."),
            address,
            gettext("Corriger ce montant"),
        )


def _is_published(mission):
    return mission is not None and mission.published_on is not None
