"""The tables of the register that say whom the office works with."""

from partners.models import Agreement, AgreementParty, Partner, PartnerKind
from partners.operations import keep_offline
from records.imports import cells
from records.imports.columns import Approximate, Children, Fixed, ImportColumn, Lines, Link, sourced
from records.imports.tables import Table

ORGANIZATION_KINDS = {kind: kind for kind in PartnerKind.values if kind != PartnerKind.CITY}

CITIES = Table(
    "cities.csv",
    Partner,
    key="partner_id",
    columns=[
        Fixed("kind", PartnerKind.CITY.value),
        ImportColumn("name_fr", "name"),
        ImportColumn("country_code", "country", reader=cells.read_country),
        ImportColumn("lat", "latitude"),
        ImportColumn("lon", "longitude"),
        ImportColumn("geonames_id", "geonames_id"),
        ImportColumn("status", "standing"),
        ImportColumn("last_evidence_date", "noted_activity_on"),
        Lines("domains_fr", "domains"),
        *sourced(2),
    ],
)

ORGANIZATIONS = Table(
    "organizations.csv",
    Partner,
    key="org_id",
    columns=[
        ImportColumn("name_fr", "name"),
        ImportColumn("acronym", "acronym"),
        ImportColumn("org_type", "kind", words=ORGANIZATION_KINDS),
        ImportColumn("seat_city", "seat_city"),
        ImportColumn("seat_country_code", "country", reader=cells.read_country),
        Approximate("founded", "founded"),
        Approximate("quebec_since", "since"),
        Approximate("quebec_until", "until"),
        ImportColumn("quebec_role_fr", "city_role"),
        ImportColumn("role_holder_fr", "role_holder"),
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
        ImportColumn("title_fr", "title"),
        Children("partner_ids", AgreementParty, "agreement", "partner", identified_by=("partner",), required=True),
        ImportColumn("signed_on", "signed_on"),
        ImportColumn("signed_precision", "signed_precision"),
        ImportColumn("starts_on", "starts_on"),
        ImportColumn("ends_on", "ends_on"),
        Link("renews_id", "renews"),
        ImportColumn("status", "standing"),
        Lines("domains_fr", "domains"),
        *sourced(2),
    ],
)

TABLES = [CITIES, ORGANIZATIONS, AGREEMENTS]
