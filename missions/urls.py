"""Addresses of missions and actions."""

from django.urls import path

from missions import views

app_name = "missions"

urlpatterns = [
    path("vision/strategie/", views.strategy, name="strategy"),
    path("services/<slug:slug>/", views.service_detail, name="service"),
    path("resultats/", views.outcome_list, name="results"),
    path("resultats.csv", views.outcome_export, name="results_csv"),
    path("missions/", views.mission_list, name="list"),
    path("missions.csv", views.mission_export, name="list_csv"),
    path("missions/<slug:slug>/", views.mission_detail, name="detail"),
    path("actions/", views.action_list, name="actions"),
    path("actions.csv", views.action_export, name="actions_csv"),
    path("actions/<slug:slug>/", views.action_detail, name="action"),
]
