"""The bureau's admin site."""

from django.contrib.admin import AdminSite


class BureauSite(AdminSite):
    """The admin, as the bureau sees it."""
