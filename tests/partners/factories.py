"""The smallest valid rows of whom the office works with."""

import datetime as dt
from decimal import Decimal

import factory

from partners.models import (
    Agreement,
    AgreementAct,
    AgreementActKind,
    AgreementDocument,
    AgreementKind,
    AgreementParty,
    AgreementProposal,
    Contact,
    Exchange,
    Gift,
    GiftDirection,
    OfficeHolder,
    Partner,
    PartnerDocument,
    PartnerKind,
    PartnerProposal,
)
from tests.records.factories import DocumentFactory, online


class PartnerFactory(factory.django.DjangoModelFactory):
    """A city in Belgium; `organization=True` makes it an organization, `published=True` puts it online."""

    class Meta:
        model = Partner

    class Params:
        published = online()
        organization = factory.Trait(kind=PartnerKind.CITY_NETWORK, country="", latitude=None, longitude=None)

    name = factory.Sequence("Partenaire {}".format)
    kind = PartnerKind.CITY
    country = "BE"
    latitude = Decimal("50.4669")
    longitude = Decimal("4.8675")


class AgreementFactory(factory.django.DjangoModelFactory):
    """An agreement without a term; `partners=[…]` names its parties, `published=True` puts it online."""

    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    class Params:
        published = online()

    title = factory.Sequence("Entente {}".format)
    kind = AgreementKind.COOPERATION

    @factory.post_generation
    def partners(self, create, partners, **kwargs):
        """Make each partner a party, in order."""
        for position, partner in enumerate(partners or [], 1):
            AgreementParty.objects.create(agreement=self, partner=partner, position=position)


class PartyFactory(factory.django.DjangoModelFactory):
    """A partner that is party to an agreement."""

    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    partner = factory.SubFactory(PartnerFactory)


class AgreementActFactory(factory.django.DjangoModelFactory):
    """An act that amends an agreement."""

    class Meta:
        model = AgreementAct

    agreement = factory.SubFactory(AgreementFactory)
    kind = AgreementActKind.AMENDMENT
    happened_on = dt.date(2024, 5, 1)
    text = "L’annexe est remplacée."


class ContactFactory(factory.django.DjangoModelFactory):
    """Someone at a partner, kept until the end of 2026."""

    class Meta:
        model = Contact

    partner = factory.SubFactory(PartnerFactory)
    function = factory.Sequence("Direction {}".format)
    purpose = "Préparer les rencontres."
    source = "Carte remise en personne."
    verified_on = dt.date(2026, 1, 5)
    keep_until = dt.date(2026, 12, 31)


class ExchangeFactory(factory.django.DjangoModelFactory):
    """A call, one day."""

    class Meta:
        model = Exchange

    partner = factory.SubFactory(PartnerFactory)
    held_on = dt.date(2026, 1, 5)
    text = "Le programme de la visite."


class OfficeHolderFactory(factory.django.DjangoModelFactory):
    """Someone in office at a partner, kept until the end of 2026."""

    class Meta:
        model = OfficeHolder

    partner = factory.SubFactory(PartnerFactory)
    function = factory.Sequence("Mairie {}".format)
    keep_until = dt.date(2026, 12, 31)


class GiftFactory(factory.django.DjangoModelFactory):
    """A gift given to a partner."""

    class Meta:
        model = Gift

    partner = factory.SubFactory(PartnerFactory)
    direction = GiftDirection.GIVEN
    what = "Une gravure"
    given_on = dt.date(2025, 6, 1)


class PartnerDocumentFactory(DocumentFactory):
    """A document of a partner."""

    class Meta:
        model = PartnerDocument

    record = factory.SubFactory(PartnerFactory)


class AgreementDocumentFactory(DocumentFactory):
    """A document of an agreement."""

    class Meta:
        model = AgreementDocument

    record = factory.SubFactory(AgreementFactory)


class PartnerProposalFactory(factory.django.DjangoModelFactory):
    """A change of the note, prepared on a partner that is online."""

    class Meta:
        model = PartnerProposal

    record = factory.SubFactory(PartnerFactory, published=True)
    title = "Partner"
    changes = {"fields": {"note": ["", "Autre"]}}


class AgreementProposalFactory(factory.django.DjangoModelFactory):
    """A change of the note, prepared on an agreement that is online."""

    class Meta:
        model = AgreementProposal

    record = factory.SubFactory(AgreementFactory, published=True)
    title = "Agreement"
    changes = {"fields": {"note": ["", "Autre"]}}
