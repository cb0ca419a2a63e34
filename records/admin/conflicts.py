"""Two people editing the same record at once: the second is told before anything is overwritten, and loses nothing.

A form carries the version it was made from, which is the last row of the record's history: saving a form always leaves
one, even when only its parts change.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from records.admin.proposal_words import ConflictInWords, words_of
from records.admin.sent_values import Sent, shown_by, typed_in
from records.admin.typed_fields import TypedForm
from records.publication.history import Historic
from records.publication.typed_forms import SHOWN_ONLY, VERSION
from records.words.keys import key_in

# The newer version that the person chose, having read it, to write over.
SEEN = "_seen"
# The button that saves the form, then takes a step of publication with the record.
STEP = "_step"
STALE = _(
    "Rien n’est enregistré\u00a0: cette fiche a changé pendant que vous y travailliez. Voyez en haut du formulaire."
)


def version_of(model: type[Historic], key: str | None) -> str:
    """Return the version of the row of `model` whose key is `key` (a string); an empty string for no row."""
    try:
        key = model._meta.pk.to_python(key)
    except ValidationError:
        return ""
    latest = model.history.filter(id=key).order_by("-history_id").values_list("history_id", flat=True).first()
    return str(latest or "")


def three_sides(before: forms.BoundField, now: forms.BoundField) -> tuple[Sent, Sent, Sent]:
    """Return what a field said when the form was made, what it says by now, and what is typed in it."""
    return shown_by(before), shown_by(now), typed_in(now)


class RecordForm(TypedForm):
    """Edits a record; refuses to write over what someone saved since the form was made.

    `english_was_read` says that the English texts still hold, although the French changed.

    The admin gives the record `version_read`, read under its lock, and `parts_typed`, the formsets sent with the form.
    """

    english_was_read = forms.BooleanField(label=_("L’anglais a été relu\u00a0: il convient encore"), required=False)

    # The row of history that tells who saved the record meanwhile.
    newer = None

    @property
    def version(self) -> str:
        """The version the person is working from."""
        return self.data.get(VERSION, "") if self.is_bound else getattr(self.instance, "version_read", "")

    @property
    def parts(self) -> list[forms.BaseModelFormSet]:
        """The formsets of its parts, as they were sent (a list)."""
        return getattr(self.instance, "parts_typed", [])

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed, in the form or in its parts."""
        return self.has_changed() or any(part.has_changed() for part in self.parts)

    def full_clean(self) -> None:
        """Check what was sent, unless it is only shown again."""
        if SHOWN_ONLY in self.data:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        """Whether what was sent may be saved; what is only shown again may not."""
        return super().is_valid() and SHOWN_ONLY not in self.data

    def clean(self) -> dict[str, Any]:
        """Refuse a form made before the last change, until the person says that this change was seen."""
        chosen = super().clean() or self.cleaned_data
        if chosen.get("english_was_read"):
            self.instance.accept_english()
        if self.is_stale():
            self.newer = self.newer_row()
            self.add_error(None, ValidationError(STALE, code="stale"))
        return chosen

    def changed_meanwhile(self) -> list[ConflictInWords]:
        """Return what someone changed of its own fields since it was made, beside what is typed there (a list).

        Lists of rows and parts are not among them: the history tells their changes.
        """
        made_from = self.data.get(VERSION, "").partition("+")[0]
        former = self.instance.history.filter(history_id=key_in(made_from)).first()
        if former is None:
            return []
        before, own = type(self)(instance=former.instance), {field.name for field in self.instance._meta.fields}
        fields = [(before[name], self[name]) for name in self.fields if name in own]
        return [
            ConflictInWords(str(now.label), *(words_of(now.field, said) for said in three_sides(was, now)))
            for was, now in fields
            if was.field.has_changed(was.initial, shown_by(now))
        ]

    def newer_row(self) -> Any:
        """Return the row of history that tells of the change made since."""
        return self.instance.history.select_related("history_user").get(history_id=self.instance.version_read)

    def is_stale(self) -> bool:
        """Whether it would change, or move, a record that someone saved since.

        A form sent twice changes nothing the second time.
        """
        stored = getattr(self.instance, "version_read", "")
        if not (stored and self.version) or stored in (self.version, self.data.get(SEEN)):
            return False
        return STEP in self.data or self.is_changed
