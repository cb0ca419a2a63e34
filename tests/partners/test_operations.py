"""Verbs over agreements and over the people of partners: who did it, what it leaves, what it refuses."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from partners import operations
from partners.models import Agreement, Contact, Exchange, Gift, OfficeHolder
from partners.personal import PEOPLE_OF_PARTNERS
from records.publication.status import PublicationStatus
from tests.partners.factories import (
    AgreementFactory,
    ContactFactory,
    ExchangeFactory,
    GiftFactory,
    OfficeHolderFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db

D = dt.date
TODAY, YESTERDAY = D(2026, 3, 2), D(2026, 3, 1)


def test_who_renews_an_agreement_is_in_its_history(approbation):
    former, agreement = AgreementFactory(), AgreementFactory()
    renewed = operations.renew(agreement, former, by=approbation)
    assert (renewed.renews, renewed.history.latest().history_user) == (former, approbation)
    assert former.history.count() == 1


def test_a_renewal_that_closes_a_circle_is_refused_and_nothing_is_written(approbation):
    first = AgreementFactory()
    second = AgreementFactory(renews=first)
    with pytest.raises(ValidationError) as refusal:
        operations.renew(first, second, by=approbation)
    assert list(refusal.value.message_dict) == ["renews"]
    first.refresh_from_db()
    assert (first.renews, first.history.count()) == (None, 1)


@pytest.mark.parametrize(
    ("parties", "is_kept"),
    [
        ([], False),
        ([{}], False),  # a draft
        ([{"published": True}], True),
        ([{}, {"published": True}], True),
        ([{"status": PublicationStatus.ARCHIVED}], False),
        ([{"published": True, "published_on": TODAY}], True),
    ],
)
def test_an_agreement_just_loaded_stays_online_with_a_party_that_readers_know(parties, is_kept):
    agreement = AgreementFactory(published=True, partners=[PartnerFactory(**options) for options in parties])
    operations.keep_offline([agreement.pk], today=TODAY)
    agreement.refresh_from_db()
    assert agreement.is_online is is_kept
    if not is_kept:
        assert agreement.is_draft
        assert agreement.history.latest().history_change_reason == "Aucune partie n’est en ligne"


def test_an_agreement_that_waits_for_approval_goes_on_waiting():
    agreement = AgreementFactory(status=PublicationStatus.REVIEW)
    operations.keep_offline([agreement.pk], today=TODAY)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.history.count()) == (PublicationStatus.REVIEW, 1)


def test_the_agreements_that_were_not_just_loaded_are_left_as_they_are():
    loaded, other = AgreementFactory.create_batch(2, published=True)
    operations.keep_offline([loaded.pk], today=TODAY)
    assert list(Agreement.objects.published(TODAY)) == [other]


def test_a_contact_is_verified_on_the_day_by_somebody(redaction):
    contact = ContactFactory(name="Élodie", verified_on=D(2025, 1, 1))
    Contact.objects.filter(pk=contact.pk).update(phone="555-0199")
    verified = operations.verify_contact(contact, by=redaction, today=TODAY)
    assert (verified.verified_on, verified.phone) == (TODAY, "555-0199"), "as it is now"
    told = verified.history.latest()
    assert (told.history_user, told.history_change_reason) == (redaction, "Vérifié")


def test_a_contact_is_verified_through_the_last_day_of_its_retention(redaction):
    contact = ContactFactory(verified_on=D(2025, 1, 1), keep_until=TODAY)
    assert operations.verify_contact(contact, by=redaction, today=TODAY).verified_on == TODAY


def test_a_contact_is_not_verified_past_its_retention(redaction):
    contact = ContactFactory(verified_on=D(2025, 1, 1), keep_until=YESTERDAY)
    with pytest.raises(ValidationError) as refusal:
        operations.verify_contact(contact, by=redaction, today=TODAY)
    assert list(refusal.value.message_dict) == ["keep_until"]
    contact.refresh_from_db()
    assert contact.verified_on == D(2025, 1, 1)


PEOPLE = {
    Contact: (ContactFactory, operations.purge_contacts, operations.erase_contact),
    OfficeHolder: (OfficeHolderFactory, operations.purge_office_holders, operations.erase_office_holder),
}
every_person = pytest.mark.parametrize("model", PEOPLE, ids=lambda model: model._meta.model_name)


def person_of(model, **options):
    """Make somebody; a contact was verified long ago."""
    return PEOPLE[model][0](**({"verified_on": D(2020, 1, 1)} if model is Contact else {}), **options)


@every_person
def test_people_are_erased_at_night_from_the_day_after_their_last(model):
    for keep_until in (YESTERDAY, YESTERDAY, D(2020, 1, 1)):
        person_of(model, keep_until=keep_until)
    kept = person_of(model, keep_until=TODAY)
    assert PEOPLE[model][1](TODAY) == 3
    assert PEOPLE[model][1](TODAY) == 0
    assert list(model.objects.all()) == [kept]
    assert set(model.history.values_list("id", flat=True)) == {kept.pk}


@every_person
def test_what_named_people_stays_without_them(model):
    person = person_of(model, keep_until=YESTERDAY)
    kept = person_of(model, partner=person.partner, keep_until=TODAY)
    factory, field = {Contact: (ExchangeFactory, "contact"), OfficeHolder: (GiftFactory, "holder")}[model]
    naming = [factory(partner=person.partner, **{field: each}) for each in (person, kept)]
    PEOPLE[model][1](TODAY)
    rows = type(naming[0]).objects.order_by("pk").values_list(field, flat=True)
    assert list(rows) == [None, kept.pk]


@every_person
def test_somebody_is_erased_with_all_that_their_history_tells(model, gestion):
    person, other = person_of(model, keep_until=D(2030, 1, 1)), person_of(model, keep_until=D(2030, 1, 1))
    person.name = "Élodie"
    person.save()
    PEOPLE[model][2](person.pk, gestion)
    assert list(model.objects.all()) == [other]
    assert set(model.history.values_list("id", flat=True)) == {other.pk}


@every_person
def test_somebody_already_deleted_is_erased_from_the_history(model, gestion):
    person = person_of(model, keep_until=D(2030, 1, 1))
    key = person.pk
    person.delete()
    assert model.history.filter(id=key).count() == 2
    PEOPLE[model][2](key, gestion)
    assert not model.history.filter(id=key).exists()
    PEOPLE[model][2](key, gestion)  # nobody is left: nothing happens


def test_each_table_of_people_is_told_with_what_erases_it():
    told = {each.key: each for each in PEOPLE_OF_PARTNERS}
    assert {key: each.model for key, each in told.items()} == {
        "contacts": Contact,
        "titulaires": OfficeHolder,
        "echanges": Exchange,
        "cadeaux": Gift,
    }
    for key, model in (("contacts", Contact), ("titulaires", OfficeHolder)):
        _factory, purge, erase = PEOPLE[model]
        assert (told[key].retention.erase, told[key].erase) == (purge, erase)
    assert told["echanges"].retention == told["cadeaux"].retention
    assert (told["cadeaux"].retention.erase, told["cadeaux"].erase) == (None, None)


@pytest.mark.parametrize("each", PEOPLE_OF_PARTNERS, ids=lambda each: each.key)
def test_what_tells_somebody_is_among_what_is_held_of_them(each):
    fields = {field.name for field in each.model._meta.fields}
    assert set(each.found_by) <= set(each.fields) <= fields
    assert set(each.told_by) <= set(each.found_by)
