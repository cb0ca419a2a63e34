"""The rows of a list that a person chooses, to do something with them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from records.words.keys import key_in


class ChosenRowsAdmin(admin.ModelAdmin):
    """Takes an action with the rows chosen, whatever is sent for their keys."""

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Leave out what can be the key of no row: the library would hand it to the database."""
        sent = request.POST.copy()
        keys = [each for each in sent.getlist(ACTION_CHECKBOX_NAME) if key_in(each) is not None]
        sent.setlist(ACTION_CHECKBOX_NAME, keys)
        request.POST = sent  # type: ignore[assignment]
        return super().response_action(request, queryset, *args, **kwargs)
