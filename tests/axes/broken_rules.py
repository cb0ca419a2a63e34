"""What the database refuses of the Vision and its axes."""

import datetime as dt

from records.publication.status import PublicationStatus
from tests.axes.factories import (
    AxisDocumentFactory,
    AxisFactory,
    AxisProposalFactory,
    CommitmentFactory,
    IndicatorFactory,
    IndicatorProposalFactory,
    MeasureFactory,
    VisionDocumentFactory,
    VisionFactory,
    VisionItemFactory,
    VisionProposalFactory,
)
from tests.records.document_samples import broken_documents
from tests.rules import Broken

DAY = dt.date(2024, 5, 1)
UNDATED = {"status": PublicationStatus.PUBLISHED}

CASES = [
    Broken("axes_vision_published_has_its_date", VisionFactory, "__all__", UNDATED),
    Broken("axes_vision_one_is_current", VisionFactory, "is_current", {"is_current": True}, shares=("is_current",)),
    Broken("axes_axis_published_has_its_date", AxisFactory, "__all__", UNDATED),
    Broken("axes_axis_rank_is_its_own", AxisFactory, "position", shares=("vision", "position")),
    Broken("axes_commitment_rank_is_its_own", CommitmentFactory, "position", shares=("axis", "kind", "position")),
    Broken("axes_visionitem_rank_is_its_own", VisionItemFactory, "position", shares=("vision", "kind", "position")),
    Broken("axes_indicator_published_has_its_date", IndicatorFactory, "__all__", UNDATED),
    Broken("axes_indicator_baseline_has_its_day", IndicatorFactory, "baseline_on", {"baseline": 1}),
    Broken("axes_indicator_target_has_its_day", IndicatorFactory, "target_on", {"target_on": DAY}),
    Broken(
        "axes_indicator_target_comes_after_baseline",
        IndicatorFactory,
        "target_on",
        {"baseline": 1, "baseline_on": DAY, "target": 2, "target_on": DAY},
    ),
    Broken("axes_measure_once_a_day", MeasureFactory, "measured_on", shares=("indicator", "measured_on")),
    Broken("axes_indicatorproposal_one_open", IndicatorProposalFactory, "record", shares=("record",)),
    Broken("axes_indicatorproposal_sent_back_says_why", IndicatorProposalFactory, "comment", {"state": "sent_back"}),
    *broken_documents(VisionDocumentFactory),
    *broken_documents(AxisDocumentFactory),
    Broken("axes_visionproposal_one_open", VisionProposalFactory, "record", shares=("record",)),
    Broken("axes_visionproposal_sent_back_says_why", VisionProposalFactory, "comment", {"state": "sent_back"}),
    Broken("axes_axisproposal_one_open", AxisProposalFactory, "record", shares=("record",)),
    Broken("axes_axisproposal_sent_back_says_why", AxisProposalFactory, "comment", {"state": "sent_back"}),
]
