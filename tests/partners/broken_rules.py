"""What the database refuses of partners and agreements."""

import datetime as dt

from partners.models import AgreementActKind, AgreementStanding, AuthorizationNeed
from records.publication.status import PublicationStatus
from tests.partners.factories import (
    AgreementActFactory,
    AgreementDocumentFactory,
    AgreementFactory,
    AgreementProposalFactory,
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerDocumentFactory,
    PartnerFactory,
    PartnerProposalFactory,
    PartyFactory,
)
from tests.records.document_samples import broken_documents
from tests.rules import Broken

UNDATED = {"status": PublicationStatus.PUBLISHED}
DAY = dt.date(2024, 5, 1)
DAY_BEFORE = dt.date(2024, 4, 30)
SENT_BACK = {"state": "sent_back"}

CASES = [
    Broken("partners_agreement_reference_has_its_form", AgreementFactory, "reference", {"reference": "E-24-001"}),
    Broken("partners_partner_published_has_its_date", PartnerFactory, "__all__", UNDATED),
    Broken("partners_partner_city_has_latitude", PartnerFactory, "latitude", {"latitude": None}),
    Broken("partners_partner_city_has_longitude", PartnerFactory, "longitude", {"longitude": None}),
    Broken("partners_partner_city_has_country", PartnerFactory, "country", {"country": ""}),
    Broken("partners_partner_latitude_in_range", PartnerFactory, "latitude", {"latitude": 91}),
    Broken("partners_partner_longitude_in_range", PartnerFactory, "longitude", {"longitude": -181}),
    Broken(
        "partners_partner_ends_after_start",
        PartnerFactory,
        "until_on",
        {"since_on": DAY, "since_precision": "jour", "until_on": DAY_BEFORE, "until_precision": "jour"},
    ),
    Broken(
        "partners_partner_founded_precision_goes_with_date", PartnerFactory, "founded_precision", {"founded_on": DAY}
    ),
    Broken(
        "partners_partner_since_precision_goes_with_date",
        PartnerFactory,
        "since_precision",
        {"since_precision": "mois"},
    ),
    Broken("partners_partner_until_precision_goes_with_date", PartnerFactory, "until_precision", {"until_on": DAY}),
    Broken("partners_agreement_published_has_its_date", AgreementFactory, "__all__", UNDATED),
    Broken(
        "partners_agreement_ends_after_start", AgreementFactory, "ends_on", {"starts_on": DAY, "ends_on": DAY_BEFORE}
    ),
    Broken(
        "partners_agreement_signed_precision_goes_with_date", AgreementFactory, "signed_precision", {"signed_on": DAY}
    ),
    Broken(
        "partners_agreement_active_has_its_authorization",
        AgreementFactory,
        "authorization_number",
        {"standing": AgreementStanding.ACTIVE, "authorization_need": AuthorizationNeed.REQUIRED, "authorized_on": DAY},
    ),
    Broken(
        "partners_agreement_active_has_its_authorization",
        AgreementFactory,
        "authorization_number",
        {
            "standing": AgreementStanding.ACTIVE,
            "authorization_need": AuthorizationNeed.REQUIRED,
            "authorization_number": "1",
        },
    ),
    Broken("partners_contact_has_its_purpose", ContactFactory, "purpose", {"purpose": ""}),
    Broken("partners_contact_has_its_source", ContactFactory, "source", {"source": ""}),
    Broken("partners_contact_has_its_function", ContactFactory, "function", {"function": ""}),
    Broken(
        "partners_contact_kept_after_verification",
        ContactFactory,
        "keep_until",
        {"verified_on": DAY, "keep_until": DAY_BEFORE},
    ),
    Broken("partners_agreementparty_once_each", PartyFactory, "partner", shares=("agreement", "partner")),
    Broken("partners_agreementact_says_something", AgreementActFactory, "text", {"text": ""}),
    Broken(
        "partners_agreementact_extension_has_its_end",
        AgreementActFactory,
        "ends_on",
        {"kind": AgreementActKind.EXTENSION},
    ),
    Broken("partners_agreementact_amendment_ends_nothing", AgreementActFactory, "ends_on", {"ends_on": DAY}),
    Broken(
        "partners_agreementact_ends_after_it_happened",
        AgreementActFactory,
        "ends_on",
        {"kind": AgreementActKind.DENUNCIATION, "happened_on": DAY, "ends_on": DAY_BEFORE},
    ),
    Broken("partners_exchange_says_what", ExchangeFactory, "text", {"text": ""}),
    Broken("partners_exchange_due_has_its_follow_up", ExchangeFactory, "follow_up", {"due_on": dt.date(2026, 2, 1)}),
    Broken("partners_exchange_done_has_its_follow_up", ExchangeFactory, "follow_up", {"done_on": DAY}),
    Broken(
        "partners_exchange_due_after_it_was_held", ExchangeFactory, "due_on", {"follow_up": "Écrire", "due_on": DAY}
    ),
    Broken("partners_officeholder_has_its_function", OfficeHolderFactory, "function", {"function": ""}),
    Broken(
        "partners_officeholder_leaves_after_it_came",
        OfficeHolderFactory,
        "until_on",
        {"since_on": DAY, "until_on": DAY_BEFORE},
    ),
    Broken("partners_gift_says_what", GiftFactory, "what", {"what": ""}),
    Broken("partners_gift_amount_not_negative", GiftFactory, "amount", {"amount": -1}),
    *broken_documents(PartnerDocumentFactory),
    *broken_documents(AgreementDocumentFactory),
    Broken("partners_partnerproposal_one_open", PartnerProposalFactory, "record", shares=("record",)),
    Broken("partners_partnerproposal_sent_back_says_why", PartnerProposalFactory, "comment", SENT_BACK),
    Broken("partners_agreementproposal_one_open", AgreementProposalFactory, "record", shares=("record",)),
    Broken(
        "partners_agreementproposal_sent_back_says_why", AgreementProposalFactory, "comment", {"state": "sent_back"}
    ),
]
