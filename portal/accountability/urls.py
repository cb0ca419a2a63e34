"""Addresses of the public accounting."""

from django.urls import path, register_converter

from portal.accountability import views
from portal.accountability.quarters import QuarterConverter, YearConverter
from portal.accountability.tables import TABLES
from records.listing.downloads import file_paths
from records.papers.addresses import paper_paths

register_converter(QuarterConverter, "quarter")
register_converter(YearConverter, "year")

app_name = "accountability"

urlpatterns = [
    path("bilan/", views.accountability, name="summary"),
    *(path for table in TABLES for path in file_paths(f"bilan/{table}", views.table_file, table, {"table": table})),
    path("bilan/divulgation/<quarter:quarter>/", views.disclosure, name="disclosure"),
    *file_paths("bilan/divulgation/<quarter:quarter>", views.disclosure_file, "disclosure"),
    *paper_paths("bilan/divulgation/<quarter:quarter>", views.disclosure, "disclosure"),
    *paper_paths("bilan/<year:year>", views.year, "year"),
    *paper_paths("bilan/<year:year>/rapport", views.year_report, "year_report"),
    *paper_paths("bilan/<quarter:quarter>/rapport", views.quarter_report, "quarter_report"),
]
