"""The tables of the register that say whom the office works with."""

from partners.models import Agreement, AgreementParty, Partner, PartnerKind
from partners.operations import keep_offline
from partners.places import doubt_of_place
from partners.resemblance import ComparedName, Resemblances, named_of
from records.imports import cells
from records.imports.bilingual import bilingual, bilingual_lines
from records.imports.columns import Approximate, Children, Fixed, ImportColumn, Link
from records.imports.sources import sourced
from records.imports.tables import Table

ORGANIZATION_KINDS = {kind: kind for kind in PartnerKind.values if kind != PartnerKind.CITY}


def named_of_row(row):
    """Return the ComparedName of a line."""
    values = row.values
    place = (float(values["latitude"]), float(values["longitude"])) if values.get("latitude") is not None else None
    named = (values["name"], values.get("acronym", ""), values["country"])
    is_city = values.get("kind") == PartnerKind.CITY
    return ComparedName(row.id, *named, place, values.get("name_en", ""), values.get("geonames_id"), is_city)


def look_alike(rows, earlier):
    """Doubt the partners that may be another one of the files, or of the bureau."""
    ids = {row.id for row in [*earlier, *rows]}
    of_the_bureau = [partner for partner in Partner.objects.not_archived() if partner.record_id not in ids]
    known = Resemblances([*map(named_of, of_the_bureau), *map(named_of_row, earlier)])
    for row in rows:
        named = named_of_row(row)
        for other in known.of(named):
            yield row, "name_fr", named.sentence(other)
        known.add(named)


def out_of_country(rows, _earlier):
    """Doubt the places that are not in their country."""
    for row in rows:
        named = named_of_row(row)
        if named.place and (sentence := doubt_of_place(named.country, named.place)):
            yield row, "lat", sentence


CITIES = Table(
    "cities.csv",
    Partner,
    key="partner_id",
    doubts=[look_alike, out_of_country],
    columns=[
        Fixed("kind", PartnerKind.CITY.value),
        *bilingual("name"),
        ImportColumn("country_code", "country", reader=cells.read_country),
        ImportColumn("lat", "latitude"),
        ImportColumn("lon", "longitude"),
        ImportColumn("geonames_id", "geonames_id"),
        ImportColumn("status", "standing"),
        ImportColumn("last_evidence_date", "noted_activity_on"),
        *bilingual_lines("domains"),
        *sourced(2),
    ],
)

ORGANIZATIONS = Table(
    "organizations.csv",
    Partner,
    key="org_id",
    doubts=[look_alike],
    columns=[
        *bilingual("name"),
        ImportColumn("acronym", "acronym"),
        ImportColumn("org_type", "kind", words=ORGANIZATION_KINDS),
        ImportColumn("seat_city", "seat_city"),
        ImportColumn("seat_country_code", "country", reader=cells.read_country),
        Approximate("founded", "founded"),
        Approximate("quebec_since", "since"),
        Approximate("quebec_until", "until"),
        *bilingual("quebec_role", "city_role"),
        *bilingual("role_holder"),
        ImportColumn("status", "standing"),
        *sourced(2),
    ],
)

AGREEMENTS = Table(
    "agreements.csv",
    Agreement,
    key="agreement_id",
    afterwards=keep_offline,
    columns=[
        ImportColumn("kind", "kind"),
        *bilingual("title"),
        Children("partner_ids", AgreementParty, "agreement", "partner", identified_by=("partner",), required=True),
        ImportColumn("signed_on", "signed_on"),
        ImportColumn("signed_precision", "signed_precision"),
        ImportColumn("starts_on", "starts_on"),
        ImportColumn("ends_on", "ends_on"),
        Link("renews_id", "renews"),
        ImportColumn("status", "standing"),
        *bilingual_lines("domains"),
        *sourced(2),
    ],
)

TABLES = [CITIES, ORGANIZATIONS, AGREEMENTS]
