"""How the bureau edits agreements, with their parties and their acts."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners import operations
from partners.lists import AGREEMENT_LIST
from partners.models import (
    Agreement,
    AgreementAct,
    AgreementDocument,
    AgreementParty,
    AgreementState,
    AuthorizationNeed,
)
from partners.renewing import RENEWED, RenewingAdmin, parties_of, renewed
from partners.sheets import AGREEMENTS_SHEET
from records.admin import (
    REFERENCE_FIELDSET,
    SOURCES_FIELDSET,
    DocumentInline,
    NamedFormSet,
    PartInline,
    StackedPartInline,
    YearFilter,
    country_filter,
    record_filter,
)
from records.words.dates import iso, span_iso

ASKS_AUTHORIZATION = _(
    "Fallait-il une autorisation préalable\u00a0? %(partners)s est un gouvernement, un de ses organismes ou une "
    "organisation internationale. L’entente est «\u00a0à vérifier\u00a0» tant que le formulaire ne le dit pas."
)
NO_PUBLIC_PARTY = _("L’entente est en ligne\u00a0: mettez d’abord en ligne une de ses parties (%(partners)s).")


class AgreementDocumentInline(DocumentInline):
    """The documents of an agreement."""

    model = AgreementDocument


class PartiesFormSet(NamedFormSet):
    """Keeps an agreement that is online tied to a partner that readers know."""

    def clean(self):
        """Refuse, naming them, parties none of which is online."""
        super().clean()
        kept = [form.cleaned_data.get("partner") for form in self.forms if not self._should_delete_form(form)]
        partners, today = [partner for partner in kept if partner], timezone.localdate()
        if self.instance.is_online and partners and not any(partner.is_public(today) for partner in partners):
            raise ValidationError(
                NO_PUBLIC_PARTY % {"partners": ", ".join(f"«\u00a0{each}\u00a0»" for each in partners)}
            )


class AgreementPartyInline(PartInline):
    """The partners an agreement ties."""

    model = AgreementParty
    formset = PartiesFormSet
    fields = ["partner", "position"]
    autocomplete_fields = ["partner"]
    min_num = 1
    validate_min = True

    def get_extra(self, request, obj=None, **kwargs):
        """Offer a row for each party of an agreement being renewed."""
        is_renewal = obj is None and RENEWED in request.GET
        return len(parties_of(renewed(request))) - 1 if is_renewal else super().get_extra(request, obj, **kwargs)


class AgreementActInline(StackedPartInline):
    """What amended, extended or ended an agreement, each act with its day."""

    model = AgreementAct
    fields = [("kind", "happened_on", "ends_on"), "text", "evidence"]
    autocomplete_fields = ["evidence"]


class AgreementStateFilter(admin.SimpleListFilter):
    """Narrows the list to a state of the day, as the register shown to readers does."""

    title = _("état")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        """Return the states."""
        return AgreementState.choices

    def queryset(self, request, queryset):
        """Keep the agreements in the state asked."""
        return queryset.in_states([self.value()], timezone.localdate()) if self.value() else queryset


class AgreementEndFilter(admin.SimpleListFilter):
    """Narrows the list to the agreements that end within a year, or that ended without anyone saying what follows."""

    title = _("échéance")
    parameter_name = "echeance"

    def lookups(self, request, model_admin):
        """Return the two questions."""
        return [("un_an", _("prend fin d’ici un an")), ("sans_suite", _("échue, suite à dire"))]

    def queryset(self, request, queryset):
        """Keep the agreements asked."""
        today = timezone.localdate()
        asked = {"un_an": queryset.ending_soon, "sans_suite": queryset.unfollowed}.get(self.value())
        return asked(today) if asked else queryset


@admin.register(Agreement)
class AgreementAdmin(RenewingAdmin):
    """Edits an agreement with its parties."""

    listing = AGREEMENT_LIST
    sheets = (AGREEMENTS_SHEET,)
    list_display = ["title", "kind", "signed", "term", "state", "publication"]
    list_filter = [
        "status",
        AgreementStateFilter,
        AgreementEndFilter,
        "standing",
        "kind",
        country_filter("parties__partner__country"),
        record_filter(_("partenaire"), "partenaire", "partners"),
        YearFilter,
    ]
    autocomplete_fields = ["sources", "renews"]
    readonly_fields = ["reference"]
    inlines = [AgreementPartyInline, AgreementActInline, AgreementDocumentInline]
    fieldsets = [
        (None, {"fields": ["title", "kind", "standing", "domains"]}),
        (_("Dates"), {"fields": [("signed_on", "signed_precision"), ("starts_on", "ends_on"), "renews"]}),
        (
            _("Autorisation préalable"),
            {"fields": ["authorization_need", "authorization_body", "authorization_number", "authorized_on"]},
        ),
        (_("Texte"), {"fields": ["document_url"]}),
        SOURCES_FIELDSET,
        REFERENCE_FIELDSET,
    ]

    def get_queryset(self, request):
        """Bring along the state of each agreement today."""
        return super().get_queryset(request).with_state(timezone.localdate())

    def draw_consequences(self, request, form):
        """Ask, once the parties are known, whether the agreement had to be authorized."""
        asking = form.instance.asking_parties()
        if form.instance.authorization_need == AuthorizationNeed.UNKNOWN and asking:
            asked = ASKS_AUTHORIZATION % {"partners": ", ".join(f"«\u00a0{each}\u00a0»" for each in asking)}
            self.message_user(request, asked, messages.WARNING)

    @admin.display(description=_("état"))
    def state(self, agreement):
        """Say its state today, as readers see it."""
        return agreement.state_label

    @admin.display(description=_("signature"), ordering="sorts_on")
    def signed(self, agreement):
        """Write when it was signed, as well as it is known."""
        return iso(agreement.signed_on, agreement.signed_precision)

    @admin.display(description=_("durée"), ordering="closes_on")
    def term(self, agreement):
        """Write its term, if it has one."""
        return span_iso(agreement.starts_on, agreement.closes_on)

    def lock(self, record):
        """Hold the whole register: a renewal must not close a circle with another being saved."""
        operations.lock_agreements()
