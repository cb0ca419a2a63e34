"""What the bureau imports of partners and agreements by a spreadsheet."""

from django.utils.translation import gettext_lazy as _

from partners.exports import AGREEMENT_DATASET, PARTNER_DATASET
from partners.imports import named_of_row, out_of_country
from partners.models import Agreement, AgreementParty, Partner
from partners.resemblance import ComparedName, Resemblances, named_of
from records.imports import cells
from records.imports.bilingual import bilingual, bilingual_lines
from records.imports.columns import Approximate, Children, ImportColumn, Link
from records.imports.sheets import SOURCES_HEADERS, SameName, Sheet, sourced_at_the_bureau
from records.imports.tables import Table


class AlikePartners:
    """Finds partners that may be one and the same, of the bureau and of the file."""

    def __init__(self):
        known = Partner.objects.not_archived()
        self.names = {str(partner.pk): f"«\u00a0{partner.name}\u00a0»" for partner in known}
        self.known = Resemblances(named_of(partner)._replace(label=str(partner.pk)) for partner in known)

    def described(self, row):
        """Return what is compared of a row."""
        return list(named_of_row(row)) if {"name", "country"} <= set(row.values) else None

    def add(self, described, name, label):
        """Remember a row of the file."""
        self.names[name] = label
        self.known.add(_compared(described, name))

    def like(self, described):
        """Return (name, sentence) of the partners it may be."""
        if described is None:
            return []
        named = _compared(described, "")
        found = {other.label: other for other in self.known.of(named)}
        return [
            (name, named.sentence(other._replace(label=self.names.get(name, name)))) for name, other in found.items()
        ]


def _compared(described, label):
    named = ComparedName(*described)
    return named._replace(label=label, place=tuple(named.place) if named.place else None)


PARTNERS_SHEET = Sheet(
    "partenaires",
    _("Partenaires"),
    Table(
        "partenaires",
        Partner,
        key="partner_id",
        doubts=[out_of_country],
        columns=[
            *bilingual("name"),
            ImportColumn("kind", "kind"),
            ImportColumn("acronym", "acronym"),
            ImportColumn("country_code", "country", reader=cells.read_country),
            ImportColumn("seat_city", "seat_city"),
            ImportColumn("lat", "latitude"),
            ImportColumn("lon", "longitude"),
            ImportColumn("geonames_id", "geonames_id"),
            ImportColumn("status", "standing"),
            ImportColumn("last_evidence_date", "noted_activity_on"),
            *bilingual_lines("domains"),
            Approximate("founded", "founded"),
            Approximate("quebec_since", "since"),
            Approximate("quebec_until", "until"),
            *bilingual("quebec_role", "city_role"),
            *bilingual("role_holder"),
            *sourced_at_the_bureau(),
        ],
    ),
    AlikePartners,
    others={
        "partner_id": ["org_id"],
        "name_fr": ["nom", "partenaire"],
        "kind": ["org_type", "nature"],
        "acronym": ["sigle"],
        "country_code": ["seat_country_code", "code_du_pays", "pays"],
        "seat_city": ["ville_du_siege"],
        "lat": ["latitude"],
        "lon": ["longitude"],
        "geonames_id": ["geonames"],
        "status": ["relation_inscrite", "état"],
        "domains_fr": ["domaines"],
        "founded": ["fondation"],
        "quebec_since": ["depuis"],
        "quebec_until": ["jusqu_a"],
        "quebec_role_fr": ["role_de_quebec"],
        "role_holder_fr": ["tenu_par"],
        **SOURCES_HEADERS,
    },
    labels={"status": _("Relation inscrite comme")},
    dataset=PARTNER_DATASET,
)

AGREEMENTS_SHEET = Sheet(
    "ententes",
    _("Ententes"),
    Table(
        "ententes",
        Agreement,
        key="agreement_id",
        columns=[
            *bilingual("title"),
            ImportColumn("kind", "kind"),
            Children("partner_ids", AgreementParty, "agreement", "partner", identified_by=("partner",), required=True),
            ImportColumn("signed_on", "signed_on"),
            ImportColumn("signed_precision", "signed_precision"),
            ImportColumn("starts_on", "starts_on"),
            ImportColumn("ends_on", "ends_on"),
            Link("renews_id", "renews"),
            ImportColumn("status", "standing"),
            *bilingual_lines("domains"),
            ImportColumn("document_url", "document_url"),
            ImportColumn("authorization_need", "authorization_need"),
            ImportColumn("authorization_body", "authorization_body"),
            ImportColumn("authorization_number", "authorization_number"),
            ImportColumn("authorized_on", "authorized_on"),
            *sourced_at_the_bureau(),
        ],
    ),
    lambda: SameName(Agreement, ["title", "signed_on"], _("même titre, même signature")),
    others={
        "title_fr": ["titre", "entente"],
        "kind": ["nature"],
        "partner_ids": ["partenaires"],
        "signed_on": ["signature"],
        "starts_on": ["debut"],
        "ends_on": ["fin"],
        "renews_id": ["renouvelle"],
        "domains_fr": ["domaines"],
        "document_url": ["texte"],
        "authorization_need": ["autorisation"],
        "authorization_body": ["instance_qui_autorise"],
        "authorization_number": ["numero_de_l_autorisation"],
        "authorized_on": ["date_de_l_autorisation"],
        **SOURCES_HEADERS,
    },
    labels={
        "partner_ids": _("Parties"),
        "signed_precision": _("Précision de la signature"),
        "status": _("État inscrit"),
    },
    dataset=AGREEMENT_DATASET,
)
