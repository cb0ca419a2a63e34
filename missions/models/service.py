"""The municipal units that act."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import Recorded
from records.words.languages import in_english


class ServiceKind(models.TextChoices):
    """What sort of unit a service is."""

    OFFICE = "bureau", _("bureau")
    CABINET = "cabinet", _("cabinet")
    DIRECTION = "direction", _("direction")
    BODY = "instance", _("instance")
    SERVICE = "service", _("service")
    PARAMUNICIPAL = "service_paramunicipal", _("service paramunicipal")


class Service(Recorded):
    """A unit of the city."""

    search_fields = ("name", "role")

    name = models.CharField(_("nom"), max_length=160, unique=True)
    name_en = in_english(name)
    kind = models.CharField(_("nature"), max_length=24, choices=ServiceKind)
    role = models.CharField(_("rôle"), max_length=300, blank=True)
    role_en = in_english(role)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["search_text", "pk"]

    def __str__(self):
        return self.name
