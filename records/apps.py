"""The records app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """Names the app in French; has every app declare, in its `search.py`, what its records are found by."""

    name = "records"
    verbose_name = _("Registre")

    def ready(self) -> None:
        """Read what the apps declare; have the search follow every write."""
        import_module("records.search.indexing")
        autodiscover_modules("search")
