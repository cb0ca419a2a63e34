"""Addresses that machines ask for: the same whatever the language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal import machine_views
from portal.calendar import mission_calendar
from portal.feeds import AxisFeed, MissionFeed
from portal.sitemaps import SITEMAPS

app_name = "machines"

urlpatterns = [
    path("healthz", machine_views.healthz, name="healthz"),
    path("readyz", machine_views.readyz, name="readyz"),
    path("robots.txt", machine_views.robots, name="robots"),
    path(".well-known/security.txt", machine_views.security, name="security"),
    path("fil.atom", MissionFeed(), name="mission_feed"),
    path("axes/<slug:slug>/fil.atom", AxisFeed(), name="axis_feed"),
    path("missions/calendrier.ics", mission_calendar, name="calendar"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
