"""Verbs over agreements, and over the contacts to erase."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from partners.models import Agreement, Contact


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
def purge_contacts(today: dt.date) -> int:
    """Erase the contacts whose retention was over before `today` (a date), their history too; return how many."""
    expired = []
    for contact in Contact.objects.expired(today):
        expired.append(contact.pk)
        contact.delete()
    # Deleting leaves a trace in the history: it goes last, with the former versions past their own date.
    Contact.history.filter(Q(id__in=expired) | Q(keep_until__lt=today)).delete()
    return len(expired)
