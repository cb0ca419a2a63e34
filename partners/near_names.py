"""The partners near a name being typed, shown in the form: by a script at each pause or, without one, by a button."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from partners.forms import NameForm
from partners.models import Partner
from partners.resemblance import named_of, near_partners
from records.admin import MergingAdmin, PublishableAdmin
from records.publication.typed_forms import SHOWN_ONLY
from records.words.keys import key_in

# The button that asks for the near ones: the form is shown again with them, nothing is saved.
ASKED_NEAR = "_proches"


class NearNamesAdmin(MergingAdmin, PublishableAdmin):
    """Shows in the form of a partner those that may be the same."""

    change_form_template = "admin/partner_change_form.html"

    class Media:
        js = ["js/near_names.js"]

    def get_urls(self):
        """Add the address that the script asks."""
        view = self.admin_site.admin_view(self.near_view)
        return [path("proches/", view, name="partners_partner_near"), *super().get_urls()]

    @method_decorator(require_safe)
    def near_view(self, request):
        """Tell the partners near the names asked, but the one of key `sauf`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        but = key_in(request.GET.get("sauf", ""))
        near = near_partners(NameForm(request.GET).compared(), but=but)
        return TemplateResponse(request, "admin/_near_partners.html", {"near": told_with_state(request, near)})

    def likely_twins(self, request, record):
        """Return the partners that may be the same as a record, with their relation (a list)."""
        near = near_partners(named_of(record), but=record.pk)
        return [partner for partner, _why in told_with_state(request, near)]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the form again, unchecked and unsaved, when only the near ones are asked."""
        if ASKED_NEAR in request.POST:
            request.POST = request.POST.copy()
            request.POST[SHOWN_ONLY] = "1"
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        """Show those that the form doubts, or that were asked."""
        form, asked = context["adminform"].form, ASKED_NEAR in request.POST
        near = near_partners(NameForm(form.data).compared(), but=form.instance.pk) if asked else form.near
        context |= {"near": told_with_state(request, near), "near_asked": asked}
        return super().render_change_form(request, context, *args, **kwargs)


def told_with_state(request, near):
    """Return the (Partner with its relation, words) of `near`, in the same order (a list)."""
    keys = [partner.pk for partner, _why in near]
    rows = Partner.objects.with_relation(request.user, timezone.localdate()).in_bulk(keys) if keys else {}
    return [(rows[partner.pk], why) for partner, why in near]
