"""Records merged into another: which, by whom, what was done. Their addresses and their lines lead to the one kept."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.publication.rules import Ruled


class RecordMergeQuerySet(models.QuerySet["RecordMerge"]):
    """Asks for the merges."""

    def of(self, model: type[models.Model]) -> Self:
        """Keep those of the records of `model`."""
        return self.filter(model=model._meta.label_lower)


class RecordMerge(Ruled):
    """A record merged into another, and gone.

    `told`: what was done, in words of the day: {"fields": [[label, value taken]], "moved": [[kind, number]], "dropped":
    [row that said the same]}.
    """

    model = models.CharField(_("sorte de fiche"), max_length=60)
    former_key = models.PositiveBigIntegerField(_("clé de la fiche fusionnée"))
    former_name = models.CharField(_("fiche fusionnée"), max_length=300)
    record_id = models.CharField(_("identifiant au registre"), max_length=60, blank=True)
    kept_key = models.PositiveBigIntegerField(_("clé de la fiche gardée"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("par"), related_name="+", null=True
    )
    merged_at = models.DateTimeField(_("fusionnée le"), default=timezone.now, editable=False)
    told = models.JSONField(_("ce qui a été fait"), default=dict)

    objects = RecordMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("fusion")
        verbose_name_plural = _("fusions")
        default_permissions = ()
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="records_recordmerge_once_each",
                fields=["model", "former_key"],
                violation_error_message=_("Cette fiche est déjà fusionnée avec une autre."),
            ),
        ]

    def __str__(self) -> str:
        return self.former_name


def kept_instead_of(model: type[models.Model], keys: Iterable[int]) -> dict[int, int]:
    """Return {key: key of the record of `model` that the one with it, now gone, was merged into} of `keys`."""
    return dict(RecordMerge.objects.of(model).filter(former_key__in=keys).values_list("former_key", "kept_key"))
