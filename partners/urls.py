"""Addresses of partners and agreements."""

from django.urls import path

from partners import views

app_name = "partners"

urlpatterns = [
    path("partenaires/", views.partner_list, name="list"),
    path("partenaires.csv", views.partner_export, name="list_csv"),
    path("partenaires/<slug:slug>/", views.partner_detail, name="detail"),
    path("ententes/", views.agreement_list, name="agreements"),
    path("ententes.csv", views.agreement_export, name="agreements_csv"),
    path("ententes/<slug:slug>/", views.agreement_detail, name="agreement"),
]
