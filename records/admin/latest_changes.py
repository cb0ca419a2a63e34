"""When each row of a list was last changed, and by whom."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Max, Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.listing.plain_rows import UNREAD
from records.publication.history import Historic, author_of
from records.words.dates import iso


def latest_changes(model: type[Historic], keys: Iterable[Any]) -> dict[Any, Any]:
    """Return {key: latest row of history} of the rows of `model` with `keys`: when, and by whom; one statement."""
    rows = model.history.filter(id__in=list(keys)).order_by().values("id")
    latest = model.history.filter(history_id__in=rows.annotate(last=Max("history_id")).values("last"))
    told = latest.select_related("history_user").only("id", "history_date", "history_change_reason", "history_user")
    return {row.id: row for row in told.order_by()}


def change_in_words(row: Any) -> str:
    """Write when the change of a row of history was made, and by whom."""
    return f"{iso(timezone.localdate(row.history_date))}, {author_of(row)}"


class ChangesAdmin(admin.ModelAdmin):
    """Ends the columns of a list with the latest change of each row: its day, which may sort it, and its author."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Let a list be sorted by the latest change; nothing is asked where it is not."""
        changes = self.model.history.filter(id=OuterRef("pk")).order_by("-history_id").values("history_date")
        return super().get_queryset(request).alias(changed_at=Subquery(changes[:1]))

    def get_list_display(self, request: HttpRequest) -> Any:
        """End the columns with the latest change."""
        return [*super().get_list_display(request), "changed"]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Bring along what the columns tell of the rows of the page, and leave what no list shows."""
        changelist = super().get_changelist_instance(request)
        unread = [field.name for field in self.opts.concrete_fields if field.name in UNREAD]
        changelist.result_list = self.completed(changelist.result_list.defer(*unread))
        return changelist

    def completed(self, rows: Iterable[Model]) -> list[Any]:
        """Return the rows of a page with what its columns tell of them beside their own fields; one statement."""
        told: list[Any] = list(rows)
        changes = latest_changes(self.model, [row.pk for row in told])
        for row in told:
            row.latest_change = changes.get(row.pk)
        return told

    @admin.display(description=_("modifiée le, par"), ordering="changed_at")
    def changed(self, row: Any) -> str:
        """Write the day of the latest change and who made it; nothing where none was kept."""
        return change_in_words(row.latest_change) if row.latest_change else ""
