"""Addresses of missions and actions."""

from django.urls import path

from missions import views
from missions.lists import ACTION_LIST, MISSION_LIST
from records.listing.downloads import file_paths
from records.listing.listing import list_file

app_name = "missions"

urlpatterns = [
    path("missions/", views.mission_list, name="list"),
    *file_paths("missions", list_file, "list", listing=MISSION_LIST),
    path("missions/<slug:slug>/", views.mission_detail, name="detail"),
    path("actions/", views.action_list, name="actions"),
    *file_paths("actions", list_file, "actions", listing=ACTION_LIST),
    path("actions/<slug:slug>/", views.action_detail, name="action"),
]
