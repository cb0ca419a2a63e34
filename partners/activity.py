"""What says, of the records of this app, that something happened with a partner."""

from partners.models import Agreement, AgreementParty, Exchange, Partner
from partners.models.activity import ActivityKind, InternalKind, Tie, register

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
register(
    InternalKind(name="echanges", record=Exchange, ties=(Tie(Exchange, "partner"),), first="held_on", title="kind")
)
