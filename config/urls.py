"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("portal.urls")),
    path("", include("axes.urls")),
    path("", include("partners.urls")),
    path("", include("missions.urls")),
]
