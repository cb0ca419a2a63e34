"""Pages of the site as a whole."""

from django.shortcuts import render
from django.utils import timezone

from axes.models import Axis, Vision
from missions.models import Action, Mission
from partners.models import Agreement, Partner
from portal.figures import key_figures
from records.excerpts import Excerpt

LATEST = 5
LISTED_ON_MAP = 500


def home(request):
    """Show the Vision in one screen: its axes, the latest of what is done, and where the record stands."""
    user, today = request.user, timezone.localdate()
    vision = Vision.objects.visible_to(user, today).first()
    context = {
        "vision": vision,
        "axes": Axis.objects.visible_to(user, today).filter(vision=vision).with_action_counts(user, today),
        "missions": Mission.objects.visible_to(user, today).for_listing(user, today).newest_first()[:LATEST],
        "actions": Action.objects.visible_to(user, today).for_listing().newest_first()[:LATEST],
        "figures": key_figures(user, today),
    }
    return render(request, "portal/home.html", context)


def sitemap_page(request):
    """List the pages of the site, by type."""
    user, today = request.user, timezone.localdate()
    context = {
        name: Excerpt(model.objects.visible_to(user, today), limit=LISTED_ON_MAP)
        for name, model in {
            "axes": Axis,
            "partners": Partner,
            "agreements": Agreement,
            "missions": Mission,
            "actions": Action,
        }.items()
    }
    return render(request, "portal/sitemap.html", context)
