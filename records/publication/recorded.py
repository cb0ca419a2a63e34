"""What every fact of the register shares: where it comes from and how sure it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.publication.loaded import Loaded
from records.publication.sources import Source
from records.publication.translated import Translated
from records.words.languages import in_english


class Confidence(models.TextChoices):
    """How well a fact is established."""

    HIGH = "high", _("forte")
    MEDIUM = "medium", _("moyenne")
    LOW = "low", _("faible")


class Recorded(Translated, Loaded):
    """A fact of the register: its sources, the confidence they allow, and what the bureau notes beside it."""

    _history_m2m_fields = ("sources",)

    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True)
    confidence = models.CharField(_("confiance"), max_length=6, choices=Confidence, blank=True)
    note = models.TextField(_("précision publique"), blank=True)
    note_en = in_english(note)
    editor_note = models.TextField(
        _("note du bureau"),
        blank=True,
        help_text=_("D’où vient le fait, ce qui est à vérifier. Jamais montrée au public."),
    )

    class Meta:
        abstract = True

    @property
    def is_weakly_sourced(self) -> bool:
        """Whether readers must be told that little supports this fact."""
        return self.confidence == Confidence.LOW
