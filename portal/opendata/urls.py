"""Addresses of the open data."""

from django.urls import path, register_converter

from portal.opendata import views
from portal.opendata.archive import ARCHIVE
from portal.opendata.datasets import DatasetConverter, PlaceDatasetConverter
from records.listing.downloads import file_paths

register_converter(DatasetConverter, "dataset")
register_converter(PlaceDatasetConverter, "place_dataset")

app_name = "opendata"

urlpatterns = [
    path("donnees/", views.index, name="index"),
    path("donnees/catalogue.jsonld", views.catalogue_file, name="catalogue"),
    path("donnees/SHA256SUMS", views.checksums, name="checksums"),
    path(f"donnees/{ARCHIVE}", views.archive_file, name="archive"),
    path("donnees/copies/<quarter:quarter>.zip", views.snapshot_file, name="snapshot"),
    path("donnees/<dataset:dataset>/", views.dataset_page, name="dataset"),
    *file_paths("donnees/<dataset:dataset>", views.dataset_file, "file"),
    path("donnees/<place_dataset:dataset>.geojson", views.dataset_file, {"kind": "geojson"}, name="file_geojson"),
]
