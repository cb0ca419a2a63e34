"""The partners app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Names the app in French; has every app declare, in its `activity.py`, what happens with partners."""

    name = "partners"
    verbose_name = _("Partenaires et ententes")

    def ready(self):
        """Read what the apps declare."""
        autodiscover_modules("activity")
