"""Changes prepared on records of this app that are online."""

from django.utils.translation import gettext_lazy as _

from records.models import Proposal
from records.publication.proposals import proposals_on


class VisionProposal(Proposal):
    """A change prepared on a vision that is online."""

    record = proposals_on("axes.Vision")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur une vision")
        verbose_name_plural = _("propositions sur des visions")

    def __str__(self):
        return self.title


class AxisProposal(Proposal):
    """A change prepared on an axis that is online."""

    record = proposals_on("axes.Axis")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur un axe")
        verbose_name_plural = _("propositions sur des axes")

    def __str__(self):
        return self.title


class IndicatorProposal(Proposal):
    """A change prepared on an indicator that is online."""

    record = proposals_on("axes.Indicator")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur un indicateur")
        verbose_name_plural = _("propositions sur des indicateurs")

    def __str__(self):
        return self.title
