"""What only names a record that is merged (a stop, a subscription, a link, a proposal) names the one kept."""

import pytest

from portal.models import Subscription, TopicKind
from records.admin.merged_names import rename_in_proposals
from records.publication.shared_links import make_link
from tests.axes.factories import ThemeFactory
from tests.missions.factories import ActionFactory, ActionProposalFactory, LegFactory, StopFactory
from tests.partners.factories import AgreementActFactory, PartnerFactory
from tests.portal.bureau import send_merge
from tests.portal.factories import SubscriberFactory, SubscriptionFactory
from tests.portal.proposals import Bureau
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Two Namurs that are online."""
    return PartnerFactory(name="Namur", published=True), PartnerFactory(name="NAMUR", published=True)


def test_what_names_it_without_being_its_part_is_moved_and_keeps_its_rank(approver, pair, redaction):
    kept, former = pair
    StopFactory(place=kept, position=5)
    stop, leg = StopFactory(place=former, position=1), LegFactory(from_airport=None, from_place=former, position=2)
    follower, other = SubscriberFactory(), SubscriberFactory()
    for subscriber, partner in ((follower, former), (other, kept), (other, former)):
        SubscriptionFactory(subscriber=subscriber, kind=TopicKind.PARTNER, partner=partner)
    link = make_link(former, by=redaction, name="Directrice", days=14, may_answer=True)[0]
    page = send_merge(approver, kept, former)
    stop.refresh_from_db(), leg.refresh_from_db(), link.refresh_from_db()
    assert (stop.place, stop.position, leg.from_place, leg.position) == (kept, 1, kept, 2)
    assert link.key == kept.pk
    keys = Subscription.objects.order_by("pk").values_list("subscriber", "partner", "key")
    assert [*keys] == [(each.pk, kept.pk, f"partenaire:{kept.pk}") for each in (follower, other)]
    assert "Abonnements\u00a0: 1" in page.text.replace(" :", "\u00a0:")


def test_the_source_of_an_act_of_an_agreement_is_merged_too(approver):
    kept, former = SourceFactory(), SourceFactory()
    act = AgreementActFactory(evidence=former)
    send_merge(approver, kept, former)
    act.refresh_from_db()
    assert act.evidence == kept


def test_an_open_proposal_that_names_it_names_the_one_kept_and_goes_online(approver, pair, redaction, approbation):
    kept, former = pair
    action = ActionFactory(published=True, lead_partner=PartnerFactory(published=True))
    writer, reader = Bureau(redaction, action), Bureau(approbation, action)
    theme, gone = ThemeFactory(), ThemeFactory()
    writer.write(lead_partner=former.pk, themes=[theme.pk, gone.pk], _submit="1")
    send_merge(approver, kept, former)
    send_merge(approver, theme, gone)
    assert writer.proposal().changes["fields"]["themes"] == [[], [str(theme.pk)]]
    assert reader.take("publish").status_code == 302
    action.refresh_from_db()
    assert (action.lead_partner, [*action.themes.all()]) == (kept, [theme])


def test_the_rows_of_parts_that_name_it_do_too(pair):
    kept, former = pair
    row, gone = {"partner": [str(former.pk), "9"]}, {"partner": str(former.pk), "role": str(former.pk)}
    parts = {"roles": {"rows": {"1": row}, "gone": {"2": gone}, "new": [gone]}}
    proposal = ActionProposalFactory(changes={"parts": parts})
    rename_in_proposals(former, kept)
    proposal.refresh_from_db()
    row, gone = {"partner": [str(kept.pk), "9"]}, {"partner": str(kept.pk), "role": str(former.pk)}
    assert proposal.changes == {"parts": {"roles": {"rows": {"1": row}, "gone": {"2": gone}, "new": [gone]}}}
