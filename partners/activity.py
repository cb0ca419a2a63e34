"""What says, of the records of this app, that something happened with a partner."""

from partners.models import Agreement, AgreementParty, Partner
from partners.models.activity import ActivityKind, Tie, register

register(
    ActivityKind(
        name="partenaires",
        record=Partner,
        ties=(Tie(Partner, "pk"),),
        first="noted_activity_on",
        title="name",
        weight=0,
    )
)
register(
    ActivityKind(
        name="ententes",
        record=Agreement,
        ties=(Tie(AgreementParty, "partner", "agreement__"),),
        first="signed_on",
        precision="signed_precision",
    )
)
