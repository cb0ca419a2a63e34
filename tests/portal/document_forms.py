"""What the forms of the bureau send of a document."""

import datetime as dt

from records.documents.models import DocumentKind
from tests.portal.bureau import address
from tests.portal.typed import typed
from tests.records.document_samples import sent

TODAY = dt.date(2026, 3, 2)
NAMED = {"kind": "rapport", "title": "Rapport de mission", "language": "fr"}
SHOWN = {"kind": DocumentKind.PICTURE, "address": "", "alt": "Le port au matin", "credit": "Ville de Québec"}


def put(client, record, content=None, form=None, **values):
    """Put a document with a record from its form, as a browser does; return the answer."""
    shown = form or client.get(address(record))
    form_id = f"{record._meta.model_name}_form"
    data = typed(shown, form_id, {"documents": [{**NAMED, "position": "1", **values}]})
    data = {name: value for name, value in data.items() if not name.endswith("-upload")}
    data["change_reason"] = "Versé au dossier"
    if content is not None:
        rank = int(data["documents-TOTAL_FORMS"]) - 1
        data[f"documents-{rank}-upload"] = sent(content, "n’importe quoi.exe")
    return client.post(address(record), data)


def errors(response):
    """Return the sentences a form was refused with, its parts included (a list)."""
    formsets = [part.formset for part in response.context["inline_admin_formsets"]]
    return [str(words) for part in formsets for form in part.errors for found in form.values() for words in found]
