"""Addresses of books in every language, and beside them the same in one alone."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tests.records.bookshelf.urls import page

urlpatterns = [
    path("seul/<slug:slug>/", page, name="alone"),
    path("sans-nom/<slug:slug>/", page),
    *i18n_patterns(path("", include("tests.records.bookshelf.urls")), prefix_default_language=False),
]
