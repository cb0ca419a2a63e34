"""Addresses of the pages of the site as a whole."""

from django.urls import path, register_converter

from portal import help_views, reference_views, search_views, views

app_name = "portal"

register_converter(reference_views.ReferenceConverter, "reference")

urlpatterns = [
    path("", views.home, name="home"),
    path("plan-du-site/", views.sitemap_page, name="sitemap_page"),
    path("recherche/", search_views.search, name="search"),
    path("recherche/suggestions", search_views.suggestions, name="suggestions"),
    path("sources/", help_views.sources, name="sources"),
    path("mots/", help_views.glossary, name="glossary"),
    path("accessibilite/", help_views.accessibility, name="accessibility"),
    path("confidentialite/", help_views.privacy, name="privacy"),
    path("pages-en-anglais/", help_views.english_pages, name="english_pages"),
    path("<reference:reference>/", reference_views.by_reference, name="reference"),
]
