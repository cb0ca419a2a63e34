"""The addresses of books and their authors: nothing stands there."""

from django.http import HttpResponse
from django.urls import path

app_name = "bookshelf"


def page(request, slug):
    """Answer with the address alone."""
    return HttpResponse(slug)


urlpatterns = [path("auteurs/<slug:slug>/", page, name="author"), path("livres/<slug:slug>/", page, name="book")]
