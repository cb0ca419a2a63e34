"""The addresses of the portal, and of the plain list beside it."""

from django.urls import path

from config.urls import urlpatterns as portal
from tests.bench.plain import PlainList

urlpatterns = [path("plain/", PlainList.as_view()), *portal]
