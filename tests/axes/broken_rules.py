"""What the database refuses of the Vision and its axes."""

from records.publication.status import PublicationStatus
from tests.axes.factories import (
    AxisDocumentFactory,
    AxisFactory,
    AxisProposalFactory,
    CommitmentFactory,
    VisionDocumentFactory,
    VisionFactory,
    VisionItemFactory,
    VisionProposalFactory,
)
from tests.records.document_samples import broken_documents
from tests.rules import Broken

UNDATED = {"status": PublicationStatus.PUBLISHED}

CASES = [
    Broken("axes_vision_published_has_its_date", VisionFactory, "__all__", UNDATED),
    Broken("axes_vision_one_is_current", VisionFactory, "is_current", {"is_current": True}, shares=("is_current",)),
    Broken("axes_axis_published_has_its_date", AxisFactory, "__all__", UNDATED),
    Broken("axes_axis_rank_is_its_own", AxisFactory, "position", shares=("vision", "position")),
    Broken("axes_commitment_rank_is_its_own", CommitmentFactory, "position", shares=("axis", "kind", "position")),
    Broken("axes_visionitem_rank_is_its_own", VisionItemFactory, "position", shares=("vision", "kind", "position")),
    *broken_documents(VisionDocumentFactory),
    *broken_documents(AxisDocumentFactory),
    Broken("axes_visionproposal_one_open", VisionProposalFactory, "record", shares=("record",)),
    Broken("axes_visionproposal_sent_back_says_why", VisionProposalFactory, "comment", {"state": "sent_back"}),
    Broken("axes_axisproposal_one_open", AxisProposalFactory, "record", shares=("record",)),
    Broken("axes_axisproposal_sent_back_says_why", AxisProposalFactory, "comment", {"state": "sent_back"}),
]
