"""Verbs over agreements."""

from django.db import transaction
from django.utils import timezone

from partners.models import Agreement
from records.search.writing import follow


def lock_register():
    """Hold every agreement that renews or is renewed: a chain must not move while another is being drawn."""
    list(Agreement.objects.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def renew(agreement, former, *, by):
    """Record that `agreement` renews `former` and return it. Raise ValidationError if a chain would turn back."""
    lock_register()
    agreement = Agreement.objects.get(pk=agreement.pk)
    agreement.renews = former
    agreement.full_clean()
    agreement._history_user = by
    agreement.save()
    follow(agreement, today=timezone.localdate())
    return agreement
