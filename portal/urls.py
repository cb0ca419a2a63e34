"""Addresses of the pages of the site as a whole."""

from django.urls import path, register_converter

from portal import help_views, reference_views, search_views, views
from portal.correspondence import views as correspondence
from portal.shared.views import shared_page
from portal.subscriptions import views as subscriptions

app_name = "portal"

register_converter(reference_views.ReferenceConverter, "reference")

urlpatterns = [
    path("", views.home, name="home"),
    path("plan-du-site/", views.sitemap_page, name="sitemap_page"),
    path("recherche/", search_views.search, name="search"),
    path("recherche/suggestions", search_views.suggestions, name="suggestions"),
    path("sources/", help_views.sources, name="sources"),
    path("questions/", help_views.questions, name="questions"),
    path("mots/", help_views.glossary, name="glossary"),
    path("accessibilite/", help_views.accessibility, name="accessibility"),
    path("confidentialite/", help_views.privacy, name="privacy"),
    path("pages-en-anglais/", help_views.english_pages, name="english_pages"),
    path("ecrire/", correspondence.write_to_office, name="write"),
    path("ecrire/recu/", correspondence.message_received, name="message_received"),
    path("demande-de-delegation/", correspondence.ask_for_visit, name="visit"),
    path("demande-de-delegation/recue/", correspondence.request_received, name="request_received"),
    path("etre-averti/", subscriptions.subscribe, name="subscribe"),
    path("etre-averti/courriel-envoye/", subscriptions.subscription_received, name="to_confirm"),
    path("etre-averti/confirmer/<str:signed>/", subscriptions.confirm_subscription, name="confirm"),
    path("etre-averti/quitter/<str:signed>/", subscriptions.unsubscribe, name="leave"),
    path("partage/<str:secret>/", shared_page, name="shared"),
    path("<reference:reference>/", reference_views.by_reference, name="reference"),
]
