"""A step of publication never loses what is typed in the form: it saves it first, or is not taken."""

import re

import pytest

from missions.models import Action
from records.publication import operations
from records.publication.status import PublicationStatus
from tests.missions.factories import ActionFactory, OutcomeFactory
from tests.portal.bureau import address
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db

DRAFT, REVIEW, PUBLISHED, ARCHIVED = PublicationStatus


def take(browser, action, step, **values):
    """Type `values` in the form of an action, then press the button of a step."""
    return browser.post(address(action), typed(browser.get(address(action)), "action_form", _step=step, **values))


def test_what_is_typed_is_saved_before_it_is_submitted(writer):
    action = ActionFactory(title="Visite")
    take(writer, action, "submit", title="Visite du port")
    action.refresh_from_db()
    assert (action.title, action.status) == ("Visite du port", REVIEW)


def test_a_comment_goes_with_what_the_approver_typed(approver):
    action = ActionFactory(title="Visite", status=REVIEW)
    take(approver, action, "send_back", title="Visite du port", comment="Préciser la source.")
    action.refresh_from_db()
    assert (action.title, action.status, action.review_comment) == ("Visite du port", DRAFT, "Préciser la source.")


def test_what_cannot_be_saved_stops_the_step_and_is_shown_with_the_comment(approver):
    action = ActionFactory(title="Visite", status=REVIEW)
    page = take(approver, action, "send_back", title="", description="Un long texte", comment="Préciser la source.")
    assert page.status_code == 200
    assert "Un long texte" in page.text
    assert "Préciser la source.</textarea>" in page.text
    action.refresh_from_db()
    assert (action.title, action.status) == ("Visite", REVIEW)


def test_a_refused_step_says_that_what_was_typed_is_saved(approver):
    action = ActionFactory(title="Visite", lead_partner__name="Namur")
    page = approver.get(take(approver, action, "publish", title="Visite du port").url)
    assert "À mettre en ligne d’abord" in page.text
    assert "Ce que vous avez tapé est enregistré" in page.text
    action.refresh_from_db()
    assert (action.title, action.status) == ("Visite du port", DRAFT)


def test_with_nothing_typed_a_step_only_takes_it(writer):
    action = ActionFactory()
    before = action.history.count()
    take(writer, action, "submit")
    assert action.history.count() == before + 1


def test_with_nothing_typed_a_record_that_its_form_would_refuse_is_withdrawn_all_the_same(approver):
    action = ActionFactory(published=True)
    Action.objects.filter(pk=action.pk).update(kind="")
    take(approver, action, "withdraw")
    action.refresh_from_db()
    assert action.status == ARCHIVED


def test_nobody_puts_online_what_changed_since_they_read_it(approver):
    action = ActionFactory(axis__published=True, lead_partner__published=True, status=REVIEW)
    sent = typed(approver.get(address(action)), "action_form", _step="publish")
    action.save()
    assert "Cette fiche a changé" in approver.post(address(action), sent).text
    action.refresh_from_db()
    assert action.status == REVIEW


def test_a_step_one_may_not_take_is_refused_with_its_form(writer):
    action = ActionFactory()
    assert take(writer, action, "publish", title="Visite du port").status_code == 403


def test_enter_in_a_field_saves_and_takes_no_step(writer):
    text = writer.get(address(ActionFactory())).text
    buttons = re.findall(r"<button[^>]*form=\"action_form\"[^>]*>", text)
    assert 'name="_continue"' in buttons[0]
    assert 'name="_step"' in buttons[1]


def test_who_submitted_takes_it_back_from_a_form_they_may_only_read(writer, redaction):
    action = operations.submit(ActionFactory(), by=redaction)
    page = writer.get(address(action))
    assert "Reprendre pour corriger" in page.text
    writer.post(address(action, "publication"), {"_step": "recall"})
    action.refresh_from_db()
    assert action.status == DRAFT


def test_nobody_is_offered_to_take_back_what_another_submitted(writer, approbation):
    action = operations.submit(ActionFactory(), by=approbation)
    assert "Reprendre pour corriger" not in writer.get(address(action)).text
    assert writer.post(address(action, "publication"), {"_step": "recall"}).status_code == 403


def test_rows_typed_are_saved_before_the_step_too(writer):
    action = ActionFactory()
    OutcomeFactory(action=action, text="Avant")
    sent = typed(writer.get(address(action)), "action_form", _step="submit") | {"outcomes-0-text": "Après"}
    writer.post(address(action), sent)
    action.refresh_from_db()
    assert (action.outcomes.get().text, action.status) == ("Après", REVIEW)
