"""The address of the gallery, in both languages, beside those its components point to."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from config.urls import urlpatterns as portal
from tests.gallery.views import gallery

urlpatterns = [*i18n_patterns(path("galerie/", gallery, name="gallery"), prefix_default_language=False), *portal]
