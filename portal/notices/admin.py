"""What who manages the accounts sees of the notices: each that left, each that failed and why; nothing is edited."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.models import Notice
from records.admin import LogAdmin


@admin.register(Notice)
class NoticeAdmin(LogAdmin):
    """Shows the notices, the latest first."""

    list_display = ["title", "event", "recipient", "created_at", "sent_at", "error"]
    list_select_related = ["recipient"]
    list_filter = ["event", ("sent_at", admin.EmptyFieldListFilter)]
    list_title, page_title = _("Avis envoyés et à envoyer"), _("Avis")
