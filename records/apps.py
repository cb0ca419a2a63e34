"""The records app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """Names the app in French."""

    name = "records"
    verbose_name = _("Registre")
