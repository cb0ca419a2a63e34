"""What who manages the accounts sees of who follows the portal, and how an address is erased when it is asked."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.models import Subscriber
from portal.subscriptions.asking import leave
from records.admin import LogAdmin


@admin.register(Subscriber)
class SubscriberAdmin(LogAdmin):
    """Lists the addresses; one is erased as if it had left by itself, and remembered to have left."""

    list_display = ["email", "language", "rhythm", "told_until", "failures"]
    list_filter = ["rhythm", "language"]
    search_fields = ["email"]
    list_title, page_title = _("Personnes abonnées"), _("Personne abonnée")

    def has_delete_permission(self, request, obj=None):
        """Let who may erase do so."""
        return request.user.has_perm("portal.delete_subscriber")

    def delete_model(self, request, obj):
        """Erase an address as its own link would."""
        leave(obj)
