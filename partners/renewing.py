"""A renewal: a new agreement, whose form is filled from the one it renews."""

import datetime as dt
import re

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.models import Agreement
from records.admin import PublishableAdmin
from records.words.keys import key_in

# The parameter of the form of a new agreement that names the one it renews.
RENEWED = "renouvelle"
# What a renewal says as the former did, until the person changes it.
SAID_AGAIN = ("title", "title_en", "kind", "domains", "domains_en", "authorization_need")
# The years that end the title of the former: they are not those of its renewal.
ENDING_YEARS = re.compile(r"\s*(\(\d{4}\s*[-–]\s*\d{4}\)|\b\d{4}\s*[-–]\s*\d{4})$")


class RenewingAdmin(PublishableAdmin):
    """Opens a new agreement filled from the one it renews."""

    def render_change_form(self, request, context, *args, **kwargs):
        """Lead from an agreement to its renewal."""
        agreement = kwargs.get("obj")
        if agreement and agreement.pk and self.has_add_permission(request):
            address = reverse("admin:partners_agreement_add", query={RENEWED: agreement.pk})
            context.setdefault("record_links", []).append((address, _("Renouveler")))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changeform_initial_data(self, request):
        """Fill what a renewal says again; it begins the day after the former ends."""
        filled = super().get_changeform_initial_data(request)
        former = renewed(request)
        if former is None:
            return filled
        begins = former.closes_on + dt.timedelta(days=1) if former.closes_on else None
        again = {name: getattr(former, name) for name in SAID_AGAIN}
        titles = {name: ENDING_YEARS.sub("", again[name]) for name in ("title", "title_en")}
        return {**again, **titles, "renews": former.pk, "starts_on": begins}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Fill the parties, those of the former."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        former = renewed(request) if prefix == "parties" and obj.pk is None and request.method == "GET" else None
        return {**given, "initial": parties_of(former)} if former else given


def renewed(request):
    """Return the Agreement that a request renews; None if none, or raise Http404 where it is not there."""
    key = request.GET.get(RENEWED)
    if not key:
        return None
    found = Agreement.objects.with_closing().filter(pk=key_in(key)).first()
    if found is None:
        raise Http404
    return found


def parties_of(agreement):
    """Return {field: value} of each party of an agreement (a list)."""
    return list(agreement.parties.values("partner", "position"))
