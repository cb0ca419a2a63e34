"""Addresses of missions and actions."""

from django.urls import path

from missions import views
from missions.lists import ACTION_LIST, MISSION_LIST, OUTCOME_LIST
from records.listing.downloads import file_paths
from records.listing.listing import list_file
from records.papers.addresses import paper_paths
from records.papers.lists import list_on_paper

app_name = "missions"

urlpatterns = [
    path("vision/strategie/", views.strategy, name="strategy"),
    path("services/<slug:slug>/", views.service_detail, name="service"),
    path("resultats/", views.outcome_list, name="results"),
    *file_paths("resultats", list_file, "results", {"listing": OUTCOME_LIST}),
    *paper_paths("resultats", list_on_paper, "results", {"listing": OUTCOME_LIST}),
    path("missions/", views.mission_list, name="list"),
    *file_paths("missions", list_file, "list", {"listing": MISSION_LIST}),
    *paper_paths("missions", list_on_paper, "list", {"listing": MISSION_LIST}),
    *paper_paths("missions/<slug:slug>", views.mission_detail, "detail"),
    path("missions/<slug:slug>/", views.mission_detail, name="detail"),
    path("actions/", views.action_list, name="actions"),
    *file_paths("actions", list_file, "actions", {"listing": ACTION_LIST}),
    *paper_paths("actions", list_on_paper, "actions", {"listing": ACTION_LIST}),
    *paper_paths("actions/<slug:slug>", views.action_detail, "action"),
    path("actions/<slug:slug>/", views.action_detail, name="action"),
]
