"""The dates in the life of the Vision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import Recorded
from records.words.dates import DatePrecision
from records.words.languages import in_english


class Milestone(Recorded):
    """A date in the life of the Vision or of its rules."""

    search_fields = ("title", "description")

    vision = models.ForeignKey("axes.Vision", models.CASCADE, verbose_name=_("vision"), related_name="milestones")
    title = models.CharField(_("titre"), max_length=200)
    title_en = in_english(title)
    description = models.TextField(_("description"), blank=True)
    description_en = in_english(description)
    happened_on = models.DateField(_("date"))
    precision = models.CharField(_("précision"), max_length=8, choices=DatePrecision, default=DatePrecision.DAY)

    class Meta:
        verbose_name = _("jalon")
        verbose_name_plural = _("jalons")
        ordering = ["-happened_on", "pk"]

    def __str__(self):
        return self.title
