"""The address of a page whose parts are found one by one."""

from django.urls import path

from tests.records.bookshelf.urls import page

urlpatterns = [path("glossaire/", page, name="glossaire")]
