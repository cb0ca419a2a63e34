"""What the database refuses of the Vision and its axes."""

import pytest

from records.publication.status import PublicationStatus
from tests.axes.factories import AxisFactory, CommitmentFactory, VisionFactory, VisionItemFactory
from tests.house.rules import Broken, database_refuses, form_refuses

UNDATED = {"status": PublicationStatus.PUBLISHED}

CASES = [
    Broken("axes_vision_published_has_its_date", VisionFactory, "__all__", UNDATED),
    Broken("axes_vision_one_is_current", VisionFactory, "is_current", {"is_current": True}, shares=("is_current",)),
    Broken("axes_axis_published_has_its_date", AxisFactory, "__all__", UNDATED),
    Broken("axes_axis_rank_is_its_own", AxisFactory, "position", shares=("vision", "position")),
    Broken("axes_commitment_rank_is_its_own", CommitmentFactory, "position", shares=("axis", "kind", "position")),
    Broken("axes_visionitem_rank_is_its_own", VisionItemFactory, "position", shares=("vision", "kind", "position")),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_form_refuses_in_french_beside_the_field(case):
    form_refuses(case)


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_database_refuses_too(case):
    database_refuses(case)
