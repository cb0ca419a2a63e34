"""The steps of publication."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Partner
from records.publication import operations
from records.publication.status import PublicationStatus
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)


def test_a_draft_is_submitted_published_withdrawn_and_reopened(approbation):
    partner = PartnerFactory()
    partner = operations.submit(partner, by=approbation)
    assert partner.status == PublicationStatus.REVIEW
    partner = operations.publish(partner, by=approbation, on=TODAY)
    assert partner.is_public(TODAY)
    assert not partner.is_public(TODAY - dt.timedelta(1))
    partner = operations.withdraw(partner, by=approbation, on=TODAY)
    assert partner.status == PublicationStatus.ARCHIVED
    assert operations.reopen(partner, by=approbation).is_draft


def test_each_step_is_in_the_history_with_who_took_it(approbation):
    partner = operations.publish(PartnerFactory(), by=approbation, on=TODAY)
    last = partner.history.first()
    assert (last.history_user, last.history_change_reason) == (approbation, "Mise en ligne")


@pytest.mark.parametrize("comment", ["", "   "])
def test_sending_back_takes_a_comment(approbation, comment):
    partner = operations.submit(PartnerFactory(), by=approbation)
    with pytest.raises(ValidationError, match="ce qui est à revoir"):
        operations.send_back(partner, by=approbation, comment=comment)
    partner.refresh_from_db()
    assert partner.status == PublicationStatus.REVIEW


def test_the_comment_stays_until_the_text_is_submitted_again(approbation, redaction):
    partner = operations.submit(PartnerFactory(), by=redaction)
    partner = operations.send_back(partner, by=approbation, comment="Préciser la source.")
    assert partner.is_draft
    assert partner.review_comment == "Préciser la source."
    assert operations.submit(partner, by=redaction).review_comment == ""


@pytest.mark.parametrize(
    ("step", "status"),
    [
        ("submit", PublicationStatus.REVIEW),
        ("submit", PublicationStatus.PUBLISHED),
        ("reopen", PublicationStatus.DRAFT),
        ("reopen", PublicationStatus.PUBLISHED),
    ],
)
def test_a_step_starts_only_from_where_it_makes_sense(approbation, step, status):
    partner = PartnerFactory(status=status, published_on=TODAY)
    with pytest.raises(ValidationError):
        getattr(operations, step)(partner, by=approbation)


def test_only_what_is_submitted_is_sent_back(approbation):
    with pytest.raises(ValidationError, match="à approuver"):
        operations.send_back(PartnerFactory(), by=approbation, comment="Non.")


def test_publishing_an_action_says_what_must_be_online_first(approbation):
    action = ActionFactory(lead_partner__name="Namur", axis__name="Québec apprend")
    with pytest.raises(ValidationError) as refusal:
        operations.publish(action, by=approbation, on=TODAY)
    assert "Namur" in refusal.value.message_dict["lead_partner"][0]
    assert "Québec apprend" in refusal.value.message_dict["axis"][0]
    action.refresh_from_db()
    assert action.is_draft


def test_publishing_again_changes_nothing(approbation):
    partner = operations.publish(PartnerFactory(), by=approbation, on=TODAY)
    again = operations.publish(partner, by=approbation, on=TODAY + dt.timedelta(9))
    assert again.published_on == TODAY
    assert partner.history.count() == 2


def test_an_incomplete_record_is_not_published(approbation):
    partner = PartnerFactory(country="ZZ")
    with pytest.raises(ValidationError, match="Pays inconnu"):
        operations.publish(partner, by=approbation, on=TODAY)


@pytest.mark.parametrize("what", ["axis", "lead_partner"])
def test_what_public_actions_stand_on_is_not_withdrawn(approbation, what):
    action = ActionFactory(published=True, title="Visite du tramway")
    with pytest.raises(ValidationError, match="Visite du tramway"):
        operations.withdraw(getattr(action, what), by=approbation, on=TODAY)
    operations.withdraw(action, by=approbation, on=TODAY)
    operations.withdraw(getattr(action, what), by=approbation, on=TODAY)


def test_an_archive_is_reopened_before_it_is_put_online_again(approbation):
    partner = PartnerFactory(status=PublicationStatus.ARCHIVED)
    with pytest.raises(ValidationError, match="se rouvre"):
        operations.publish(partner, by=approbation, on=TODAY)


@pytest.mark.parametrize("status", [PublicationStatus.DRAFT, PublicationStatus.REVIEW, PublicationStatus.ARCHIVED])
def test_only_what_is_online_is_withdrawn(approbation, status):
    with pytest.raises(ValidationError, match="en ligne"):
        operations.withdraw(PartnerFactory(status=status), by=approbation, on=TODAY)


def test_publishing_holds_what_it_relies_on_so_that_nobody_withdraws_it_meanwhile(approbation):
    ready = ActionFactory(axis__published=True, lead_partner__published=True)
    with CaptureQueriesContext(connection) as statements:
        operations.publish(ready, by=approbation, on=TODAY)
    held = [each["sql"] for each in statements if "FOR UPDATE" in each["sql"]]
    # SQLite has no row locks: it lets one writer in at a time.
    assert len(held) == (3 if connection.features.has_select_for_update else 0)


def test_publishing_holds_the_record_then_all_it_is_published_with(approbation, monkeypatch):
    action, held, hold = ActionFactory(axis__published=True, lead_partner__published=True), [], operations.lock_row
    monkeypatch.setattr(operations, "lock_row", lambda record: held.append(record) or hold(record))
    operations.publish(action, by=approbation, on=TODAY)
    assert held == [action, action.axis, action.lead_partner]


def test_publishing_looks_again_at_what_was_withdrawn_since(approbation):
    action = ActionFactory(axis__published=True, lead_partner__published=True)
    operations.withdraw(action.lead_partner, by=approbation, on=TODAY)
    assert action.lead_partner.is_online, "the copy in hand is out of date"
    with pytest.raises(ValidationError, match="À mettre en ligne"):
        operations.publish(action, by=approbation, on=TODAY)


def test_a_withdrawn_and_republished_record_keeps_its_first_date(approbation):
    axis = operations.publish(AxisFactory(), by=approbation, on=TODAY)
    operations.withdraw(axis, by=approbation, on=TODAY)
    operations.reopen(axis, by=approbation)
    assert operations.publish(axis, by=approbation, on=dt.date(2026, 9, 1)).published_on == TODAY


@pytest.mark.parametrize(
    ("step", "status", "reason", "extra"),
    [
        ("submit", PublicationStatus.DRAFT, "Soumis à l’approbation", {}),
        ("send_back", PublicationStatus.REVIEW, "Renvoyé avec un commentaire", {"comment": "À revoir."}),
        ("publish", PublicationStatus.REVIEW, "Mise en ligne", {"on": TODAY}),
        ("withdraw", PublicationStatus.PUBLISHED, "Retrait du site", {"on": TODAY}),
        ("reopen", PublicationStatus.ARCHIVED, "Réouverture", {}),
    ],
)
def test_a_step_leaves_who_took_it_why_and_one_row_of_history(approbation, step, status, reason, extra):
    partner = PartnerFactory(status=status, published_on=TODAY)
    moved = getattr(operations, step)(partner, by=approbation, **extra)
    [last, _first] = partner.history.all()
    assert (last.history_user, last.history_change_reason, last.status) == (approbation, reason, moved.status)


@pytest.mark.parametrize(
    ("step", "extra"),
    [("submit", {}), ("publish", {"on": TODAY}), ("send_back", {"comment": "Non."}), ("reopen", {})],
)
def test_a_step_looks_at_the_record_as_it_is_and_not_at_the_copy_in_hand(approbation, step, extra):
    status = {"send_back": "review", "reopen": "archived"}.get(step, "draft")
    copy = PartnerFactory(status=status, published_on=TODAY)
    now = {"publish": "archived"}.get(step, "published")
    type(copy).objects.update(status=now)
    with pytest.raises(ValidationError):
        getattr(operations, step)(copy, by=approbation, **extra)
    copy.refresh_from_db()
    assert (copy.status, copy.history.count()) == (now, 1)


def test_the_comment_goes_once_the_text_is_online(approbation):
    partner = PartnerFactory(status=PublicationStatus.REVIEW, review_comment="À revoir.")
    assert operations.publish(partner, by=approbation, on=TODAY).review_comment == ""
    partner.refresh_from_db()
    assert partner.review_comment == ""


def test_a_comment_is_kept_without_the_spaces_around_it(approbation):
    partner = PartnerFactory(status=PublicationStatus.REVIEW)
    assert operations.send_back(partner, by=approbation, comment=" À revoir.\n ").review_comment == "À revoir."


def test_the_day_of_publication_is_the_day_given(approbation):
    later = operations.publish(PartnerFactory(), by=approbation, on=TODAY + dt.timedelta(5))
    assert later.published_on == TODAY + dt.timedelta(5)
    assert not later.is_public(TODAY)


def test_what_an_action_stands_on_must_be_public_on_the_day_it_is_published_from(approbation):
    action = ActionFactory(axis__published=True, lead_partner__published=True)
    later = TODAY + dt.timedelta(5)
    type(action.axis).objects.update(published_on=later)
    with pytest.raises(ValidationError):
        operations.publish(action, by=approbation, on=TODAY)


def test_a_refusal_to_withdraw_names_what_needs_the_record_and_leaves_it_online(approbation):
    action = ActionFactory(published=True, title="Visite du tramway", lead_partner__name="Namur")
    ActionFactory(published=True, title="Visite du port", lead_partner=action.lead_partner, axis=action.axis)
    ActionFactory(title="Visite cachée", lead_partner=action.lead_partner, axis=action.axis)
    with pytest.raises(ValidationError) as refusal:
        operations.withdraw(action.lead_partner, by=approbation, on=TODAY)
    [said] = refusal.value.messages
    assert said.startswith("« Namur » soutient encore\u00a0: « ")
    assert {"« Visite du tramway »", "« Visite du port »"} <= {f"« {each} »" for each in titles(said)}
    assert "cachée" not in said
    action.lead_partner.refresh_from_db()
    assert (action.lead_partner.is_online, action.lead_partner.history.count()) == (True, 1)


def titles(sentence):
    """Return what a sentence puts between quotation marks (a list)."""
    return re.findall(r"« ([^»]+) »", sentence)


def test_what_would_need_the_record_only_from_tomorrow_does_not_hold_it_today(approbation):
    action = ActionFactory(published=True, published_on=TODAY + dt.timedelta(1))
    assert operations.withdraw(action.axis, by=approbation, on=TODAY).is_archived


def test_a_step_that_is_refused_leaves_nothing_behind(approbation, monkeypatch):
    partner, save = PartnerFactory(), Partner.save

    def fail(record):
        save(record)
        raise RuntimeError("once written")

    monkeypatch.setattr(Partner, "save", fail)
    with pytest.raises(RuntimeError):
        operations.submit(partner, by=approbation)
    partner.refresh_from_db()
    assert (partner.status, partner.history.count()) == (PublicationStatus.DRAFT, 1)
