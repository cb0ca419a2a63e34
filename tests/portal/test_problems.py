"""What is to be corrected in a form is one list at its top, each line leading to its field."""

import re

import pytest

from tests.missions.factories import ActionFactory, MissionFactory, OutcomeFactory, StopFactory
from tests.portal.bureau import address
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db


def send(browser, record, **values):
    """Send the form of a record with values typed in it."""
    form = f"{record._meta.model_name}_form"
    return browser.post(address(record), typed(browser.get(address(record)), form) | values)


def links(page):
    """Return {id a line leads to: words of the link} of the list at the top of a page."""
    top = page.text.split('id="problems"')[1].split("</section>")[0]
    return dict(re.findall(r'<a href="#([^"]+)">([^<]+)</a>', top))


def test_each_line_leads_to_a_field_of_the_page_rows_included(writer):
    outcome = OutcomeFactory(action=ActionFactory())
    page = send(writer, outcome.action, title="", **{"outcomes-0-text": ""})
    found = links(page)
    assert found == {"id_title": "Titre", "id_outcomes-0-text": "Retombée 1, Retombée"}
    assert all(f'id="{target}"' in page.text for target in found)


def test_the_page_says_first_that_there_is_an_error_and_points_there(writer):
    page = send(writer, ActionFactory(), title="")
    assert "<title>Erreur\u00a0: " in page.text
    assert re.search(r'<section class="problems"[^>]*tabindex="-1"[^>]*autofocus>', page.text)
    assert "il reste un point à corriger" in page.text
    assert "change_form.js" not in page.text


def test_a_page_without_error_has_no_list(writer):
    page = writer.get(address(ActionFactory()))
    assert "problems" not in page.text.replace("problems.js", "").replace("js/problems", "")
    assert "Erreur" not in page.text


def test_rows_that_clash_lead_to_their_part(writer):
    mission = MissionFactory()
    StopFactory(mission=mission, position=1), StopFactory(mission=mission, position=2)
    found = links(send(writer, mission, **{"stops-1-place": ""}))
    assert found == {"id_stops-1-place": "Étape 2, Ville"}


def test_a_row_about_to_be_deleted_is_not_to_be_corrected(writer):
    outcome = OutcomeFactory(action=ActionFactory())
    sent = {"outcomes-0-text": "", "outcomes-0-DELETE": "on"}
    assert list(links(send(writer, outcome.action, title="", **sent))) == ["id_title"]
