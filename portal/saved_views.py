"""The views that each person of the bureau saves of the lists: named, opened, named again, deleted."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import admin, messages
from django.forms.utils import ErrorList
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.models import SavedView, ViewedList
from records.listing.filterset import PAGE
from records.publication.typed_forms import asks

TOO_MUCH_ASKED = gettext_lazy(
    "Trop de choix sont faits dans cette liste pour en garder l’adresse. Enlevez-en, puis recommencez."
)
NOT_A_LIST = gettext_lazy("Cette liste n’est pas de celles dont on enregistre une vue.")
# The parameters of the page that saves a view: the list, and what is asked of it.
LISTED, ASKED = "liste", "demande"


class ViewForm(forms.ModelForm):
    """Checks a view with its owner, whom no form asks for: a name serves once for each."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"owner"}


class SavedViewForm(ViewForm):
    """Asks a person for the name of a view."""

    class Meta:
        model = SavedView
        fields = ["name", "listed", "query"]
        widgets = {"listed": forms.HiddenInput, "query": forms.HiddenInput}
        error_messages = {"listed": {"invalid_choice": NOT_A_LIST}, "query": {"max_length": TOO_MUCH_ASKED}}

    def full_clean(self):
        """Say beside the name what is wrong with what the address tells, which nobody sees."""
        super().full_clean()
        for field in self.hidden_fields():
            for error in self.errors.pop(field.name, ErrorList()).as_data():
                self.add_error("name", error)

    def clean_query(self):
        """Return what is asked without its page."""
        asked = [pair for pair in parse_qsl(self.cleaned_data["query"].removeprefix("?")) if pair[0] != PAGE]
        return urlencode(asked, safe=",")


class RenamingForm(ViewForm):
    """Asks for another name of a view."""

    class Meta:
        model = SavedView
        fields = ["name"]


@asks(SavedViewForm)
@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request):
    """Show the views of the person; save one more, of the list and with what is asked that the address tells."""
    proposed = {"listed": request.GET.get(LISTED, ""), "query": request.GET.get(ASKED, "")}
    form = SavedViewForm(request.POST or None, instance=SavedView(owner=request.user), initial=proposed)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("La vue «\u00a0%(name)s\u00a0» est enregistrée.") % {"name": form.save()})
        return redirect("admin:saved_views")
    is_offered = request.method == "POST" or proposed["listed"] in ViewedList.values
    return _page(request, "admin/saved_views.html", _("Mes vues"), form=form, is_offered=is_offered)


@asks(RenamingForm)
@require_http_methods(["GET", "HEAD", "POST"])
def saved_view(request, pk):
    """Let the person name one of their views again, or delete it."""
    view = get_object_or_404(request.user.saved_views, pk=pk)
    if "delete" in request.POST:
        view.delete()
        messages.success(request, _("La vue «\u00a0%(name)s\u00a0» est supprimée.") % {"name": view.name})
        return redirect("admin:saved_views")
    form = RenamingForm(request.POST or None, instance=view)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("admin:saved_views")
    return _page(request, "admin/saved_view.html", _("Une vue"), form=form)


def _page(request, template, title, **context):
    shown = {**admin.site.each_context(request), "title": title, "views": request.user.saved_views.all(), **context}
    return TemplateResponse(request, template, shown)
