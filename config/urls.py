"""Every address of the portal: pages in every language, what has none of its own beside them."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", include("portal.accounts.urls")),
    path("admin/", include("portal.bureau_search.urls")),
    path("admin/", admin.site.urls),
    path("", include("portal.machine_urls")),
    path("", include("records.documents.urls")),
    *i18n_patterns(
        path("", include("portal.urls")),
        path("api/", include("portal.api.urls")),
        path("", include("portal.accountability.urls")),
        path("", include("portal.opendata.urls")),
        path("", include("axes.urls")),
        path("", include("partners.urls")),
        path("", include("missions.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "portal.error_views.bad_request"
handler403 = "portal.error_views.permission_denied"
handler404 = "portal.error_views.page_not_found"
handler500 = "portal.error_views.server_error"
