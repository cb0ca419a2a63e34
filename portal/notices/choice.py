"""The page where each person of the bureau reads their notices, and chooses how often mails bring them."""

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.models import NoticeChoice
from records.publication.typed_forms import asks

NOTICES_ON_A_PAGE = 50


class NoticeChoiceForm(forms.ModelForm):
    """Asks a person how often they want to be told."""

    class Meta:
        model = NoticeChoice
        fields = ["rhythm"]
        widgets = {"rhythm": forms.RadioSelect}


@asks(NoticeChoiceForm)
@require_http_methods(["GET", "HEAD", "POST"])
def notices_view(request):
    """Show the person's notices, the latest first, and keep how often they want mails."""
    choice = NoticeChoice.objects.filter(user=request.user).first() or NoticeChoice(user=request.user)
    form = NoticeChoiceForm(request.POST or None, instance=choice)
    if request.method == "POST" and form.is_valid():
        NoticeChoice.objects.update_or_create(user=request.user, defaults=form.cleaned_data)
        messages.success(request, _("Votre choix est enregistré."))
        return redirect("admin:notices")
    context = {
        **admin.site.each_context(request),
        "title": _("Mes avis"),
        "form": form,
        "notices": Paginator(request.user.notices.all(), NOTICES_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return TemplateResponse(request, "admin/notices.html", context)
