"""The page of the search of the bureau."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.bureau_search.finding import find_in_bureau
from records.search.finding import Search
from records.search.reading import read
from records.words.languages import FRENCH


@require_safe
def bureau_search(request: HttpRequest) -> HttpResponse:
    """Show what the person may read that answers to `q`, by kind; what may have been meant, where nothing does."""
    language = get_language() or FRENCH
    asked = read(request.GET.get("q", ""), language)
    groups = find_in_bureau(request, asked.typed) if asked else []
    is_lost = asked and not groups
    context = {
        **admin.site.each_context(request),
        "title": _("Recherche dans tout le bureau"),
        "asked": asked,
        "groups": groups,
        "total": sum(group.total for group in groups),
        "near": Search(asked, language, request.user, timezone.localdate()).nearest() if is_lost else "",
    }
    return TemplateResponse(request, "admin/bureau_search.html", context)
