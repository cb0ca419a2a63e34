"""The portal as a whole, and the admin site it serves to the bureau."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Names the app in French."""

    name = "portal"
    verbose_name = _("Portail")

    def ready(self):
        """Register what the bureau sees of the portal itself: the module `portal.admin` makes the site, before."""
        import_module("portal.accounts.admin")
        import_module("portal.accounts.stand_in_admin")
        import_module("portal.journal.admin")
        import_module("portal.notices.admin")
        import_module("portal.correspondence.admin")
        import_module("portal.subscriptions.admin")
        import_module("portal.privacy.admin")


class BureauAdminConfig(admin.AdminConfig):
    """Serves the bureau's own admin site."""

    default = False
    default_site = "portal.admin.BureauSite"
