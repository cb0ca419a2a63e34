"""The columns of this app's exports."""

from missions.models import ActionKind, ActionStage
from records.models import Confidence
from records.publication.status import PublicationStatus
from records.words.countries import country_name
from records.words.dates import DatePrecision, iso


def action_columns(absolute):
    """Return the columns of the actions' CSV, for actions fetched with `for_page()`.

    `absolute`: turns a path into a full address.
    """
    return [
        ("titre", lambda action: action.title),
        ("adresse", lambda action: absolute(action.get_absolute_url())),
        ("publication", labels(PublicationStatus, "status")),
        ("axe", lambda action: action.axis.name),
        ("engagement", lambda action: action.commitment and action.commitment.text),
        ("nature", labels(ActionKind, "kind")),
        ("etape", labels(ActionStage, "stage")),
        ("debut", lambda action: iso(action.starts_on, action.date_precision)),
        ("fin", lambda action: iso(action.ends_on, action.date_precision)),
        ("precision_des_dates", labels(DatePrecision, "date_precision")),
        ("partenaire_principal", lambda action: action.lead_partner.name),
        ("pays", lambda action: country_name(action.lead_partner.country)),
        ("autres_partenaires", lambda action: joined(role.partner.name for role in action.shown_roles)),
        ("themes", lambda action: joined(theme.name for theme in action.themes.all())),
        ("services", lambda action: joined(service.name for service in action.services.all())),
        ("mission", lambda action: action.mission.title if action.mission_is_shown else ""),
        ("description", lambda action: action.description),
        ("retombees", lambda action: joined(outcome.text for outcome in action.outcomes.all())),
        ("absence_de_retombee", lambda action: action.outcome_note),
        ("confiance", labels(Confidence, "confidence")),
        ("sources", lambda action: joined(source.url for source in action.sources.all())),
    ]


def joined(values):
    """Return several values in one cell, separated by bars."""
    return " | ".join(values)


def labels(choices, field):
    """Return the function that gives the label of a row's `field`; a label is translated once, not once a row."""
    known = {value: str(label) for value, label in choices.choices}
    return lambda row: known.get(getattr(row, field), "")
