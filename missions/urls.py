"""Addresses of missions and actions."""

from django.urls import path, register_converter

from missions import views
from missions.accounts import QuarterConverter

register_converter(QuarterConverter, "quarter")

app_name = "missions"

urlpatterns = [
    path("missions/", views.mission_list, name="list"),
    path("missions/<slug:slug>/", views.mission_detail, name="detail"),
    path("bilan/", views.accounts, name="accounts"),
    path("bilan/divulgation/<quarter:quarter>/", views.disclosure, name="disclosure"),
    path("bilan/divulgation/<quarter:quarter>.csv", views.disclosure_export, name="disclosure_csv"),
    path("actions/", views.action_list, name="actions"),
    path("actions.csv", views.action_export, name="actions_csv"),
    path("actions/<slug:slug>/", views.action_detail, name="action"),
]
