"""How the bureau edits partners and agreements."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners import operations
from partners.models import Agreement, AgreementDocument, AgreementParty, Contact, Partner, PartnerDocument
from records.admin import (
    ADDRESS_FIELDSET,
    SOURCES_FIELDSET,
    DocumentInline,
    PartInline,
    PublishableAdmin,
    StackedPartInline,
    YearFilter,
    country_filter,
)
from records.words.countries import COUNTRIES, country_name
from records.words.dates import iso, span_iso
from records.words.normalizing import normalize


class ContactInline(StackedPartInline):
    """The people the office writes to: shown only to those who may read contacts."""

    model = Contact
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
        if contact.pk is None:
            return "–"
        return _("délai dépassé\u00a0: à supprimer") if contact.is_expired(timezone.localdate()) else _("en cours")

    def has_view_permission(self, request, obj=None):
        """Ask for the right to read contacts, beside that of reading the partner."""
        return request.user.has_perm("partners.view_contact") and super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        """Ask for the right to change contacts, beside that of changing the partner."""
        return request.user.has_perm("partners.change_contact") and super().has_change_permission(request, obj)


class PartnerDocumentInline(DocumentInline):
    """The documents of a partner."""

    model = PartnerDocument


class AgreementDocumentInline(DocumentInline):
    """The documents of an agreement."""

    model = AgreementDocument


@admin.register(Partner)
class PartnerAdmin(PublishableAdmin):
    """Edits a city or an organization."""

    list_display = ["name", "kind", "in_country", "standing", "last_evidence", "publication"]
    list_filter = ["status", "standing", country_filter("country"), "kind"]
    inlines = [ContactInline, PartnerDocumentInline]
    fieldsets = [
        (None, {"fields": ["name", "acronym", "kind"]}),
        (_("Lieu"), {"fields": ["country", "seat_city", ("latitude", "longitude"), "geonames_id"]}),
        (
            _("Relation"),
            {
                "fields": [
                    "standing",
                    "last_evidence_on",
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

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Offer the countries by their French name."""
        if db_field.name != "country":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        named = sorted(COUNTRIES.items(), key=lambda country: normalize(country[1]))
        return forms.ChoiceField(label=_("Pays"), choices=[("", "---------"), *named], required=False)

    @admin.display(description=_("dernier signe de vie"), ordering="last_evidence_on")
    def last_evidence(self, partner):
        """Write when the relationship last showed signs of life."""
        return iso(partner.last_evidence_on)

    @admin.display(description=_("pays"), ordering="country")
    def in_country(self, partner):
        """Name the country in French."""
        return country_name(partner.country)


class AgreementPartyInline(PartInline):
    """The partners an agreement ties."""

    model = AgreementParty
    fields = ["partner", "position"]
    autocomplete_fields = ["partner"]
    min_num = 1
    validate_min = True


@admin.register(Agreement)
class AgreementAdmin(PublishableAdmin):
    """Edits an agreement with its parties."""

    list_display = ["title", "kind", "signed", "term", "standing", "publication"]
    list_filter = ["status", "standing", "kind", country_filter("parties__partner__country"), YearFilter]
    autocomplete_fields = ["sources", "renews"]
    inlines = [AgreementPartyInline, AgreementDocumentInline]
    fieldsets = [
        (None, {"fields": ["title", "kind", "standing", "domains"]}),
        (_("Dates"), {"fields": [("signed_on", "signed_precision"), ("starts_on", "ends_on"), "renews"]}),
        (
            _("Autorisation préalable"),
            {"fields": ["authorization_need", "authorization_body", "authorization_number", "authorized_on"]},
        ),
        (_("Texte"), {"fields": ["document_url"]}),
        SOURCES_FIELDSET,
        ADDRESS_FIELDSET,
    ]

    @admin.display(description=_("signature"), ordering="sorts_on")
    def signed(self, agreement):
        """Write when it was signed, as well as it is known."""
        return iso(agreement.signed_on, agreement.signed_precision)

    @admin.display(description=_("durée"), ordering="ends_on")
    def term(self, agreement):
        """Write its term, if it has one."""
        return span_iso(agreement.starts_on, agreement.ends_on)

    def lock(self, record):
        """Hold the whole register: a renewal must not close a circle with another being saved."""
        operations.lock_agreements()
