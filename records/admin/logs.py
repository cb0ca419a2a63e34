"""What the portal did by itself, shown and never edited."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from records.admin.files import FilesAdmin
from records.words.said import Said


class LogAdmin(FilesAdmin):
    """Shows what happened, as it was kept; `list_title` and `page_title` are words that need no article."""

    list_title: Said
    page_title: Said
    list_per_page = 100
    show_full_result_count = False
    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Title the list by what it holds."""
        return super().changelist_view(request, {"title": self.list_title, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Title the page of one row."""
        titled = {"title": self.page_title, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, titled)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave it to what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what happened."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what happened."""
        return False
