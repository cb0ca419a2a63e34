"""The columns of this app's exports."""

from records.templatetags.typography import country


def action_columns(absolute):
    """Return the columns of the actions' CSV; `absolute` turns a path into a full address."""
    return [
        ("titre", lambda action: action.title),
        ("adresse", lambda action: absolute(action.get_absolute_url())),
        ("publication", lambda action: action.get_status_display()),
        ("axe", lambda action: action.axis.name),
        ("engagement", lambda action: action.commitment.text if action.commitment else ""),
        ("nature", lambda action: action.get_kind_display()),
        ("etape", lambda action: action.get_stage_display()),
        ("debut", lambda action: action.starts_on),
        ("fin", lambda action: action.ends_on),
        ("precision_des_dates", lambda action: action.date_precision),
        ("partenaire_principal", lambda action: action.lead_partner.name),
        ("pays", lambda action: country(action.lead_partner.country) if action.lead_partner.country else ""),
        ("autres_partenaires", lambda action: joined(role.partner.name for role in action.shown_roles)),
        ("themes", lambda action: joined(theme.name for theme in action.themes.all())),
        ("description", lambda action: action.description),
        ("retombees", lambda action: joined(outcome.text for outcome in action.outcomes.all())),
        ("absence_de_retombee", lambda action: action.outcome_note),
        ("confiance", lambda action: action.get_confidence_display()),
        ("sources", lambda action: joined(source.url for source in action.sources.all())),
    ]


def joined(values):
    """Return several values in one cell, parted by bars."""
    return " | ".join(values)
