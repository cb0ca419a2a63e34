"""The axes app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AxesConfig(AppConfig):
    """Names the app in French."""

    name = "axes"
    verbose_name = _("Vision et axes")
