"""Changes prepared on records of this app that are online."""

from django.utils.translation import gettext_lazy as _

from records.models import Proposal
from records.publication.proposals import proposals_on


class MissionProposal(Proposal):
    """A change prepared on a mission that is online."""

    record = proposals_on("missions.Mission")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur une mission")
        verbose_name_plural = _("propositions sur des missions")

    def __str__(self):
        return self.title


class ActionProposal(Proposal):
    """A change prepared on an action that is online."""

    record = proposals_on("missions.Action")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur une action")
        verbose_name_plural = _("propositions sur des actions")

    def __str__(self):
        return self.title


class PriorityProposal(Proposal):
    """A change prepared on a priority that is online."""

    record = proposals_on("missions.Priority")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur une priorité")
        verbose_name_plural = _("propositions sur des priorités")

    def __str__(self):
        return self.title
