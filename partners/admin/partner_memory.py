"""What the bureau remembers of a partner, from its page: the latest exchanges, and what is noted at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from partners.exchange_form import ExchangeForm
from partners.near_names import NearNamesAdmin
from records.publication.typed_forms import asks

# How many exchanges the page of a partner shows.
LATEST_EXCHANGES = 3


class PartnerMemoryAdmin(NearNamesAdmin):
    """Notes an exchange from the page of a partner, and leads to what else is written down of it."""

    def get_urls(self):
        """Add the page that notes an exchange."""
        view = self.admin_site.admin_view(self.exchange_view)
        return [path("<int:partner_id>/echange/", view, name="partners_partner_exchange"), *super().get_urls()]

    @asks(ExchangeForm)
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def exchange_view(self, request, partner_id):
        """Note an exchange and lead back to the partner; show again what could not be noted, with the reason."""
        partner = self.get_object(request, str(partner_id))
        if partner is None:
            raise Http404
        if not may_note(request.user):
            raise PermissionDenied
        form = _form_of(request, partner, request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            form.instance._history_user = request.user
            form.save()
            self.message_user(request, _("L’échange est noté."), messages.SUCCESS)
            return redirect("admin:partners_partner_change", partner.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Noter un échange\u00a0: %(partner)s") % {"partner": partner},
            "partner": partner,
            "form": form,
        }
        return TemplateResponse(request, "admin/exchange.html", context)

    def render_change_form(self, request, context, *args, **kwargs):
        """Show the latest exchanges and the form that notes one."""
        partner = kwargs.get("obj")
        if partner and partner.pk:
            context["memory_links"] = _links(request.user, partner)
            if request.user.has_perm("partners.view_exchange"):
                context["exchanges"] = partner.exchanges.select_related("contact")[:LATEST_EXCHANGES]
            if may_note(request.user):
                context["exchange_form"] = _form_of(request, partner)
        return super().render_change_form(request, context, *args, **kwargs)


def may_note(user):
    """Say whether a person may note an exchange."""
    return user.has_perm("partners.add_exchange")


def _form_of(request, partner, data=None):
    return ExchangeForm(data, partner=partner, user=request.user, today=timezone.localdate())


def _links(user, partner):
    """Return (address, words) of what `user` may write down of a partner (a list)."""
    found = []
    if user.has_perm("partners.add_gift"):
        found.append((reverse("admin:partners_gift_add", query={"partner": partner.pk}), _("Inscrire un cadeau")))
    if user.has_perm("partners.add_officeholder"):
        address = reverse("admin:partners_officeholder_add", query={"partner": partner.pk})
        found.append((address, _("Inscrire un titulaire")))
    return found
