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
    return client.post(
        merge_page(record, other), {"_version": page.context["versions"], "meme_chose": "on", **choices}, follow=True
    )


def choose_many(client, records, action, **sent):
    """Ask to do something with several records of a list, as a person does; return the page that says what would be."""
    options = records[0]._meta
    chosen = {"action": action, "_selected_action": [each.pk for each in records], **sent}
    return client.post(reverse(f"admin:{options.app_label}_{options.model_name}_changelist"), chosen, follow=True)


def take_many(client, records, action, **typed):
    """Read what would be done with several records, then confirm what the page sends; return what comes of it."""
    page = choose_many(client, records, action, **({"_demande": "oui", **typed} if typed else {}))
    return choose_many(client, records, **confirmed_on(page))


def confirmed_on(page):
    """Return what the button that confirms sends (a dict), but the rows."""
    pairs = page.context["chosen"] + page.context["confirmed"]
    return {name: value for name, value in [("post", "yes"), *pairs] if name != "_selected_action"}
