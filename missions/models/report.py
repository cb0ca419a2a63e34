"""The report that a mission owes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from missions.models.document import MissionDocument
from missions.models.mission import Mission
from records.models import Historic


class Report(Historic):
    """The report of a mission: awaited as long as it has no date of publication.

    A mission without this row is one of which nobody recorded whether a report exists.
    """

    mission = models.OneToOneField(Mission, models.CASCADE, verbose_name=_("mission"), related_name="report")
    published_on = models.DateField(_("publication"), null=True, blank=True)
    document_url = models.URLField(_("adresse du document"), max_length=600, blank=True)
    document = models.OneToOneField(
        MissionDocument,
        models.RESTRICT,
        verbose_name=_("document"),
        related_name="published_report",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapports")
        ordering = ["-published_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="missions_report_published_has_its_document",
                violation_error_code="document_url",
                condition=Q(published_on__isnull=True) | ~Q(document_url="") | Q(document__isnull=False),
                violation_error_message=_("Un rapport publié a une adresse, ou un document déposé avec la mission."),
            ),
        ]

    def __str__(self):
        return str(self.mission)

    @property
    def link(self):
        """The address a page leads to: of the document kept with the mission, or else of the one kept elsewhere."""
        return self.document.link if self.document else self.document_url
