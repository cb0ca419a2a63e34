"""The tables of the record that say whom the office works with."""

from partners.models import Agreement, AgreementParty, Partner, PartnerKind
from records.imports import cells
from records.imports.columns import Approximate, Children, Column, Fixed, Lines, Link, sourced
from records.imports.tables import Table

ORGANIZATION_KINDS = {kind: kind for kind in PartnerKind.values if kind != PartnerKind.CITY}

CITIES = Table(
    "cities.csv",
    Partner,
    key="partner_id",
    columns=[
        Fixed("kind", PartnerKind.CITY.value),
        Column("name_fr", "name"),
        Column("country_code", "country", reader=cells.read_country),
        Column("lat", "latitude"),
        Column("lon", "longitude"),
        Column("geonames_id", "geonames_id"),
        Column("status", "standing"),
        Column("last_evidence_date", "last_evidence_on"),
        Lines("domains_fr", "domains"),
        *sourced(2),
    ],
)

ORGANIZATIONS = Table(
    "organizations.csv",
    Partner,
    key="org_id",
    columns=[
        Column("name_fr", "name"),
        Column("acronym", "acronym"),
        Column("org_type", "kind", words=ORGANIZATION_KINDS),
        Column("seat_city", "seat_city"),
        Column("seat_country_code", "country", reader=cells.read_country),
        Approximate("founded", "founded"),
        Approximate("quebec_since", "since"),
        Approximate("quebec_until", "until"),
        Column("quebec_role_fr", "city_role"),
        Column("role_holder_fr", "role_holder"),
        Column("status", "standing"),
        *sourced(2),
    ],
)

AGREEMENTS = Table(
    "agreements.csv",
    Agreement,
    key="agreement_id",
    columns=[
        Column("kind", "kind"),
        Column("title_fr", "title"),
        Children("partner_ids", AgreementParty, "agreement", "partner", identified_by=("partner",), required=True),
        Column("signed_on", "signed_on"),
        Column("signed_precision", "signed_precision"),
        Column("starts_on", "starts_on"),
        Column("ends_on", "ends_on"),
        Link("renews_id", "renews"),
        Column("status", "standing"),
        Lines("domains_fr", "domains"),
        *sourced(2),
    ],
)

TABLES = [CITIES, ORGANIZATIONS, AGREEMENTS]
