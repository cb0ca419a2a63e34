"""Rows that may come from the files of the register, and are found whatever the accents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.publication.history import Historic
from records.words.normalizing import normalize


class Loaded(Historic):
    """A row that may come from the files of the register, and can be found whatever the accents."""

    # The text fields a reader searches, the one that names the row first: `search_text` also sorts.
    search_fields: tuple[str, ...] = ()
    # The fields that no longer change once the row answers `final_once` (a Q), if it ever does.
    final: tuple[str, ...] = ()
    final_once: models.Q | None = None

    record_id = models.CharField(_("identifiant au registre"), max_length=60, unique=True, null=True, editable=False)
    record_hash = models.CharField(_("empreinte de la ligne"), max_length=64, blank=True, editable=False)
    edited_at = models.DateTimeField(_("dernière modification au bureau"), null=True, editable=False)
    search_text = models.TextField(_("texte cherché"), blank=True, editable=False)

    class Meta:
        abstract = True

    def fill_derived_fields(self) -> None:
        super().fill_derived_fields()
        self.search_text = normalize(" ".join(str(getattr(self, name) or "") for name in self.search_fields))
