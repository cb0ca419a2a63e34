"""Pages of partners and agreements."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.lists import AGREEMENT_LIST, PARTNER_LIST
from partners.map import partner_map, whereabouts
from partners.models import Agreement, Partner
from partners.models.activity import attach_records
from partners.terms import terms_of
from records.listing.first_rows import FirstRows
from records.listing.timeline import TimelineItem, latest_first
from records.publication.kept_pages import record_page


def partner_list(request):
    """Show the directory, in six groups, and the map of all that the reader asks."""
    context = PARTNER_LIST.page(request)
    rows, narrowed = context["page"].object_list, context["filter"]

    def told():
        """Give the rows of the page, read if they are not kept."""
        attach_records(rows)
        return {"partners": rows}

    def placed():
        """Give the whole selection on the map, read if it is not kept."""
        return {"map": partner_map(narrowed.qs.for_map(request.user, narrowed.today))}

    return render(request, "partners/list.html", {**context, "told": told, "placed": placed})


def partner_detail(request, slug):
    """Show a partner: the relationship, its agreements, missions and actions."""
    return record_page(request, Partner, slug, "partners/detail.html", _told_of_partner)


def _told_of_partner(key, user, today):
    partners = Partner.objects.visible_to(user, today).with_activity(user, today).prefetch_related("documents")
    return partner_context(get_object_or_404(partners, pk=key), user, today)


def partner_context(partner, user, today):
    """Return what the page of `partner`, a row of `with_activity`, says to `user` on `today` (a date): a dict."""
    attach_records([partner])
    chains = partner.agreements.visible_to(user, today).with_state(today).prefetch_related("acts").chains()
    missions = FirstRows(partner.missions_together(user, today))
    led = FirstRows(partner.led_actions.visible_to(user, today).for_listing(today).newest_first())
    shared = FirstRows(partner.actions_shared(user, today))
    return {
        "partner": partner,
        "silent_years": partner.silent_years(today),
        "whereabouts": whereabouts(partner),
        "terms": terms_of([agreement for chain in chains for agreement in chain], today),
        "timeline": _timeline(partner, missions, led, shared),
        "cuts": [excerpt for excerpt in (missions, led, shared) if excerpt.is_cut],
        "has_actions": bool(led or shared),
    }


def _timeline(partner, missions, led, shared):
    """Return what was done with a partner, the latest first (TimelineItems): each tells the part it had."""
    return latest_first(
        [
            *(
                TimelineItem("mission", mission, ", ".join(mission.parts_by_partner()[partner.pk]))
                for mission in missions
            ),
            *(TimelineItem("action", action, _("partenaire principal")) for action in led),
            *(TimelineItem("action", action, action.shared_role_label) for action in shared),
        ]
    )


def agreement_list(request):
    """Show the register of agreements with their state today."""
    context, today = AGREEMENT_LIST.page(request), timezone.localdate()
    rows = context["page"].object_list
    # Read only if they are not kept.
    told = {"told": lambda: {"agreements": rows, "terms": terms_of(rows, today), "today": today}}
    return render(request, "partners/agreements.html", {**context, **told})


def agreement_detail(request, slug):
    """Show an agreement: its parties, term and authorization, what it renews and what renewed it."""
    return record_page(request, Agreement, slug, "partners/agreement.html", _told_of_agreement)


def _told_of_agreement(key, user, today):
    return agreement_context(Agreement.objects.visible_to(user, today).for_listing(user, today), key, today)


def agreement_context(readable, key, today):
    """Return what the page of an agreement says on `today` (a date): a dict; `readable`: those brought for_listing."""
    agreement = get_object_or_404(readable, pk=key)
    chain = readable.filter(pk__in=[*agreement.lineage(), key, *agreement.descent()]).oldest_first()
    return {"agreement": agreement, "today": today, "terms": terms_of(chain, today)}
