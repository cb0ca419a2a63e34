"""Rows whose texts have an English beside them, which grows old when the French changes."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.publication.fields import field_of
from records.publication.history import Historic
from records.words.languages import english_fields

# The columns that say how the English of a row stands.
ENGLISH_STATE = ("english_written_for", "outdated_english")


class Translated(Historic):
    """A row that remembers which French each of its English texts was written for.

    An English text is outdated from the day its French changes without it, until either it changes too or somebody
    says that it was read again.
    """

    # {name of the English field: fingerprints of its text and of the French it was written for}
    english_written_for = models.JSONField(_("français traduit"), default=dict, blank=True, editable=False)
    # The names of the French fields whose English is older, separated by spaces.
    outdated_english = models.CharField(_("traductions à revoir"), max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True

    def fill_derived_fields(self) -> None:
        super().fill_derived_fields()
        found = {}
        for name in english_fields(type(self)):
            english, french = getattr(self, name), getattr(self, french_name(name))
            if english:
                now = [fingerprint(english), fingerprint(french)]
                before = self.english_written_for.get(name, now)
                found[name] = before if before[0] == now[0] else now
        self.english_written_for = found
        outdated = [french_name(name) for name in found if self._is_outdated(name)]
        self.outdated_english = " ".join(outdated)

    def _is_outdated(self, name: str) -> bool:
        return self.english_written_for[name][1] != fingerprint(getattr(self, french_name(name)))

    def accept_english(self) -> None:
        """Take its English texts, as they are, for those of its French texts; the caller saves."""
        self.english_written_for = {}

    @property
    def outdated_labels(self) -> list[str]:
        """The labels of the French fields whose English is older (a list)."""
        return [str(field_of(type(self), name).verbose_name) for name in self.outdated_english.split()]


def french_name(name: str) -> str:
    """Return the name of the field whose English is in the field `name`."""
    return name.removesuffix("_en")


def fingerprint(text: str) -> str:
    """Return what tells a text from another, short enough to be kept beside it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
