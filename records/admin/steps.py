"""Steps taken from a form: what is typed is saved first, then the step is taken; nothing is lost to a button."""

from collections.abc import Container
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from records.admin.conflicts import STEP
from records.admin.unsaved import KeepsTyping


class StepsAdmin(KeepsTyping):
    """Saves the form before the step that one of its buttons asks for."""

    # The names of the steps that the buttons of the form may ask for; none for most records.
    steps: Container[str] = ()

    def step_taken(self, request: HttpRequest, name: str, record: Any) -> HttpResponse:
        """Take a step with a record, and return what shows what came of it: where there is none, as once saved."""
        return super().response_change(request, record)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save what was typed before the step asked with it.

        With nothing typed, the step is taken whatever the form lacks.
        """
        response = super().changeform_view(request, object_id, form_url, extra_context)
        name, shown = request.POST.get(STEP), getattr(response, "context_data", None)
        if name and name in self.steps and shown and _is_untouched(shown):
            return self.step_taken(request, name, shown["original"])
        return response

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what was typed; a step asked with nothing typed leaves no row of history but its own."""
        obj.was_typed = form.is_changed or STEP not in request.POST
        if obj.was_typed:
            super().save_model(request, obj, form, change)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Go on, once what was typed is saved, with the step asked."""
        name = request.POST.get(STEP)
        if not name or name not in self.steps:
            return super().response_change(request, obj)
        if obj.was_typed:
            self.message_user(request, _("Ce que vous avez tapé est enregistré."))
        return self.step_taken(request, name, obj)


def _is_untouched(context: dict[str, Any]) -> bool:
    """Whether nothing was typed in a form shown again, and nobody changed the record since it was opened."""
    form = context["adminform"].form
    return form.newer is None and not form.is_changed
