"""The people of partners: found by words, kept until a day, in office between two, never named in a journal."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from partners.models import Contact, OfficeHolder
from tests.partners.factories import ContactFactory, GiftFactory, OfficeHolderFactory, PartnerFactory

pytestmark = pytest.mark.django_db

D = dt.date
DAY, DAY_BEFORE, DAY_AFTER = D(2026, 3, 2), D(2026, 3, 1), D(2026, 3, 3)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("", True),
        ("élodie", True),
        ("ELODIE lefevre", True),
        ("Lefèvre Élodie", True),
        ("echevine", True),
        ("elodie.l@exemple.invalid", True),
        ("555-0199", True),
        ("namur", True),  # its partner
        ("namur échevine lefevre", True),
        ("elodie liège", False),
        ("555-0100", False),
        ("préparer", False),  # why it is kept is not searched
        ("carte", False),
        ("%", False),
        ("_", False),
        ("' OR 1=1 --", False),
    ],
)
def test_a_contact_is_found_by_all_the_words_of_its_person_and_its_partner(query, is_found):
    ContactFactory(
        partner__name="Namur",
        name="Élodie Lefèvre",
        function="Échevine",
        email="elodie.l@exemple.invalid",
        phone="+32 555-0199",
    )
    assert Contact.objects.found_by(query).exists() is is_found


@pytest.mark.parametrize("factory", [ContactFactory, OfficeHolderFactory])
@pytest.mark.parametrize(("keep_until", "is_kept"), [(DAY_BEFORE, False), (DAY, True), (DAY_AFTER, True)])
def test_a_person_is_kept_through_the_last_day_as_a_row_and_as_a_query_say(factory, keep_until, is_kept):
    options = {"verified_on": DAY_BEFORE} if factory is ContactFactory else {}
    person = factory(keep_until=keep_until, **options)
    rows = type(person).objects
    assert person.is_expired(DAY) is not is_kept
    assert rows.kept(DAY).exists() is is_kept
    assert rows.expired(DAY).exists() is not is_kept


@pytest.mark.parametrize(
    ("since", "until", "is_in"),
    [
        (None, None, True),  # nobody knows
        (DAY, None, True),
        (DAY_AFTER, None, False),
        (None, DAY, True),
        (None, DAY_BEFORE, False),
        (DAY_BEFORE, DAY_AFTER, True),
        (DAY, DAY, True),
        (DAY_AFTER, D(2027, 1, 1), False),
        (D(2020, 1, 1), DAY_BEFORE, False),
    ],
)
def test_a_person_is_in_office_from_its_first_day_through_its_last(since, until, is_in):
    OfficeHolderFactory(since_on=since, until_on=until)
    assert OfficeHolder.objects.in_office(DAY).exists() is is_in


def test_who_came_last_is_first_those_of_an_unknown_day_last():
    partner = PartnerFactory()
    days = [D(2020, 1, 1), None, D(2024, 1, 1)]
    former, unknown, latest = (OfficeHolderFactory(partner=partner, since_on=day) for day in days)
    assert list(partner.office_holders.all()) == [latest, former, unknown]


def test_the_words_left_in_journals_name_a_function_and_nobody():
    partner = PartnerFactory(name="Namur")
    assert str(ContactFactory(partner=partner, name="Élodie", function="Mairie")) == "Namur – Mairie"
    holder = OfficeHolderFactory(partner=partner, name="Élodie", function="Mairie", since_on=DAY)
    assert str(holder) == "Namur – Mairie (depuis 2026-03-02)"
    with override("en"):
        assert str(holder) == "Namur – Mairie (since 2026-03-02)"
    holder.since_on = None
    assert str(holder) == "Namur – Mairie"


@pytest.fixture
def partner():
    return PartnerFactory(name="Namur")


@pytest.fixture
def name_holder(partner):
    """Return who is named as the holder, that day, of a gift that names nobody."""

    def name_holder(**options):
        gift = GiftFactory.build(partner=partner, given_on=DAY, what="Vase", **options)
        gift.name_holder()
        return gift.holder

    return name_holder


def test_a_gift_is_of_the_only_person_in_office_that_day(partner, name_holder):
    assert name_holder() is None
    OfficeHolderFactory()  # of another partner
    OfficeHolderFactory(partner=partner, until_on=DAY_BEFORE)
    assert name_holder() is None
    mayor = OfficeHolderFactory(partner=partner, since_on=DAY)
    assert name_holder() == mayor
    OfficeHolderFactory(partner=partner)
    assert name_holder() is None, "two could be"
    OfficeHolderFactory(partner=partner)
    assert name_holder() is None, "or more"


def test_a_gift_that_names_its_holder_keeps_it(partner, name_holder):
    OfficeHolderFactory(partner=partner)
    former = OfficeHolderFactory(partner=partner, until_on=DAY_BEFORE)
    assert name_holder(holder=former) == former


def test_the_holder_of_a_gift_is_of_its_partner(partner):
    gift = GiftFactory.build(partner=partner, holder=OfficeHolderFactory(partner=partner))
    gift.clean()
    gift.holder = OfficeHolderFactory()
    with pytest.raises(ValidationError) as refusal:
        gift.clean()
    assert refusal.value.message_dict == {"holder": ["Ce titulaire est d’un autre partenaire."]}
    gift.holder = None
    gift.clean()


def test_a_gift_is_called_by_what_it_is_to_whom_and_when(partner):
    assert str(GiftFactory.build(partner=partner)) == "Une gravure – Namur, 2025-06-01"
