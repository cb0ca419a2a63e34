"""Addresses that machines ask for: the same whatever the language."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from portal import machine_views
from portal.calendar import mission_calendar
from portal.feeds import (
    AxisFeed,
    EverythingFeed,
    LateFeed,
    MissionsFeed,
    OneMissionFeed,
    RecordFeed,
    SearchFeed,
)
from portal.sitemaps import SITEMAPS

app_name = "machines"

urlpatterns = [
    path("healthz", machine_views.healthz, name="healthz"),
    path("readyz", machine_views.readyz, name="readyz"),
    path("robots.txt", machine_views.robots, name="robots"),
    path(".well-known/security.txt", machine_views.security, name="security"),
    path("fil.atom", MissionsFeed(), name="mission_feed"),
    path("tout.atom", EverythingFeed(), name="everything_feed"),
    path("retards.atom", LateFeed(), name="late_feed"),
    path("recherche.atom", SearchFeed(), name="search_feed"),
    path("partenaires/<slug:slug>/fil.atom", RecordFeed(), name="partner_feed"),
    path("missions/<slug:slug>/fil.atom", OneMissionFeed(), name="one_mission_feed"),
    path("axes/<slug:slug>/fil.atom", AxisFeed(), name="axis_feed"),
    path("missions/calendrier.ics", mission_calendar, name="calendar"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "machines:sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
