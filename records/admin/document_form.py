"""The form of a document: a file is checked and kept as soon as it is sent, so that it is sent once.

What was kept is told by a signed text the form sends again: a fault elsewhere in the form, or a proposal that waits for
its approval, loses nothing of it.
"""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from records.admin.part_forms import PartForm
from records.documents.models import Document
from records.documents.storing import KEPT_FILE, StoredFile, read_signed, sign, store_upload, unsign

ACCEPTED = ".pdf,.odt,.docx,.ods,.xlsx,.csv,.jpg,.jpeg,.png,.webp"


def address_received(stored: StoredFile) -> str:
    """Return where the bureau reads a file that is kept, whether or not a document has it."""
    return reverse("admin:received_file", args=[sign(stored)])


class KeptFileField(forms.CharField):
    """Holds, in a signed text, the file that a document has or would have."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, **options)

    def told(self, signed: str) -> str:
        """Say which file it is, and lead to it."""
        kept = read_signed(signed)
        if kept is None:
            return ""
        return format_html('<a href="{}">{}</a>', address_received(kept), kept.in_words)


class DocumentForm(PartForm):
    """Edits a document. A file sent replaces the one it had, which the bureau still reads; so does an address.

    `kept_file` begins with the file in place: a proposal knows which one it replaces.
    """

    upload = forms.FileField(
        label=_("Fichier à déposer"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, ODT, DOCX, ODS, XLSX, CSV, JPEG, PNG ou WebP; 25\u00a0Mo au plus."),
    )
    kept_file = KeptFileField(label=_("fichier"))

    instance: Document

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if kept := self.instance.stored_file:
            self.initial[KEPT_FILE] = sign(kept)

    def clean(self) -> dict[str, Any]:
        """Take the file sent, or the one kept already; an address takes the place of a file."""
        values = super().clean() or self.cleaned_data
        try:
            self._take(values)
        except ValidationError as refusal:
            self.add_error("upload", refusal)
        return values

    def _get_validation_exclusions(self) -> set[str]:
        """Have the rules weigh the file, which is no field of the form; unless it is refused, which says enough."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if "upload" in self.errors else excluded - {"file", "media_type"}

    def _take(self, values: dict[str, Any]) -> None:
        if values.get("upload"):
            values[KEPT_FILE] = sign(store_upload(values["upload"]))
            self._send_again(values[KEPT_FILE])
        if values.get(KEPT_FILE, "") not in ("", self.initial.get(KEPT_FILE)):
            self.instance.take_file(unsign(values[KEPT_FILE]))
            values["address"] = ""
        elif values.get("address"):
            self.instance.drop_file()

    def _send_again(self, signed: str) -> None:
        """Have the form, shown again or kept as it was sent, say what was kept instead of sending the file."""
        data, files = (cast("MultiValueDict[str, Any]", sent).copy() for sent in (self.data, self.files))
        data[self.add_prefix(KEPT_FILE)], data[self.add_prefix("address")] = signed, ""
        files.pop(self.add_prefix("upload"), None)
        self.data, self.files = data, files
        vars(self).pop("changed_data", None)
