"""The strategy: what was promised, the priorities, and where the office acts in fact."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from axes.models import Vision, VisionItemKind
from missions.models import Action, Outcome, Priority, Service
from missions.practice import COUNTRY, SERVICE, THEME, Practice
from partners.models import PartnerKind
from records.listing.first_rows import FirstRows
from records.publication import addresses

# By this word, folded, a line of approach is known to promise the strategy.
PROMISED = "strategie"
ELSEWHERE = [kind for kind in PartnerKind if kind not in (PartnerKind.CITY, PartnerKind.FORUM)]


def strategy(request):
    """Show what the Vision promised, where the strategy stands, and beside it where the office acts in fact."""
    user, today = request.user, timezone.localdate()
    vision = Vision.objects.visible_to(user, today).first()
    promises = vision.items.filter(kind=VisionItemKind.APPROACH, search_text__contains=PROMISED) if vision else []
    priorities = list(Priority.objects.visible_to(user, today).for_page(user, today))
    practice = Practice(user, today)
    practice.compare(priorities)
    context = {
        "vision": vision,
        "promises": promises and promises.prefetch_related("sources"),
        "priorities": priorities,
        "groups": _groups(practice),
        "today": today,
    }
    return render(request, "missions/strategy.html", context)


def _groups(practice):
    """Return (id, title, Lines) of each table of the page."""
    return [
        ("countries", pgettext_lazy("pluriel", "Pays"), practice.of(COUNTRY)),
        ("cities", _("Villes"), practice.of_partners(PartnerKind.CITY)),
        ("organizations", _("Organisations"), practice.of_partners(*ELSEWHERE)),
        ("forums", _("Forums et salons"), practice.of_partners(PartnerKind.FORUM)),
        ("themes", _("Champs et thèmes"), practice.of(THEME)),
        ("services", _("Services de la Ville"), practice.of(SERVICE)),
    ]


def service_detail(request, slug):
    """Show a service: its role, the actions it takes part in, the practices it received."""
    user, today = request.user, timezone.localdate()
    service = addresses.find(Service.objects.prefetch_related("sources"), slug)
    if service.slug != slug:
        return redirect(service, permanent=True)
    actions = Action.objects.visible_to(user, today).filter(services=service)
    lessons = Outcome.objects.visible_to(user, today).filter(receiver=service)
    context = {
        "service": service,
        "actions": FirstRows(actions.for_listing(today).newest_first()),
        "lessons": FirstRows(lessons.for_listing(user, today).newest_first()),
    }
    return render(request, "missions/service.html", context)
