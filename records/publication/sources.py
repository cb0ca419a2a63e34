"""The pages where facts are published: public while something public cites them, changed then as what they prove."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from records.publication.loaded import Loaded
from records.publication.proposals import Proposal, proposals_on
from records.words.dates import DATE_AND_PRECISION, DatePrecision, goes_with
from records.words.languages import in_english


class SourceKind(models.TextChoices):
    """What sort of page a source is."""

    OFFICIAL = "officiel", _("site officiel")
    NETWORK = "reseau_officiel", _("site officiel d’un réseau")
    LAW = "loi", _("loi ou règlement")
    PRESS = "presse", _("presse")
    WEB = "web", _("autre page web")
    COPY = "copie", _("copie d’un texte")


class Source(Loaded):
    """A page where a fact is published."""

    search_fields = ("publisher", "url")

    url = models.URLField(_("adresse"), max_length=600, unique=True)
    publisher = models.CharField(_("éditeur"), max_length=120)
    publisher_en = in_english(publisher)
    kind = models.CharField(_("nature"), max_length=20, choices=SourceKind)
    published_on = models.DateField(_("publication"), null=True, blank=True)
    published_precision = models.CharField(_("précision"), max_length=8, choices=DatePrecision, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["search_text", "pk"]
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            models.CheckConstraint(
                name="records_source_precision_goes_with_date",
                violation_error_code="published_precision",
                condition=goes_with("published_on", "published_precision"),
                violation_error_message=DATE_AND_PRECISION,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher} – {self.url}"

    @property
    def is_online(self) -> bool:
        """Whether anyone may read it today: something public cites it, as `settings.CITED_SOURCES` says."""
        cited = import_string(settings.CITED_SOURCES)(timezone.localdate())
        return bool(self.pk) and cited.filter(pk=self.pk).exists()

    @property
    def is_draft(self) -> bool:
        """Whether who writes may still change it freely."""
        return not self.is_online


class SourceProposal(Proposal):
    """A change prepared on a source that something public cites."""

    record = proposals_on("records.Source")

    class Meta(Proposal.Meta):
        verbose_name = _("proposition sur une source")
        verbose_name_plural = _("propositions sur des sources")

    def __str__(self) -> str:
        return self.title
