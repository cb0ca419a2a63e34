"""The municipal units that act."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import Recorded
from records.publication.addresses import free_slug, page_address
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
    slug = models.SlugField(_("adresse"), max_length=100, unique=True, editable=False)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["search_text", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_address("missions:service", self.slug)

    def fill_derived_fields(self):
        super().fill_derived_fields()
        if not self.slug:
            self.slug = free_slug(Service, self.named_for_address(), self.pk)

    def named_for_address(self):
        """Return the words its address is made of."""
        return self.name
