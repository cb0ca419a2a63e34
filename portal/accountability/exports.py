"""The columns of the quarterly disclosure."""

from missions.exports import joined
from records.words.countries import country_name
from records.words.dates import iso


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
