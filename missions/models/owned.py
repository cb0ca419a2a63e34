"""Who of the bureau is responsible for a record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Owned(models.Model):
    """A record that a person of the bureau may be responsible for; readers are never told who."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("responsable du dossier"),
        related_name="%(class)ss",
        null=True,
        blank=True,
    )

    class Meta:
        abstract = True
