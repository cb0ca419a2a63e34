"""Pages of actions, and their export."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.exports import action_columns
from missions.filters import ActionFilter
from missions.models import Action
from records.listing.export import stream_csv
from records.listing.pages import Pages
from records.publication import addresses

ACTIONS_PER_PAGE = 20
# Rows read at once while a file is written.
CHUNK = 500
# How readers may have the list: the value in addresses (empty: by default), and its name.
ORDERS = {"": _("récentes d’abord"), "ancien": _("anciennes d’abord"), "titre": _("par titre")}
VIEWS = {"": _("cartes"), "tableau": _("tableau")}


def action_list(request):
    """Show the actions, latest first, narrowed by what the reader asks."""
    order, view = _asked(request, "tri", ORDERS), _asked(request, "vue", VIEWS)
    narrowed = _narrowed(request, kept=[(name, value) for name, value in (("tri", order), ("vue", view)) if value])
    actions = narrowed.qs.for_listing().with_shown_roles(narrowed.user, narrowed.today).in_order(order)
    page = Pages(actions, ACTIONS_PER_PAGE, narrowed.total).get_page(request.GET.get("page"))
    context = {"filter": narrowed, "page": page, "orders": ORDERS, "order": order, "views": VIEWS, "view": view}
    return render(request, "missions/actions.html", context)


def action_export(request):
    """Give the actions of the list, all pages of it, as a CSV file."""
    narrowed = _narrowed(request)
    actions = narrowed.qs.for_page(narrowed.user, narrowed.today).newest_first()
    columns = action_columns(request.build_absolute_uri)
    return stream_csv(columns, actions.iterator(chunk_size=CHUNK), "actions.csv")


def action_detail(request, slug):
    """Show an action and its place on the thread, from its axis to its evidence."""
    user, today = request.user, timezone.localdate()
    action = addresses.find(Action.objects.visible_to(user, today).for_page(user, today), slug)
    if action.slug != slug:
        return redirect(action, permanent=True)
    return render(request, "missions/action.html", {"action": action})


def _asked(request, name, known):
    """Return the value asked for `name`; the default for one that is not `known`."""
    value = request.GET.get(name, "")
    return value if value in known else ""


def _narrowed(request, kept=()):
    user, today = request.user, timezone.localdate()
    return ActionFilter(request.GET, Action.objects.visible_to(user, today), user=user, today=today, kept=kept)
