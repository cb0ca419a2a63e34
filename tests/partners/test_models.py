"""Rules across rows, and what cannot be deleted."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from partners import operations
from partners.models import Agreement, Contact
from records.models import SearchEntry
from tests.partners.factories import AgreementFactory, ContactFactory, PartnerFactory, PartyFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db


def test_a_partner_of_an_agreement_is_not_deleted():
    party = PartyFactory()
    with pytest.raises(ProtectedError):
        party.partner.delete()


def test_a_country_must_exist():
    with pytest.raises(ValidationError, match="Pays inconnu"):
        PartnerFactory.build(country="ZZ").clean()


def test_a_country_may_be_typed_in_small_letters():
    partner = PartnerFactory.build(country="be")
    partner.clean()
    assert partner.country == "BE"


def test_an_agreement_does_not_renew_itself():
    agreement = AgreementFactory()
    agreement.renews = agreement
    with pytest.raises(ValidationError) as refusal:
        agreement.validate_constraints()
    assert "elle-même" in refusal.value.message_dict["renews"][0]
    assert refused_by(agreement.save) == "partners_agreement_does_not_renew_itself"


@pytest.mark.parametrize("length", [2, 3])
def test_renewals_never_turn_in_a_circle(length):
    chain = [AgreementFactory()]
    for _ in range(length - 1):
        chain.append(AgreementFactory(renews=chain[-1]))
    chain[0].renews = chain[-1]
    with pytest.raises(ValidationError, match="renouvel"):
        chain[0].full_clean()


def test_a_chain_is_told_from_the_nearest():
    first = AgreementFactory()
    second = AgreementFactory(renews=first)
    third = AgreementFactory(renews=second)
    assert third.lineage() == [second.pk, first.pk]


def test_an_agreement_is_found_as_soon_as_it_renews_another(approbation, commits):
    former, agreement = AgreementFactory(title="Pacte"), AgreementFactory(title="Suite")
    operations.renew(agreement, former, by=approbation)
    entries = SearchEntry.objects.filter(kind="ententes")
    assert set(entries.values_list("key", flat=True)) == {agreement.pk, former.pk}


def test_a_renewal_looks_at_the_agreement_as_it_is(approbation):
    former, agreement = AgreementFactory(), AgreementFactory(title="Entente")
    Agreement.objects.filter(pk=agreement.pk).update(title="Entente de Namur")
    assert operations.renew(agreement, former, by=approbation).title == "Entente de Namur"


def test_an_agreement_that_is_not_whole_is_not_renewed(approbation):
    former, agreement = AgreementFactory(), AgreementFactory()
    Agreement.objects.filter(pk=agreement.pk).update(title="")
    with pytest.raises(ValidationError) as refusal:
        operations.renew(agreement, former, by=approbation)
    assert list(refusal.value.message_dict) == ["title"]


@pytest.mark.parametrize(
    ("kept_until", "on", "erased"),
    [
        (dt.date(2026, 12, 31), dt.date(2026, 12, 31), 0),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), 1),
        (dt.date(2026, 12, 30), dt.date(2026, 12, 31), 1),
    ],
    ids=["on the last day", "the day after", "a day past"],
)
def test_a_contact_is_kept_through_its_last_day_and_erased_with_its_history(kept_until, on, erased):
    contact = ContactFactory(keep_until=kept_until)
    contact.save()
    assert operations.purge_contacts(on) == erased
    assert Contact.objects.count() == 1 - erased
    assert Contact.history.count() == (0 if erased else 2)


def test_what_was_known_of_a_contact_past_a_former_date_goes_though_the_contact_is_kept():
    contact = ContactFactory(keep_until=dt.date(2026, 3, 31), verified_on=dt.date(2026, 1, 5))
    contact.keep_until = dt.date(2027, 3, 31)
    contact.save()
    assert operations.purge_contacts(dt.date(2026, 4, 1)) == 0
    assert [row.keep_until for row in Contact.history.all()] == [dt.date(2027, 3, 31)]


def test_a_contact_deleted_by_hand_leaves_its_history_until_its_day():
    contact = ContactFactory(keep_until=dt.date(2026, 3, 31), verified_on=dt.date(2026, 1, 5))
    contact.delete()
    operations.purge_contacts(dt.date(2026, 3, 31))
    assert Contact.history.count() == 2
    operations.purge_contacts(dt.date(2026, 4, 1))
    assert Contact.history.count() == 0


def test_a_contact_kept_less_long_than_was_said_is_erased_with_what_was_said():
    contact = ContactFactory(keep_until=dt.date(2027, 3, 31))
    contact.keep_until = dt.date(2026, 3, 31)
    contact.save()
    assert operations.purge_contacts(dt.date(2026, 4, 1)) == 1
    assert not Contact.history.exists()
