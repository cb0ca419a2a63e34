"""How the bureau edits partners."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.admin.contacts import ContactInline
from partners.admin.partner_memory import PartnerMemoryAdmin
from partners.forms import PartnerForm
from partners.lists import PARTNER_LIST
from partners.models import Contact, Partner, PartnerDocument, RelationState
from partners.sheets import PARTNERS_SHEET
from records.admin import (
    ADDRESS_FIELDSET,
    SOURCES_FIELDSET,
    DocumentInline,
    ListFile,
    columns_from_fields,
    country_field,
    country_filter,
)
from records.words.countries import country_name
from records.words.dates import iso


class PartnerDocumentInline(DocumentInline):
    """The documents of a partner."""

    model = PartnerDocument


class RelationFilter(admin.SimpleListFilter):
    """Narrows the list to a state of the relationship today."""

    title = _("relation")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        """Return the states."""
        return RelationState.choices

    def queryset(self, request, queryset):
        """Keep the partners in the state asked."""
        return queryset.filter(state_value=self.value()) if self.value() else queryset


@admin.register(Partner)
class PartnerAdmin(PartnerMemoryAdmin):
    """Edits a city or an organization."""

    form = PartnerForm
    listing = PARTNER_LIST
    sheets = (PARTNERS_SHEET,)
    list_display = ["name", "kind", "in_country", "relation", "last_activity", "publication"]
    list_filter = ["status", RelationFilter, "standing", country_filter("country"), "kind"]
    inlines = [ContactInline, PartnerDocumentInline]
    fieldsets = [
        (None, {"fields": ["name", "acronym", "kind"]}),
        (_("Lieu"), {"fields": ["country", "seat_city", ("latitude", "longitude"), "geonames_id"]}),
        (
            _("Relation"),
            {
                "fields": [
                    "standing",
                    "noted_activity_on",
                    "domains",
                    ("since_on", "since_precision"),
                    ("until_on", "until_precision"),
                    "city_role",
                    "role_holder",
                ]
            },
        ),
        (_("Fondation"), {"fields": [("founded_on", "founded_precision")], "classes": ["collapse"]}),
        SOURCES_FIELDSET,
        ADDRESS_FIELDSET,
    ]

    def get_fieldsets(self, request, obj=None):
        """Begin with what confirms a doubt, seen only when there is one."""
        shown = super().get_fieldsets(request, obj)
        return [(None, {"fields": ["confirmed"]}), *shown] if self.has_change_permission(request, obj) else shown

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Offer the countries by their French name."""
        if db_field.name != "country":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return country_field()

    def list_files(self):
        """Give the contacts of the partners shown too, to those who may read contacts."""
        contacts = ListFile(
            _("Télécharger leurs contacts"),
            lambda: columns_from_fields(Contact),
            lambda request, partners: Contact.objects.filter(
                partner__in=partners.order_by().values("pk")
            ).select_related("partner"),
            permission="partners.view_contact",
        )
        return {**super().list_files(), "contacts": contacts}

    def get_queryset(self, request):
        """Bring along what happened with each partner."""
        return super().get_queryset(request).with_activity(request.user, timezone.localdate())

    @admin.display(description=_("relation"), ordering="state_value")
    def relation(self, partner):
        """Say the state of the relationship today, and the word recorded if it is another."""
        if not partner.recorded_words:
            return partner.state_label
        return _("%(state)s (inscrite comme «\u00a0%(recorded)s\u00a0»)") % {
            "state": partner.state_label,
            "recorded": partner.recorded_words,
        }

    @admin.display(description=_("dernière activité connue"), ordering="latest_told")
    def last_activity(self, partner):
        """Write when something last happened."""
        return iso(partner.last_activity.day, partner.last_activity.precision) if partner.last_activity else ""

    @admin.display(description=_("pays"), ordering="country")
    def in_country(self, partner):
        """Name the country in French."""
        return country_name(partner.country)
