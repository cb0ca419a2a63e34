"""Agreements renewed, and contacts erased, by two people at the same moment."""

import datetime as dt

from django.core.exceptions import ValidationError

from partners import operations
from partners.models import Agreement, Contact
from records.publication import operations as publication
from records.publication.operations import lock_row
from tests.at_once import meanwhile, really_written
from tests.partners.factories import AgreementFactory, ContactFactory, PartnerFactory

pytestmark = really_written


def test_two_agreements_do_not_come_to_renew_one_another(approbation, gestion):
    one, other = AgreementFactory.create_batch(2)
    renewed, refusal = meanwhile(
        lambda: operations.renew(one, other, by=approbation), lambda: operations.renew(other, one, by=gestion)
    )
    assert "renouvellerait une de celles" in refusal.message_dict["renews"][0]
    assert list(Agreement.objects.exclude(renews=None)) == [renewed] == [one]


def test_a_chain_is_not_closed_by_two_who_each_add_a_link(approbation):
    first, second, third, fourth = AgreementFactory.create_batch(4)
    operations.renew(second, first, by=approbation)
    operations.renew(fourth, third, by=approbation)
    _renewed, refusal = meanwhile(
        lambda: operations.renew(third, second, by=approbation), lambda: operations.renew(first, fourth, by=approbation)
    )
    assert isinstance(refusal, ValidationError)
    assert {len(chain) for chain in Agreement.objects.all().chains()} == {4}


def test_of_two_renewals_of_one_agreement_both_are_in_its_history(approbation, gestion):
    agreement, one, other = AgreementFactory.create_batch(3)
    meanwhile(
        lambda: operations.renew(agreement, one, by=approbation),
        lambda: operations.renew(agreement, other, by=gestion),
    )
    rows = agreement.history.order_by("history_id").values_list("renews", "history_user")
    assert list(rows)[1:] == [(one.pk, approbation.pk), (other.pk, gestion.pk)]


def test_a_renewal_keeps_what_someone_else_wrote_meanwhile(approbation):
    agreement, former = AgreementFactory.create_batch(2)

    def rename():
        renamed = lock_row(agreement)
        renamed.title = "Entente de Namur"
        renamed.save()

    meanwhile(rename, lambda: operations.renew(agreement, former, by=approbation))
    agreement.refresh_from_db()
    assert (agreement.title, agreement.renews) == ("Entente de Namur", former)


def test_an_agreement_is_not_put_online_with_the_one_partner_being_withdrawn(approbation, gestion, today):
    partner = PartnerFactory(published=True)
    agreement = AgreementFactory(partners=[partner])
    withdrawn, refusal = meanwhile(
        lambda: publication.withdraw(partner, by=approbation, on=today),
        lambda: publication.publish(agreement, by=gestion, on=today),
    )
    assert withdrawn.is_archived
    assert str(partner) in refusal.messages[0]


def test_the_one_partner_of_an_agreement_being_put_online_is_not_withdrawn(approbation, gestion, today):
    partner = PartnerFactory(published=True)
    agreement = AgreementFactory(partners=[partner])
    published, refusal = meanwhile(
        lambda: publication.publish(agreement, by=approbation, on=today),
        lambda: publication.withdraw(partner, by=gestion, on=today),
    )
    assert published.is_online
    assert str(agreement) in refusal.messages[0]


def test_two_do_not_withdraw_both_partners_of_an_agreement(approbation, gestion, today):
    one, other = PartnerFactory.create_batch(2, published=True)
    agreement = AgreementFactory(published=True, partners=[one, other])
    withdrawn, refusal = meanwhile(
        lambda: publication.withdraw(one, by=approbation, on=today),
        lambda: publication.withdraw(other, by=gestion, on=today),
    )
    assert withdrawn.is_archived
    assert str(agreement) in refusal.messages[0]


def test_contacts_erased_by_two_at_once_are_gone_with_their_history():
    ContactFactory(keep_until=dt.date(2026, 1, 31))
    kept = ContactFactory()
    day = dt.date(2026, 2, 1)
    first, _second = meanwhile(lambda: operations.purge_contacts(day), lambda: operations.purge_contacts(day))
    assert first == 1
    assert list(Contact.objects.all()) == [kept]
    assert set(Contact.history.values_list("id", flat=True)) == {kept.pk}
