"""How the bureau keeps exchanges, office-holders and gifts: a form of a few fields each, and their lists."""

from django.contrib import admin
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from partners.models import Exchange, Gift, OfficeHolder
from records.admin import RecordAdmin, RelatedOnlyFilter, record_filter
from records.templatetags.typography import money
from records.words.dates import iso, span_iso
from records.words.keys import key_in
from records.words.normalizing import narrow_to_words

OF_PARTNER = record_filter(_("partenaire"), "partenaire", "partner")
TO_FOLLOW, LATE_FOLLOW_UPS = "a_suivre", "retard"


class MemoryAdmin(RecordAdmin):
    """Edits a row about a partner, found by the partner's name and by the words of its fields `searched`."""

    searched: tuple[str, ...] = ()
    autocomplete_fields = ["partner"]
    list_select_related = ["partner"]
    actions = None

    def get_search_results(self, request, queryset, search_term):
        """Search the partner and the words of the row, whatever the case and the accents."""
        return narrow_to_words(queryset, search_term, "partner__search_text", *self.searched), False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer, of people, those of the partner at hand; for a follow-up, those who work at the bureau."""
        if db_field.name in {"contact", "holder"}:
            people = db_field.related_model.objects.kept(timezone.localdate())
            kwargs["queryset"] = people.filter(partner__in=_partner_at_hand(request, self.model))
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(is_active=True, is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _partner_at_hand(request, model):
    """Return the keys of the partner that the form is about (a list, empty while nobody chose one)."""
    edited = request.resolver_match.kwargs.get("object_id", "")
    known = model.objects.filter(pk=key_in(edited)).values_list("partner", flat=True)
    asked = [request.POST.get("partner", ""), request.GET.get("partner", "")]
    return [*known, *(key for key in map(key_in, asked) if key is not None)]


class FollowedFilter(admin.SimpleListFilter):
    """Narrows the exchanges to those with a follow-up that is not done, or late."""

    title = _("suite")
    parameter_name = "suite"

    def lookups(self, request, model_admin):
        """Return the two states."""
        return [(TO_FOLLOW, _("à donner")), (LATE_FOLLOW_UPS, _("en retard"))]

    def queryset(self, request, queryset):
        """Keep the exchanges in the state asked."""
        kept = {TO_FOLLOW: queryset.still_open, LATE_FOLLOW_UPS: lambda: queryset.late(timezone.localdate())}
        return kept[self.value()]() if self.value() in kept else queryset


@admin.register(Exchange)
class ExchangeAdmin(MemoryAdmin):
    """Edits an exchange and what follows it."""

    list_display = ["held", "kind", "partner", "about", "follow_up", "due", "owner"]
    searched = ("text", "follow_up", "with_whom")
    list_select_related = ["partner", "owner"]
    actions = ()
    bulk_fields = ("owner",)
    list_filter = [FollowedFilter, "kind", OF_PARTNER, ("owner", RelatedOnlyFilter)]
    fieldsets = [
        (None, {"fields": ["partner", ("kind", "held_on"), ("contact", "with_whom"), "text"]}),
        (_("Suite"), {"fields": ["follow_up", ("due_on", "owner"), "done_on"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        """Leave out the contact for those who may not read contacts."""
        shown = super().get_fieldsets(request, obj)
        if request.user.has_perm("partners.view_contact"):
            return shown
        first = {"fields": ["partner", ("kind", "held_on"), "with_whom", "text"]}
        return [(None, first), *(each for each in shown[1:] if "contact" not in each[1]["fields"])]

    @admin.display(description=_("date"), ordering="held_on")
    def held(self, exchange):
        """Write the day."""
        return iso(exchange.held_on)

    @admin.display(description=_("quoi"))
    def about(self, exchange):
        """Write what it was about, briefly."""
        return Truncator(exchange.text).chars(120)

    @admin.display(description=_("au plus tard le"), ordering="due_on")
    def due(self, exchange):
        """Write the day the follow-up is due, and whether it is late."""
        day, late = iso(exchange.due_on), _("en retard")
        return f"{day} ({late})" if exchange.is_late(timezone.localdate()) else day


@admin.register(OfficeHolder)
class OfficeHolderAdmin(MemoryAdmin):
    """Edits who holds office at a partner."""

    searched = ("function", "name")
    list_display = ["function", "partner", "in_office", "retention"]
    list_filter = [OF_PARTNER]
    fieldsets = [
        (None, {"fields": ["partner", ("function", "name"), ("since_on", "until_on")]}),
        (_("Comment lui parler"), {"fields": [("pronunciation", "salutation"), "spoken_language"]}),
        (_("Conservation"), {"fields": ["keep_until"]}),
    ]

    @admin.display(description=_("en fonction"), ordering="since_on")
    def in_office(self, holder):
        """Write since and until when."""
        return span_iso(holder.since_on, holder.until_on)

    @admin.display(description=_("à garder jusqu’au"), ordering="keep_until")
    def retention(self, holder):
        """Write the last day it is kept, and whether it is over."""
        day, over = iso(holder.keep_until), _("délai dépassé")
        return f"{day} ({over})" if holder.is_expired(timezone.localdate()) else day


@admin.register(Gift)
class GiftAdmin(MemoryAdmin):
    """Edits a gift given or received."""

    searched = ("what", "occasion", "keeper")
    list_display = ["what", "direction", "given", "partner", "worth", "keeper"]
    list_filter = ["direction", OF_PARTNER]
    fieldsets = [
        (None, {"fields": ["partner", ("direction", "given_on"), "what", ("amount", "keeper"), "occasion", "holder"]})
    ]

    def save_model(self, request, obj, form, change):
        """Tie the gift to who held office that day, where only one person could."""
        obj.name_holder()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("date"), ordering="given_on")
    def given(self, gift):
        """Write the day."""
        return iso(gift.given_on)

    @admin.display(description=_("valeur"), ordering="amount")
    def worth(self, gift):
        """Write the value; nothing where it is unknown."""
        return "" if gift.amount is None else money(gift.amount)
