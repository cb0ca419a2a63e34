"""Addresses that machines ask for: the same whatever the language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal import machine_views
from portal.sitemaps import SITEMAPS

app_name = "machines"

urlpatterns = [
    path("healthz", machine_views.healthz, name="healthz"),
    path("readyz", machine_views.readyz, name="readyz"),
    path("robots.txt", machine_views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
