"""The portal as a whole, and the admin site it serves to the bureau."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Names the app in French."""

    name = "portal"
    verbose_name = _("Portail")


class BureauAdminConfig(admin.AdminConfig):
    """Serves the bureau's own admin site."""

    default = False
    default_site = "portal.admin.BureauSite"
