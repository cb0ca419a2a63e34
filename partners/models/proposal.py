"""Changes prepared on records of this app that are online."""

from django.utils.translation import gettext_lazy as _

from records.models import Proposal
from records.publication.proposals import proposals_on


class PartnerProposal(Proposal):
    """A change prepared on a partner that is online."""

    record = proposals_on("partners.Partner")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur un partenaire")
        verbose_name_plural = _("propositions sur des partenaires")

    def __str__(self):
        return self.title


class AgreementProposal(Proposal):
    """A change prepared on an agreement that is online."""

    record = proposals_on("partners.Agreement")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur une entente")
        verbose_name_plural = _("propositions sur des ententes")

    def __str__(self):
        return self.title
