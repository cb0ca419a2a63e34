"""What tests of the bureau share: where its forms are, and what a browser sends of the shortest ones."""

import datetime as dt

from django.urls import reverse

from missions.models import ActionKind
from records.publication.status import PublicationStatus
from tests.partners.factories import PartnerFactory


def address(record, page="change"):
    """Return the address of a page of the bureau about a record."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk])


def in_state(status):
    """Make a partner whose publication stands at `status`."""
    return PartnerFactory(
        name="Namur", status=status, published_on=dt.date(2026, 1, 1) if status == PublicationStatus.PUBLISHED else None
    )


def partner_form(**values):
    """Return what a browser sends of the shortest form of a partner."""
    return {
        "name": "Namur",
        "kind": "ville",
        "country": "BE",
        "latitude": "50.4669",
        "longitude": "4.8675",
        "standing": "inconnu",
        "slug": "namur",
        # Asked of who changes what is online.
        "change_reason": "Vérifié",
        "contacts-TOTAL_FORMS": "0",
        "contacts-INITIAL_FORMS": "0",
        "documents-TOTAL_FORMS": "0",
        "documents-INITIAL_FORMS": "0",
        **values,
    }


def action_form(**values):
    """Return what a browser sends of the shortest form of an action, without its axis and its partner."""
    parts = {}
    for prefix in ("roles", "outcomes", "documents", "next_steps"):
        parts |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    asked = {"change_reason": "Vérifié"}
    return {"title": "Visite", "kind": ActionKind.EXCHANGE, "stage": "annoncee", **asked, **parts, **values}


def merge_page(record, other):
    """Return the address that merges `other` into `record`."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_merge"
    return reverse(name, args=[record.pk], query={"avec": other.pk})


def send_merge(client, record, other, **choices):
    """Merge as a person does: open the page, choose, confirm; return the page that comes of it."""
    page = client.get(merge_page(record, other))
    return client.post(merge_page(record, other), {"_version": page.context["versions"], **choices}, follow=True)
