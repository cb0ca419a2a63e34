"""What nobody published of a mission or of an action, as its page says it once."""

from django.utils.translation import gettext as _


def unpublished_of(mission, costs):
    """Return what is not known of a mission fetched with `for_page()`, in words (a list).

    `costs`: its CostReading. What no one has to know is left out: the cost of a trip that was declined, the stops of a
    delegation received.
    """
    known = [
        (_("but"), mission.purpose),
        (_("axes"), mission.axes.all()),
        (_("objectifs"), mission.objectives.all()),
        (_("dates"), mission.starts_on),
        *_of_people(mission, costs),
        *(_of_trip(mission, costs) if mission.is_out else []),
        *([] if mission.is_declined else [(_("résultats"), mission.outcomes.all() or mission.outcome_note)]),
    ]
    return [label for label, value in known if not value] + _of_decision(mission, costs)


def unpublished_of_action(action):
    """Return what is not known of an action fetched with `for_page()`, but for its thread, in words (a list)."""
    known = [
        (_("services de la Ville"), action.services.all()),
        (_("thèmes"), action.themes.all()),
        (_("niveau de confiance"), action.confidence),
    ]
    return [label for label, value in known if not value]


def _of_people(mission, costs):
    people = mission.participants.all()
    payers = [each for each in (*people, *costs.expenses) if each.is_payer_known]
    counted = mission.city_delegates if mission.is_out else mission.all_delegates
    return [
        (_("fonctions des personnes"), mission.lead_role or people),
        (_("nombre de personnes"), counted is not None),
        (_("payeur"), payers),
    ]


def _of_trip(mission, costs):
    made = [(_("trajets et leurs émissions"), mission.legs.all()), (_("montant déclaré"), costs.declared)]
    return [(_("villes"), mission.shown_stops), *([] if mission.is_declined else made)]


def _of_decision(mission, costs):
    """Return what is missing of the decision that allowed a trip, in words (a list): its parts in brackets."""
    if not mission.is_out or mission.is_declined or mission.authorization_required is False:
        return []
    parts = [
        (_("instance"), mission.decision_body),
        (_("numéro"), mission.decision_number),
        (_("date"), mission.decided_on),
    ]
    missing = [label for label, value in parts if not value]
    words = [_("décision (%(parts)s)") % {"parts": ", ".join(missing)}] if missing else []
    return words if mission.ceiling is not None or costs.authorized else [*words, _("montant autorisé")]
