"""Addresses of the pages of the site as a whole."""

from django.urls import path

from portal import search_views, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("plan-du-site/", views.sitemap_page, name="sitemap_page"),
    path("recherche/", search_views.search, name="search"),
    path("recherche/suggestions", search_views.suggestions, name="suggestions"),
]
