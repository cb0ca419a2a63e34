"""The columns of this app's exports."""

from records.countries import country_name
from records.dates import iso


def action_columns(absolute):
    """Return the columns of the actions' CSV, for actions brought `for_page`; `absolute` turns a path into a full address."""
    return [
        ("titre", lambda action: action.title),
        ("adresse", lambda action: absolute(action.get_absolute_url())),
        ("publication", lambda action: action.get_status_display()),
        ("axe", lambda action: action.axis.name),
        ("engagement", lambda action: action.commitment and action.commitment.text),
        ("nature", lambda action: action.get_kind_display()),
        ("etape", lambda action: action.get_stage_display()),
        ("debut", lambda action: iso(action.starts_on, action.date_precision)),
        ("fin", lambda action: iso(action.ends_on, action.date_precision)),
        ("precision_des_dates", lambda action: action.get_date_precision_display()),
        ("partenaire_principal", lambda action: action.lead_partner.name),
        ("pays", lambda action: country_name(action.lead_partner.country)),
        ("autres_partenaires", lambda action: joined(role.partner.name for role in action.shown_roles)),
        ("themes", lambda action: joined(theme.name for theme in action.themes.all())),
        ("services", lambda action: joined(service.name for service in action.services.all())),
        ("mission", lambda action: action.mission.title if action.mission_is_shown else ""),
        ("description", lambda action: action.description),
        ("retombees", lambda action: joined(outcome.text for outcome in action.outcomes.all())),
        ("absence_de_retombee", lambda action: action.outcome_note),
        ("confiance", lambda action: action.get_confidence_display()),
        ("sources", lambda action: joined(source.url for source in action.sources.all())),
    ]


def joined(values):
    """Return several values in one cell, parted by bars."""
    return " | ".join(values)
