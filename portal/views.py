"""Pages of the site as a whole."""

from django.shortcuts import render
from django.utils import timezone

from axes.models import Axis, Theme, Vision
from missions.models import Action, Mission, Outcome, Service
from missions.results_by_year import actions_with_results
from missions.route import MAX_ROUTES, routes_of
from partners.map import partner_map
from partners.models import Agreement, Partner
from portal.accountability import quarters_on_record
from portal.figures import key_figures
from portal.models.topic import Topic, TopicKind
from portal.news import news_of
from portal.opendata.datasets import DATASETS
from records.listing.first_rows import FirstRows

MAX_UPCOMING = 3
MAX_LATEST = 5
# What home tells of what is new: partners come with their agreements and actions.
NEWSWORTHY = (Mission, Action, Agreement)
LISTED_ON_MAP = 500


def home(request):
    """Show the Vision in one screen: its axes, the world, what is coming, came back and is new, and figures."""
    user, today = request.user, timezone.localdate()
    # Read only for the parts of the page that are not kept.
    return render(request, "portal/home.html", {"told": lambda: home_context(user, today)})


def home_context(user, today):
    """Return what the home page tells `user` on `today` (a date): a dict."""
    vision = Vision.objects.visible_to(user, today).prefetch_related("documents").first()
    axes = Axis.objects.visible_to(user, today).filter(vision=vision)
    shown = with_results(axes.with_action_counts(user, today), Outcome.objects.latest_of(axes, user, today))
    missions = Mission.objects.visible_to(user, today).for_listing(user, today)
    back = list(missions.back(today).prefetch_related("outcomes", "objectives")[:MAX_ROUTES])
    partners = list(Partner.objects.visible_to(user, today).for_map(user, today))
    return {
        "vision": vision,
        "axes": shown,
        "results": actions_with_results(shown, user, today),
        "map": partner_map(partners, routes_of(back)),
        "upcoming": missions.upcoming(today)[:MAX_UPCOMING],
        "back": next(iter(back), None),
        "news": news_of(Topic(TopicKind.ALL), today, NEWSWORTHY, MAX_LATEST),
        "figures": key_figures(user, today, partners),
    }


def with_results(axes, outcomes):
    """Give each of `axes` its `latest_result`, from {key of the axis: outcome}; return them (a list)."""
    axes = list(axes)
    for axis in axes:
        axis.latest_result = outcomes.get(axis.pk)
    return axes


def sitemap_page(request):
    """List the pages of the site, by type."""
    user, today = request.user, timezone.localdate()
    context = {
        name: FirstRows(model.objects.visible_to(user, today), limit=LISTED_ON_MAP)
        for name, model in {
            "axes": Axis,
            "partners": Partner,
            "agreements": Agreement,
            "missions": Mission,
            "actions": Action,
        }.items()
    }
    context |= {"quarters": quarters_on_record(today), "datasets": DATASETS.values()}
    context["former"] = Vision.objects.visible_to(user, today).exclude(is_current=True)
    context |= {"themes": Theme.objects.all(), "services": Service.objects.all()}
    return render(request, "portal/sitemap.html", context)
