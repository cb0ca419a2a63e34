"""Addresses of the Vision and its axes."""

from django.urls import path

from axes import views

app_name = "axes"

urlpatterns = [
    path("vision/", views.vision_detail, name="vision"),
    path("visions/<slug:slug>/", views.former_vision, name="former_vision"),
    path("themes/<slug:slug>/", views.theme_detail, name="theme"),
    path("axes/<slug:slug>/", views.axis_detail, name="detail"),
]
