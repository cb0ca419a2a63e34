"""The steps of publication."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
