"""Addresses of partners and agreements."""

from django.urls import path

from partners import views
from partners.lists import AGREEMENT_LIST, PARTNER_LIST
from records.listing.downloads import file_paths
from records.listing.listing import list_file
from records.papers.addresses import paper_paths
from records.papers.lists import list_on_paper

app_name = "partners"

urlpatterns = [
    path("partenaires/", views.partner_list, name="list"),
    *file_paths("partenaires", list_file, "list", {"listing": PARTNER_LIST}),
    *paper_paths("partenaires", list_on_paper, "list", {"listing": PARTNER_LIST}),
    *paper_paths("partenaires/<slug:slug>", views.partner_detail, "detail"),
    path("partenaires/<slug:slug>/", views.partner_detail, name="detail"),
    path("ententes/", views.agreement_list, name="agreements"),
    *file_paths("ententes", list_file, "agreements", {"listing": AGREEMENT_LIST}),
    *paper_paths("ententes", list_on_paper, "agreements", {"listing": AGREEMENT_LIST}),
    *paper_paths("ententes/<slug:slug>", views.agreement_detail, "agreement"),
    path("ententes/<slug:slug>/", views.agreement_detail, name="agreement"),
]
