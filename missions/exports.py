"""The columns of this app's exports."""

from missions.models import ActionKind, ActionStage
from records.countries import country_name
from records.dates import DatePrecision, iso
from records.models import Confidence
from records.publication import PublicationStatus


def action_columns(absolute):
    """Return the columns of the actions' CSV, for actions brought `for_page`.

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


def disclosure_columns(absolute):
    """Return the columns of the quarterly disclosure, in the fields of the rule, for its Rows.

    `absolute`: turns a path into a full address. An amount that nobody published is left blank.
    """
    return [
        ("mission", lambda row: row.mission.title),
        ("adresse", lambda row: absolute(row.mission.get_absolute_url())),
        ("nom_ou_fonction", lambda row: joined(_named(person) for person in row.people)),
        ("ventilation", lambda row: row.split_label),
        ("but", lambda row: row.mission.purpose),
        ("debut", lambda row: iso(row.mission.starts_on, row.mission.date_precision)),
        ("fin", lambda row: iso(row.mission.ends_on, row.mission.date_precision)),
        ("villes", lambda row: joined(stop.place.name for stop in row.mission.shown_stops)),
        ("pays", lambda row: joined(_countries(row.mission))),
        ("transport", lambda row: row.amounts["transport"]),
        ("hebergement", lambda row: row.amounts["lodging"]),
        ("repas", lambda row: row.amounts["meals"]),
        ("autres", lambda row: row.amounts["other"]),
        ("total_declare", lambda row: row.amount),
        ("qui_paie", lambda row: joined(row.payers)),
        ("perimetre", lambda row: row.scope),
        ("publication", lambda row: row.declaration and row.declaration.made_public_on),
        ("resultats_attendus", lambda row: joined(each.text for each in row.mission.objectives.all())),
        ("sources", lambda row: joined(source.url for source in row.sources)),
    ]


def _countries(mission):
    """Return the names of the countries that a mission goes to, each once."""
    return dict.fromkeys(country_name(stop.place.country) for stop in mission.shown_stops if stop.place.country)


def _named(person):
    """Return the function of someone, with the name where it is public."""
    return f"{person.function} – {person.name}" if person.name_is_public and person.name else person.function


def joined(values):
    """Return several values in one cell, parted by bars."""
    return " | ".join(values)


def labels(choices, field):
    """Return the function that gives the label of a row's `field`; a label is translated once, not once a row."""
    known = {value: str(label) for value, label in choices.choices}
    return lambda row: known.get(getattr(row, field), "")
