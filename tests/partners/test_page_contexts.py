"""What the page of a partner and that of an agreement are told, before they are drawn."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from partners.models import Agreement, Partner
from partners.views import agreement_context, partner_context
from tests.partners.factories import AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db

D = dt.date
TODAY = D(2026, 3, 2)
ANYONE = AnonymousUser()


@pytest.fixture
def told():
    """Return what the page of a partner is told for a reader."""

    def told(partner, user=ANYONE):
        row = Partner.objects.visible_to(user, TODAY).with_activity(user, TODAY).get(pk=partner.pk)
        return partner_context(row, user, TODAY)

    return told


def test_a_partner_of_which_nothing_is_known_is_told_so(told):
    context = told(PartnerFactory(published=True, organization=True))
    assert (context["silent_years"], context["whereabouts"], context["timeline"], context["cuts"]) == (
        None,
        None,
        [],
        [],
    )
    assert context["has_actions"] is False
    assert context["terms"].rows == []


def test_the_agreements_of_a_partner_are_told_chain_by_chain_the_oldest_first(told, gestion):
    partner = PartnerFactory(published=True)
    old, alone, secret = (
        AgreementFactory(published=is_online, partners=[partner], starts_on=D(year, 1, 1))
        for year, is_online in ((2015, True), (2018, True), (2019, False))
    )
    renewal = AgreementFactory(published=True, partners=[partner], starts_on=D(2020, 1, 1), renews=old)
    AgreementFactory(published=True, partners=[PartnerFactory(published=True)])
    assert [agreement for agreement, _drawn in told(partner)["terms"].rows] == [old, renewal, alone]
    rows = [agreement for agreement, _drawn in told(partner, gestion)["terms"].rows]
    assert rows == [old, renewal, alone, secret]


def test_where_a_partner_is_and_how_long_it_was_silent_are_told(told):
    context = told(PartnerFactory(published=True, noted_activity_on=D(2020, 3, 3)))
    assert context["whereabouts"][1] == "au nord-est"
    assert context["silent_years"] == 5
    assert context["partner"].last_activity.record == context["partner"], "the record that says it is at hand"


def readable(user=ANYONE):
    return Agreement.objects.visible_to(user, TODAY).for_listing(user, TODAY)


def test_an_agreement_is_told_with_what_it_renews_and_what_renews_it(gestion):
    first = AgreementFactory(published=True, starts_on=D(2015, 1, 1))
    second = AgreementFactory(starts_on=D(2018, 1, 1), renews=first)
    third = AgreementFactory(published=True, starts_on=D(2021, 1, 1), renews=second)
    AgreementFactory(published=True, starts_on=D(2016, 1, 1))

    def chain(agreement, user=ANYONE):
        return [each for each, _drawn in agreement_context(readable(user), agreement.pk, TODAY)["terms"].rows]

    assert chain(first) == chain(third) == [first, third], "through a draft, that is not told"
    assert chain(second, gestion) == [first, second, third]


def test_an_agreement_that_may_not_be_read_is_not_found(gestion):
    draft = AgreementFactory()
    with pytest.raises(Http404):
        agreement_context(readable(), draft.pk, TODAY)
    assert agreement_context(readable(gestion), draft.pk, TODAY)["agreement"] == draft
