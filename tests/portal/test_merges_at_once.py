"""Two merges, or a merge and a proposal, at the same moment: one of the two is told, nothing is half done."""

import pytest

from partners.models import Partner, PartnerProposal
from records.models import RecordMerge
from tests.at_once import meanwhile, really_written, rows_are_locked
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import merge_page, send_merge
from tests.portal.proposals import Bureau

pytestmark = really_written


@pytest.fixture
def pair():
    """Two Namurs that are online."""
    return PartnerFactory(name="Namur", published=True), PartnerFactory(name="NAMUR", published=True)


@rows_are_locked
def test_of_two_merges_at_once_the_second_is_told(approver, pair):
    kept, former = pair
    sent = {"_version": approver.get(merge_page(kept, former)).context["versions"]}
    first, second = meanwhile(
        lambda: approver.post(merge_page(kept, former), sent),
        lambda: approver.post(merge_page(former, kept), {"_version": " ".join(reversed(sent["_version"].split()))}),
    )
    assert first.status_code == 302
    assert "Quelqu’un a changé une de ces fiches entre-temps" in second.text
    assert RecordMerge.objects.count() == Partner.objects.count() == 1


def test_who_proposes_on_what_is_merged_meanwhile_is_led_to_the_one_kept(approver, redaction, pair):
    kept, former = pair
    theirs = Bureau(redaction, former)
    seen = theirs.open()
    merged, told = meanwhile(lambda: send_merge(approver, kept, former), lambda: theirs.write(seen, seat_city="Jambes"))
    assert "n’en font plus qu’une" in merged.text
    assert (told.status_code, told.url) == (302, f"/admin/partners/partner/{kept.pk}/change/")
    assert not PartnerProposal.objects.exists()
