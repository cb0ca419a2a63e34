"""The address of the search of the bureau: like all its pages, for whoever is signed in."""

from django.contrib import admin
from django.urls import path

from portal.bureau_search.views import bureau_search

urlpatterns = [path("recherche/", admin.site.admin_view(bureau_search), name="bureau_search")]
