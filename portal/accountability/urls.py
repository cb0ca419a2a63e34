"""Addresses of the public accounting."""

from django.urls import path, register_converter

from portal.accountability import views
from portal.accountability.quarters import QuarterConverter

register_converter(QuarterConverter, "quarter")

app_name = "accountability"

urlpatterns = [
    path("bilan/", views.accountability, name="summary"),
    path("bilan/missions.csv", views.table, {"name": "missions"}, name="missions_csv"),
    path("bilan/annees.csv", views.table, {"name": "annees"}, name="years_csv"),
    path("bilan/engagements.csv", views.table, {"name": "engagements"}, name="commitments_csv"),
    path("bilan/pays.csv", views.table, {"name": "pays"}, name="countries_csv"),
    path("bilan/divulgation/<quarter:quarter>/", views.disclosure, name="disclosure"),
    path("bilan/divulgation/<quarter:quarter>.csv", views.disclosure_export, name="disclosure_csv"),
]
