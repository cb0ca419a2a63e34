"""Addresses of the pages of the site as a whole."""

from django.urls import path

from portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("plan-du-site/", views.sitemap_page, name="sitemap_page"),
]
