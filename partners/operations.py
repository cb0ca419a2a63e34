"""Verbs over agreements, and over the people to erase."""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from partners.models import Agreement, AgreementParty, Contact, Exchange, Gift, OfficeHolder, Partner
from records.publication.after_write import note_written
from records.publication.operations import lock_row
from records.publication.status import PublicationStatus, public


def lock_agreements() -> None:
    """Hold every agreement that renews or is renewed: a chain must not move while another is being drawn."""
    list(Agreement.objects.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def renew(agreement: Agreement, former: Agreement, *, by: User) -> Agreement:
    """Record that `agreement` renews `former` and return it. Raise ValidationError if a chain would turn back."""
    lock_agreements()
    agreement = Agreement.objects.get(pk=agreement.pk)
    agreement.renews = former
    agreement.full_clean()
    agreement._history_user = by
    agreement.save()
    return agreement


@transaction.atomic
def keep_offline(keys: Collection[int], *, today: dt.date) -> None:
    """Make drafts of the agreements with these `keys`, just loaded, none of whose parties is public on `today`."""
    known = AgreementParty.objects.filter(public(Partner, today, "partner__")).values("agreement")
    for agreement in Agreement.objects.published(today).filter(pk__in=keys).exclude(pk__in=known):
        agreement.status = PublicationStatus.DRAFT
        agreement._change_reason = str(_("Aucune partie n’est en ligne"))
        agreement.save()


@transaction.atomic
def verify_contact(contact: Contact, *, by: User, today: dt.date) -> Contact:
    """Write that `contact` was verified on `today` (a date) and return it. Raise ValidationError past its retention."""
    contact = lock_row(contact)
    contact.verified_on = today
    contact.full_clean()
    contact._history_user, contact._change_reason = by, str(_("Vérifié"))
    contact.save()
    return contact


@transaction.atomic
def purge_contacts(today: dt.date) -> int:
    """Erase the contacts kept until before `today` (a date), their history too; return how many."""
    return _purge(Contact, "contact", Exchange, today)


@transaction.atomic
def purge_office_holders(today: dt.date) -> int:
    """Erase the office-holders kept until before `today` (a date), their history too; return how many."""
    return _purge(OfficeHolder, "holder", Gift, today)


def _purge(model: type[Contact | OfficeHolder], field: str, naming: type[Exchange | Gift], today: dt.date) -> int:
    """Erase the people of `model` whose time is over; the rows of `naming` name them no more in their `field`."""
    expired = list(model.objects.expired(today).values_list("pk", flat=True))
    note_written(naming, naming.objects.filter(**{f"{field}__in": expired}).values_list("pk", flat=True))
    for person in model.objects.filter(pk__in=expired):
        person.delete()
    # Deleting leaves a trace in the history: it goes last, with the former versions past their own date.
    model.history.filter(Q(id__in=expired) | Q(keep_until__lt=today)).delete()
    return len(expired)


@transaction.atomic
def erase_contact(key: int, by: User) -> None:
    """Erase the contact with this `key`, there or deleted, and all that its history tells of it."""
    _erase(Contact, "contact", Exchange, key, by)


@transaction.atomic
def erase_office_holder(key: int, by: User) -> None:
    """Erase the office-holder with this `key`, there or deleted, and all that its history tells of it."""
    _erase(OfficeHolder, "holder", Gift, key, by)


def _erase(model: type[Contact | OfficeHolder], field: str, naming: type[Exchange | Gift], key: int, by: User) -> None:
    note_written(naming, naming.objects.filter(**{field: key}).values_list("pk", flat=True))
    for person in model.objects.filter(pk=key):
        person._history_user = by
        person.delete()
    model.history.filter(id=key).delete()
