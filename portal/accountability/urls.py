"""Addresses of the public accounting."""

from django.urls import path, register_converter

from portal.accountability import views
from portal.accountability.quarters import QuarterConverter
from records.listing.downloads import file_paths

register_converter(QuarterConverter, "quarter")

app_name = "accountability"

urlpatterns = [
    path("bilan/", views.accountability, name="summary"),
    path("bilan/divulgation/<quarter:quarter>/", views.disclosure, name="disclosure"),
    *file_paths("bilan/divulgation/<quarter:quarter>", views.disclosure_file, "disclosure"),
]
