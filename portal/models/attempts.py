"""How often somebody tried to come in, by account and by address: a digest of each, nothing that names anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import Ruled


class AttemptCount(Ruled):
    """The attempts counted under one key, and until when the next ones are refused."""

    digest = models.CharField(_("empreinte"), max_length=64, unique=True, editable=False)
    attempts = models.PositiveIntegerField(_("essais"), default=0)
    last_at = models.DateTimeField(_("dernier essai"))
    blocked_until = models.DateTimeField(_("refusé jusqu’à"), null=True, blank=True)

    class Meta:
        verbose_name = _("essais de connexion")
        verbose_name_plural = _("essais de connexion")
        ordering = ["-last_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.digest[:8]
