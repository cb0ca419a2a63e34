"""Pages of partners and agreements."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone

from partners.filters import AgreementFilter, PartnerFilter
from partners.map import views, whereabouts
from partners.models import Agreement, Partner
from records import addresses
from records.excerpts import Excerpt

PER_PAGE = 100


def partner_list(request):
    """Show the directory, in six groups, narrowed by what the reader asks."""
    today = timezone.localdate()
    partners = Partner.objects.visible_to(request.user, today).by_group()
    narrowed = PartnerFilter(request.GET, partners, user=request.user, today=today)
    page = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filter": narrowed, "page": page, "views": views(narrowed.qs)}
    return render(request, "partners/list.html", context)


def partner_detail(request, slug):
    """Show a partner: the relationship, its agreements, missions and actions."""
    user, today = request.user, timezone.localdate()
    partner = addresses.find(Partner.objects.visible_to(user, today).prefetch_related("sources"), slug)
    if partner.slug != slug:
        return redirect(partner, permanent=True)
    context = {
        "partner": partner,
        "silent_years": partner.silent_years(today),
        "whereabouts": whereabouts(partner),
        "chains": partner.agreements.visible_to(user, today).with_state(today).chains(),
        "missions": Excerpt(partner.missions_together(user, today)),
        "led": Excerpt(partner.led_actions.visible_to(user, today).for_listing().newest_first()),
        "shared": Excerpt(partner.shared_roles(user, today)),
    }
    return render(request, "partners/detail.html", context)


def agreement_list(request):
    """Show the register of agreements with their state today."""
    today = timezone.localdate()
    agreements = Agreement.objects.visible_to(request.user, today).for_listing(request.user, today)
    narrowed = AgreementFilter(request.GET, agreements, today=today)
    page = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "partners/agreements.html", {"filter": narrowed, "page": page, "today": today})


def agreement_detail(request, slug):
    """Show an agreement: its parties, term and authorization, what it renews and what renewed it."""
    today = timezone.localdate()
    readable = Agreement.objects.visible_to(request.user, today).for_listing(request.user, today)
    agreement = addresses.find(readable.prefetch_related("sources"), slug)
    if agreement.slug != slug:
        return redirect(agreement, permanent=True)
    context = {
        "agreement": agreement,
        "today": today,
        "earlier": readable.filter(pk__in=agreement.lineage()).oldest_first(),
        "later": readable.filter(pk__in=agreement.descent()).oldest_first(),
    }
    return render(request, "partners/agreement.html", context)
