"""Errors are sentences, in French, with a way out."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views import defaults


def test_an_unknown_address_gets_a_useful_page(client):
    response = client.get("/nulle-part/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "<h1>Page introuvable</h1>" in html
    assert 'href="/partenaires/"' in html
    assert 'rel="canonical"' not in html
    assert not response.cookies


def test_a_refused_page_says_how_to_sign_in():
    response = defaults.permission_denied(RequestFactory().get("/"), PermissionDenied())
    html = response.content.decode()
    assert response.status_code == 403
    assert "<h1>Accès réservé</h1>" in html
    assert "/admin/login/" in html


def test_a_fault_of_the_site_needs_neither_request_nor_database():
    html = defaults.server_error(RequestFactory().get("/")).content.decode()
    assert "<h1>Erreur du site</h1>" in html
    assert 'href="/static/css/site.css"' in html


@pytest.mark.parametrize("code", [403, 404, 500])
def test_an_error_page_has_the_frame_of_the_site(code):
    html = render_to_string(f"{code}.html")
    assert html.count("<h1") == 1
    assert '<html lang="fr-CA">' in html
    assert 'name="robots" content="noindex"' in html
