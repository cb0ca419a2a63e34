"""Addresses of the site as a whole."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal import views
from portal.sitemaps import SITEMAPS

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("plan-du-site/", views.sitemap_page, name="sitemap_page"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
