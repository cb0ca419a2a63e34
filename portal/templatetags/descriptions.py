"""What a page says of itself where only its address is shown: one sentence, of what the page tells."""

from django import template
from django.utils.translation import gettext

from records.templatetags.typography import plain
from records.words.countries import country_name
from records.words.dates import span_in_words

register = template.Library()


@register.filter
def partner_in_short(partner):
    """Say who a partner fetched with_activity is, where, and what the relationship is; then the public note."""
    words = {
        "name": plain(partner, "name"),
        "kind": partner.get_kind_display(),
        "country": country_name(partner.country) if partner.country else gettext("pays inconnu"),
        "state": partner.state_label,
    }
    said = gettext("%(name)s, %(kind)s, %(country)s. Relation %(state)s avec la Ville de Québec.") % words
    return _followed_by(said, plain(partner, "note"))


@register.filter
def agreement_in_short(agreement):
    """Say what an agreement brought for_listing is, with whom, and where it stands today; then the public note."""
    words = {
        "title": plain(agreement, "title"),
        "kind": agreement.get_kind_display(),
        "parties": ", ".join(plain(party.partner, "name") for party in agreement.shown_parties),
        "state": agreement.state_label,
    }
    said = (
        gettext("%(title)s\u00a0: %(kind)s entre la Ville de Québec et %(parties)s, %(state)s.")
        if words["parties"]
        else gettext("%(title)s\u00a0: %(kind)s de la Ville de Québec, %(state)s.")
    )
    return _followed_by(said % words, plain(agreement, "note"))


@register.filter
def mission_in_short(mission):
    """Say why a mission is made or, where nobody recorded it, what it is, when and where."""
    if mission.purpose:
        return plain(mission, "purpose")
    words = {
        "title": plain(mission, "title"),
        "direction": mission.get_direction_display(),
        "stage": mission.get_stage_display(),
    }
    told = [span_in_words(mission.starts_on, mission.ends_on, mission.date_precision)]
    told += [plain(stop.place, "name") for stop in mission.shown_stops]
    said = gettext("%(title)s\u00a0: %(direction)s, %(told)s. Avancement\u00a0: %(stage)s. Pourquoi, qui, à quel coût.")
    return said % {**words, "told": ", ".join(told)}


@register.filter
def action_in_short(action):
    """Say what an action does or, where nobody recorded it, what it is, with whom and for which axis."""
    if action.description:
        return plain(action, "description")
    return gettext("%(title)s\u00a0: %(kind)s avec %(partner)s. Axe\u00a0: %(axis)s. Avancement\u00a0: %(stage)s.") % {
        "title": plain(action, "title"),
        "kind": action.get_kind_display(),
        "partner": plain(action.lead_partner, "name"),
        "axis": plain(action.axis, "name"),
        "stage": action.state_label,
    }


def _followed_by(said, note):
    return f"{said} {note}" if note else said
