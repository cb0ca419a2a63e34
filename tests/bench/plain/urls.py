"""The addresses of the plain pages: those of the portal."""

from django.contrib import admin
from django.urls import path

from missions.models import Action
from tests.bench.plain import views

site = admin.AdminSite()


@admin.register(Action, site=site)
class ActionAdmin(admin.ModelAdmin):
    """The stock list of actions."""

    list_display = ("title", "axis", "lead_partner", "stage", "starts_on", "status")
    list_filter = ("axis", "stage", "status")
    list_select_related = ("axis", "lead_partner")
    search_fields = ("title", "description")


urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("actions/", views.ActionList.as_view(), name="actions"),
    path("actions.csv", views.export),
    path("actions/<slug:slug>/", views.ActionDetail.as_view(), name="action"),
    path("partenaires/<slug:slug>/", views.PartnerDetail.as_view(), name="partner"),
    path("admin/", site.urls),
]
